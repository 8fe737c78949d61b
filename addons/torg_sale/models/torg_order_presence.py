from odoo import api, fields, models


class TorgOrderPresence(models.Model):
    """Who has an order open on the screen: a row lives as long as the screen tells it is there."""

    _name = "torg.order.presence"
    _description = "Order on a Screen"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    seen_at = fields.Datetime(required=True, readonly=True)

    _order_user_unique = models.UniqueIndex("(order_id, user_id)")

    @api.autovacuum
    def _gc_presence(self):
        self.search([("seen_at", "<", fields.Datetime.subtract(fields.Datetime.now(), days=1))]).unlink()
