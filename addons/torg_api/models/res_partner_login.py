from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Logins of a customer to the shop: seen on the card, and ended there."""

    _inherit = "res.partner"

    shop_session_ids = fields.One2many(
        "torg.api.session", "partner_id", string="Logins", groups="torg_base.group_manager"
    )

    @api.model
    def end_shop_session(self, partner_id, session_id):
        """End a login of a customer, from the card."""
        partner = self.browse(partner_id)
        partner.check_access("write")
        # sudo: who may change the customer may end his logins, and sees nothing else of them
        partner.sudo().shop_session_ids.filtered(lambda session: session.id == session_id)._end("revoked")

    def _end_logins(self):
        """Override: logins of these people to the shop end at once."""
        super()._end_logins()
        # sudo: whoever may say that, the logins are the system's
        self.sudo().shop_session_ids._end("revoked")

    def _get_shop_reach(self):
        """Return whose orders this customer sees, logged in: his own and those of the companies he buys for."""
        return self | self._get_firms() if self else self

    def _get_shop_colleagues(self):
        """Return the other contacts of the companies he buys for: what they buy for themselves is not his to see."""
        if not (firms := self._get_firms()):
            return self.browse()
        people = Domain("type", "=", "contact") & Domain("is_company", "=", False) & Domain("id", "!=", self.id)
        return self.with_context(active_test=False).search(people & Domain("parent_id", "child_of", firms.ids))

    def _get_customer_card_sections(self):
        """Override of torg_base to show where the customer is logged in; nothing when he never was."""
        sections = super()._get_customer_card_sections()
        # sudo: who sees the card sees where the customer is logged in, not the tokens
        open_sudo = self.env["torg.api.session"].sudo()._get_open_ones([("partner_id", "=", self.id)])
        if not open_sudo:
            return sections
        rows = [self._prepare_session_row(session_sudo) for session_sudo in open_sudo]
        return [
            *sections,
            {"code": "shop_sessions", "title": self.env._("Logged in to the shop"), "sequence": 80, "empty": "",
             "rows": rows},
        ]  # fmt: skip

    def _prepare_session_row(self, session_sudo):
        moment = self.env["ir.qweb.field.datetime"].value_to_html(session_sudo.last_used_at, {"hide_seconds": True})
        row = {
            "id": session_sudo.id,
            "title": session_sudo.key_id.name,
            "hint": " · ".join(filter(None, [session_sudo.device_name, session_sudo.ip, moment])),
        }
        if self.has_access("write"):
            row["call"] = {
                "label": self.env._("End"),
                "icon": "fa-sign-out",
                "model": "res.partner",
                "method": "end_shop_session",
                "args": [self.id, session_sudo.id],
            }
        return row

    def _anonymize_related(self):
        """Override: a forgotten person is logged out, and no trace of the logins stays."""
        super()._anonymize_related()
        self._get_person().shop_session_ids.unlink()
