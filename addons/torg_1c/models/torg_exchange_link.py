import json

from odoo import api, fields, models
from odoo.tools import SQL


class TorgExchangeLink(models.Model):
    """What 1C said last, field by field: a later message is compared with that and not with what people wrote since."""

    _inherit = "torg.exchange.link"

    applied = fields.Json(readonly=True, help="Values of the last message, as they were applied.")

    @api.model
    def _get_applied(self, endpoint, kind, keys):
        """Return ``{key: {field: value}}`` of the last messages about these keys."""
        # sql: a thousand pairs are no domain
        rows = self.env.execute_query(
            SQL(
                """SELECT external_id, sub_id, applied FROM torg_exchange_link
                    WHERE endpoint_id = %s AND kind = %s AND applied IS NOT NULL
                      AND (external_id, sub_id) IN (SELECT * FROM unnest(%s::varchar[], %s::varchar[]))""",
                endpoint.id,
                kind,
                [key[0] for key in keys],
                [key[1] for key in keys],
            )
        )
        return {(external_id, sub_id): values for external_id, sub_id, values in rows}

    @api.model
    def _set_applied(self, endpoint, kind, values):
        """Remember what was applied, ``{key: {field: value}}``."""
        texts = {key: json.dumps(told, ensure_ascii=False) for key, told in values.items()}
        self._update(endpoint, kind, SQL("applied = data.value::jsonb"), texts, SQL("text"))
        self.invalidate_model(["applied"])
