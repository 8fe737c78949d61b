from odoo import api, fields, models


class TorgWebhook(models.Model):
    """Subscriptions that a site keeps itself: those of its key."""

    _inherit = "torg.webhook"

    api_key_id = fields.Many2one(
        "torg.api.key",
        string="Kept by the Site",
        ondelete="set null",
        index="btree_not_null",
        help="The key of the shop API that sees and changes this subscription. Empty: it is kept here alone.",
    )

    @api.model
    def _get_of_key(self, key):
        """Return the subscriptions of a key, those that are paused included."""
        return self.with_context(active_test=False).search([("api_key_id", "=", key.id)], order="id")

    def _change_by_site(self, vals):
        """Write what a site may change. A new address is judged as one from the internet, whatever was allowed before:
        the permission to call our own network was given to the old one."""
        self.ensure_one()
        if vals.get("url", self.url) != self.url:
            vals = {**vals, "allow_private_addresses": False}
        self.write(vals)
