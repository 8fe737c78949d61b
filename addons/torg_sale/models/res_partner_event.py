from odoo import api, models

SHOWN = {
    "active", "city", "country_id", "email", "is_company", "name", "parent_id", "phone", "state_id", "street",
    "street2", "type", "vat", "zip",
}  # fmt: skip


class ResPartner(models.Model):
    """Outside systems hear about customers: people and companies that have ordered or were entered as customers."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of base to tell outside systems."""
        partners = super().create(vals_list)
        partners._tell_customer_changed()
        return partners

    def write(self, vals):
        """Override of base to tell outside systems."""
        result = super().write(vals)
        if SHOWN & vals.keys():
            self._tell_customer_changed()
        return result

    def _tell_customer_changed(self):
        if self.env["torg.exchange.endpoint"]._is_heard("customer.updated"):
            # sudo: whoever writes a contact need not see who logs in; an employee's own contact is no customer
            people = self.sudo().filtered(lambda partner: not any(not user.share for user in partner.user_ids))
            people._emit_event_at_commit("customer.updated")
