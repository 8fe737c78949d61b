from odoo import fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrderLine(models.Model):
    """How much of a line is put aside.

    The promise of the whole line stands until all of it is there: core's moves learn of the last piece only, since a
    move brought down to what was found so far would give the rest to somebody else.
    """

    _inherit = "sale.order.line"

    picked_qty = fields.Float("Put aside", digits="Product Unit", readonly=True, copy=False)
    missing_ids = fields.One2many("torg.order.missing", "line_id", "Not found", readonly=True)

    # === BUSINESS METHODS === #

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        """Override of torg_sale: what comes to an order that is put aside already is still to be collected."""
        res = super()._action_launch_stock_rule(previous_product_uom_qty=previous_product_uom_qty)
        before = previous_product_uom_qty or {}
        more = self.filtered(lambda line: line.product_uom_qty > before.get(line.id, 0))
        # sudo: whoever sells more need not see the transfers
        ready = more.sudo().order_id.filtered(lambda order: order.stage_id in order._get_ready_stages())
        ready.filtered(lambda order: order._is_partly_collected())._collect_again()
        return res

    def _get_open_moves(self):
        """Return the moves by which the rest of these lines will leave the store."""
        return self.move_ids.filtered(lambda move: move.state not in ("done", "cancel") and move._takes_out())

    def _set_picked(self, quantity):
        """Note that so much of this line is put aside; all of it is what the transfer ships."""
        self.ensure_one()
        asked, unit = self._get_open_quantity(), self.product_uom_id
        if unit.compare(quantity, 0) < 0 or unit.compare(quantity, asked) > 0:
            raise StageRefusal(
                self.env._(
                    "%(product)s: %(asked)s asked for, no more can be put aside.",
                    product=self.product_id.display_name,
                    asked=f"{asked:g}",
                ),
                "bad_quantity",
            )
        self.picked_qty = quantity
        moves = self._get_open_moves()
        if unit.compare(quantity, asked):
            moves.filtered("picked").picked = False
            return
        for move in moves:
            if move.product_uom.compare(move.quantity, move.product_uom_qty):
                move.quantity = move.product_uom_qty
        moves.picked = True
        self.missing_ids.filtered(lambda row: row.state == "open")._close("found")

    def _give_up(self, quantity):
        """So much of this line is not sold any more: its goods are free, the rest stays as it is put aside."""
        self.ensure_one()
        moves = self._get_open_moves()
        picked = bool(moves.filtered("picked"))
        moves.picked = False  # core does not cancel what is put aside
        self._set_quantity(self.product_uom_qty - quantity)
        rest = self._get_open_quantity()
        self.picked_qty = min(self.picked_qty, rest)
        if picked and rest:
            self._set_picked(rest)

    def _get_barcodes(self):
        """Return `{barcode: how many units of the line it stands for}`: of the product and of its packagings."""
        self.ensure_one()
        product, unit = self.product_id, self.product_uom_id
        codes = {product.barcode: product.uom_id._compute_quantity(1, unit, round=False)} if product.barcode else {}
        for packaging in product.product_uom_ids:
            codes[packaging.barcode] = packaging.uom_id._compute_quantity(1, unit, round=False)
        return codes

    def _get_place(self):
        """Return where in the store the goods of this line lie, empty when the store has no places."""
        self.ensure_one()
        places = self._get_open_moves().move_line_ids.location_id - self.order_id.warehouse_id.lot_stock_id
        return ", ".join(places.mapped("name"))
