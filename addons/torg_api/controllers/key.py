from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.schemas.key import KeyInfo
from odoo.addons.torg_api.tools.promise import ANY


class Key(http.Controller):
    """What a key is told about itself."""

    @operation("GET", "/key", scope=ANY, answer=KeyInfo, summary="What this key may do", tag="About")
    def get_key(self, api):
        """The first call of every integration: whose key it is, what it may do and how often. Every key may ask."""
        key = api.key
        return KeyInfo(
            name=key.name,
            company=key.company_id.name,
            currency=key.company_id.currency_id.name,
            language=api.env.lang,
            scopes=key.scope_ids.mapped("code"),
            reads_per_second=key.reads_per_second,
            writes_per_second=key.writes_per_second,
            expires_at=moment(key.expires_at),
        )
