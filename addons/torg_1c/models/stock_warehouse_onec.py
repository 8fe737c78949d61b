from odoo import fields, models


class StockWarehouse(models.Model):
    """The 1C base that a store belongs to: it tells the stock of the store and gets its orders."""

    _inherit = "stock.warehouse"

    onec_base_id = fields.Many2one(
        "torg.exchange.endpoint",
        "1C base",
        domain="[('kind', '=', 'onec')]",
        ondelete="set null",
        index="btree_not_null",
        groups="torg_base.group_integration_admin,torg_base.group_director",
        help="It alone tells the stock of the store, and the orders of the store go there.",
    )

    def _claim_for_base(self, endpoint):
        """The first base that knows a store is the one it belongs to, until a person says otherwise."""
        # sudo: the exchange settles this, stores are written by directors
        self.sudo().filtered(lambda store: not store.onec_base_id).onec_base_id = endpoint
