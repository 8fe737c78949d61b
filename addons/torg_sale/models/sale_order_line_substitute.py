from odoo import api, fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal

REPLACEMENT = {"replaced_line_id", "replaced_product_id", "replaced_quantity", "replaced_is_forced"}


class SaleOrderLine(models.Model):
    """Another product instead of the one that was ordered, before and after the confirmation."""

    _inherit = "sale.order.line"

    replaced_line_id = fields.Many2one(
        "sale.order.line", "Replaces line", copy=False, readonly=True, index="btree_not_null", ondelete="set null"
    )
    replacement_ids = fields.One2many("sale.order.line", "replaced_line_id", "Replaced by", readonly=True)
    replaced_product_id = fields.Many2one(
        "product.product", "Instead of", copy=False, readonly=True, help="What the customer had ordered at first."
    )
    replaced_quantity = fields.Float("Instead of so much", digits="Product Unit", copy=False, readonly=True)
    replaced_is_forced = fields.Boolean(
        "Had to be replaced", copy=False, readonly=True, help="The store did not have what was ordered."
    )
    is_replaced = fields.Boolean(compute="_compute_is_replaced")

    @api.depends("product_uom_qty", "qty_delivered", "replacement_ids")
    def _compute_is_replaced(self):
        for line in self:
            line.is_replaced = bool(line.replacement_ids) and not line._is_shown()

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale: what replaces what is written by the verb only, money of managers hangs on it."""
        self._refuse_replacement({name for vals in vals_list for name in vals})
        return super().create(vals_list)

    def write(self, vals):
        """Override of sale: see `create`."""
        self._refuse_replacement(vals.keys())
        return super().write(vals)

    @api.model
    def _refuse_replacement(self, names):
        if not self.env.su and not REPLACEMENT.isdisjoint(names):
            raise StageRefusal(self.env._("A line is replaced by its action, not by hand."), "raw_write")

    # === BUSINESS METHODS === #

    def _is_shown(self):
        """Return whether people and programs see the line: one of which nothing is ordered nor delivered is hidden."""
        self.ensure_one()
        return bool(self.display_type or self.is_downpayment or self.product_uom_qty or self.qty_delivered)

    def _replace(self, product, quantity=None, forced=False, kept=0):
        """Sell another product instead of what is not delivered of this line yet, and return the line that has it.

        A quotation's line changes its product; a confirmed one goes down to what is delivered and a new line linked
        by `replaced_line_id` takes its place: the goods of the new one are promised or nothing changes at all.
        Raises StockRefusal with alternatives when the store refuses shortages and lacks them, StageRefusal when there
        is nothing to replace.

        :param float quantity: of the new product in the unit of the new line; as much as the old one unless told
        :param bool forced: the store lacks the old product: a replacement that costs less is not held against anybody
        :param float kept: so much of what is not delivered stays as it was ordered; of a confirmed order only
        """
        self.ensure_one()
        rest = self._get_open_quantity() - kept
        self._check_replacement(product, rest)
        old, order = self.product_id, self.order_id
        origin = self._prepare_replacement_vals(rest, forced)
        unit = self._get_replacement_unit(product)
        quantity = quantity or self._get_replacement_quantity(unit, rest)
        vals = {"product_id": product.id, "product_uom_id": unit.id, "product_uom_qty": quantity}
        with self.env.cr.savepoint():
            order._remember_channel(self.env["ir.http"]._get_channel())
            self.env["torg.stock.lock"]._lock({(one.id, order.warehouse_id.id) for one in (old, product)})
            if order.state == "sale":
                line = self._replace_confirmed(vals, origin, kept)
            else:
                line = self._replace_quoted(vals, origin)
            old._accept_substitute(product)
        return line

    def _replace_quoted(self, vals, origin):
        hold = self.order_id.hold_id._get_active_holds()
        self.write(vals)
        self._reset_price_unit()
        self.sudo().write(origin)  # sudo: these fields are open to this verb only
        if hold:
            self.order_id._hold_goods(hold.hold_until)
        return self

    def _replace_confirmed(self, vals, origin, kept):
        self._set_quantity(self.product_uom_qty - self._get_open_quantity() + kept)
        # sudo: what it replaces is open to this verb only, that the order may be changed was checked by the write above
        line = self.sudo().create(
            {"order_id": self.order_id.id, "sequence": self.sequence, "replaced_line_id": self.id, **vals, **origin}
        )
        return line.with_env(self.env)

    def _check_replacement(self, product, rest):
        order = self.order_id
        if order.state == "cancel" or order.stage_id.is_final:
            raise StageRefusal(self.env._("%(order)s is over: its goods stay.", order=order.name), "final")
        if not self.product_id or self.is_downpayment or rest <= 0:
            raise StageRefusal(self.env._("There is nothing to replace in this line."), "nothing")
        if product == self.product_id or not product.sale_ok or not product.active:
            raise StageRefusal(
                self.env._("“%(product)s” cannot be offered instead.", product=product.display_name), "forbidden"
            )

    def _get_replacement_unit(self, product):
        """Return in which unit another product is sold instead: the line's own where it is one of its units."""
        unit = self.product_uom_id
        return unit if unit in product.uom_id | product.uom_ids else product.uom_id

    def _get_replacement_quantity(self, unit, quantity):
        """Return so much of this line in the unit of what is sold instead: a box of twelve is twelve pieces."""
        own = self.product_uom_id
        return own._compute_quantity(quantity, unit) if own._has_common_reference(unit) else quantity

    def _prepare_replacement_vals(self, rest, forced):
        """What the customer had ordered at first remains known through any number of replacements."""
        if self.replaced_product_id:
            share = rest / self.product_uom_qty
            product, quantity = self.replaced_product_id, self.replaced_quantity * share
        else:
            product, quantity = self.product_id, self._get_pieces(rest)
        return {
            "replaced_product_id": product.id,
            "replaced_quantity": quantity,
            "replaced_is_forced": forced or self.replaced_is_forced,
        }

    def _get_open_quantity(self):
        """Return how much of the line the customer still waits for, in the unit of the line."""
        self.ensure_one()
        done = self.qty_delivered + self.returned_qty if self.product_id.type == "consu" else 0
        return max(self.product_uom_qty - done, 0)

    def _get_pieces(self, quantity):
        """Return a quantity of this line in the unit of its product."""
        self.ensure_one()
        unit = self.product_id.uom_id
        return self.product_uom_id._compute_quantity(quantity, unit, round=False) if self.product_uom_id else quantity
