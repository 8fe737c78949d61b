from odoo import api, models

PING = "torg_stock/changed"
MOST_NAMED = 500  # products in a ping; a ping about more names none and means all
FIGURES = {"quantity", "reserved_quantity"}


class StockQuant(models.Model):
    """Open screens and outside systems learn that the stock has changed: once a transaction, whatever was written."""

    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of stock to tell open screens."""
        quants = super().create(vals_list)
        self._tell_stock_changed(quants.product_id.ids)
        return quants

    def write(self, vals):
        """Override of stock to tell open screens."""
        if FIGURES & vals.keys():
            self._tell_stock_changed(self.product_id.ids)
        return super().write(vals)

    def unlink(self):
        """Override of stock to tell open screens."""
        self._tell_stock_changed(self.product_id.ids)
        return super().unlink()

    # === BUSINESS METHODS === #

    @api.model
    def _tell_stock_changed(self, product_ids):
        """Have open screens ask again about these products once the transaction is committed.

        Whoever changes quants by SQL calls it too. No figures travel: each screen asks with the rights of its user.
        """
        precommit = self.env.cr.precommit
        changed = precommit.data.get(PING)
        if changed is None:
            changed = precommit.data[PING] = set()
            precommit.add(self._send_stock_ping)
        changed.update(product_ids)

    @api.model
    def _send_stock_ping(self):
        changed = self.env.cr.precommit.data.pop(PING, set())
        if self.env["torg.exchange.endpoint"]._is_heard("stock.changed"):
            self.env["product.product"].browse(sorted(changed)).exists()._emit_event("stock.changed")
        named = sorted(changed) if len(changed) <= MOST_NAMED else False
        group_id = self.env["ir.model.data"]._xmlid_to_res_id("torg_base.group_manager", raise_if_not_found=True)
        # sudo: the channel of the group, which the one who moved the goods may not be in
        self.env["res.groups"].sudo().browse(group_id)._bus_send(PING, {"product_ids": named})
