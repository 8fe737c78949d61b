from odoo import fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_stock.whole import as_a_whole


class SaleOrder(models.Model):
    """The store of an order, and goods held for it before it is confirmed."""

    _inherit = "sale.order"

    hold_id = fields.Many2one("stock.picking", copy=False, readonly=True, index="btree_not_null")
    hold_until = fields.Datetime(related="hold_id.hold_until")

    def _change_store(self, store, channel=None):
        """Take the goods of this order from another store: what is reserved moves with it, or nothing changes.

        Raises StockRefusal with alternatives when the store refuses shortages and lacks something, StageRefusal when
        the order is over.
        """
        self.ensure_one()
        if store == self.warehouse_id:
            return
        self._check_store_change(store)
        with self.env.cr.savepoint(), self._moving(), self.order_line._keeping_returned():
            self._remember_channel(channel or self.env["ir.http"]._get_channel())
            hold = self.hold_id._get_active_holds()
            open_pickings = self._get_open_pickings()
            self.env["torg.stock.lock"]._lock(self._get_store_pairs(store))
            # sudo: the seller decides about the store, transfers belong to the warehouse
            open_pickings.sudo().action_cancel()
            self.write({"warehouse_id": store.id})
            if self.state == "sale":
                self.order_line._action_launch_stock_rule()
            elif hold:
                self._hold_goods(hold.hold_until)
            self._on_store_change()

    def _check_store_change(self, store):
        if self.state == "cancel" or self.stage_id.is_final:
            raise StageRefusal(self.env._("%(order)s is over: its store stays.", order=self.name), "final")
        if store.company_id != self.company_id:
            raise StageRefusal(self.env._("“%(store)s” belongs to another company.", store=store.name), "forbidden")

    def _get_open_pickings(self):
        """Return the deliveries that have not left the store yet."""
        return self.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))

    def _get_store_pairs(self, store):
        """Return the pairs (product, store) that a change of the store touches, for the lock."""
        stores = store | self.warehouse_id
        products = self.order_line.product_id.filtered("is_storable")
        return {(product.id, store.id) for product in products for store in stores}

    def _on_store_change(self):
        """Hook: the order is taken from another store now. Letters extend it."""
        self._emit_event_at_commit("order.changed")

    # === HOLDS === #

    def _hold_goods(self, until=None):
        """Hold the goods of this quotation in its store until a moment; a hold it has is replaced. Return the hold.

        Raises StockRefusal when the store refuses shortages and does not have them all.
        """
        self.ensure_one()
        with as_a_whole(self) as order:
            order._release_hold()
            lines = [
                (line.product_id, line.product_uom_id._compute_quantity(line.product_uom_qty, line.product_id.uom_id))
                for line in order.order_line
                if line.product_id.is_storable and line.product_uom_qty > 0
            ]
            if lines:
                order.hold_id = order.warehouse_id._hold(lines, until, partner=self.partner_id, origin=self.name)
        return self.hold_id

    def _release_hold(self):
        """Give free what is held for these orders."""
        self.hold_id._end_holds("released")
