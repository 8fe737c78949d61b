from odoo import api, fields, models
from odoo.tools import SQL, groupby

from odoo.addons.torg_exchange.tools.outcome import Outcome

FEED = "shop-feed"


class TorgExchangeEndpoint(models.Model):
    """Kind ``shop_feed``: the list of changes that sites read at their own pace."""

    _inherit = "torg.exchange.endpoint"

    kind = fields.Selection(
        selection_add=[("shop_feed", "Change feed"), ("shop", "Site")],
        ondelete={"shop_feed": "cascade", "shop": "cascade"},
    )

    @api.model
    def _get_feed(self):
        """Return the endpoint that writes the list."""
        return self.search([("code", "=", FEED)])

    def _render_messages(self, messages):
        """Override of torg_exchange: a row of the list tells what and which, not how it looks now."""
        if self.kind != "shop_feed":
            return super()._render_messages(messages)
        return {message: b"" for message in messages}

    def _send_messages(self, bodies, seconds):
        """Override of torg_exchange to write the list. One writer at a time, so places grow in the order of commits:
        whoever has read up to a place never misses an earlier one that came later."""
        if self.kind != "shop_feed":
            return super()._send_messages(bodies, seconds)
        # sql: a lock of this transaction
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(hashtext('torg.api.change'))"))
        companies = self._get_companies(bodies)
        self.env["torg.api.change"].create(
            [
                {
                    "event": message.event_id.code,
                    "object_id": message.res_id,
                    "revision": message.revision,
                    "document": getattr(self.env[message.res_model], "_shop_document", None),
                    "company_id": companies.get(message),
                    "changed_at": message.create_date,
                }
                for message in bodies
            ]
        )
        return {message: Outcome(ok=True, accepted=True) for message in bodies}

    def _get_companies(self, messages):
        """Return ``{message: id of the company its record belongs to}``; what belongs to none is for everybody."""
        found = {}
        for model, rows in groupby(messages, key=lambda message: message.res_model):
            records = self.env[model].browse([message.res_id for message in rows]).exists()
            if "company_id" in records._fields:
                companies = {record.id: record.company_id.id for record in records}
                found |= {message: companies.get(message.res_id) for message in rows}
        return found
