import secrets

from odoo import fields, models

DIGITS = 5
ATTEMPTS = 20


class SaleOrder(models.Model):
    """The number a customer says in the store to get the order: no two open orders have the same."""

    _inherit = "sale.order"

    pickup_code = fields.Char(readonly=True, copy=False, help="The customer says it in the store to get the order.")

    _pickup_code_unique = models.UniqueIndex(
        "(pickup_code) WHERE pickup_code IS NOT NULL", "Another open order has this pickup code."
    )

    def _enter_stage(self, stage):
        """Override of torg_sale to give a code to confirmed orders and to free it when an order is over."""
        super()._enter_stage(stage)
        if stage.is_final or stage.sale_state == "cancel":
            self.filtered("pickup_code").pickup_code = False
        elif stage.sale_state == "sale":
            self._give_pickup_codes()

    def _give_pickup_codes(self):
        orders = self.filtered(lambda order: not order.pickup_code)
        for order, code in zip(orders, self._draw_pickup_codes(len(orders)), strict=True):
            order.pickup_code = code

    def _draw_pickup_codes(self, count):
        """Return so many codes that no open order has; six digits should the five ever be used up."""
        codes = set()
        for attempt in range(ATTEMPTS):
            digits = DIGITS + attempt // (ATTEMPTS // 2)
            while len(codes) < count:
                codes.add(f"{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}")
            # sudo: orders of other people have codes too
            taken = self.sudo().search_fetch([("pickup_code", "in", sorted(codes))], ["pickup_code"])
            codes -= set(taken.mapped("pickup_code"))
            if len(codes) == count:
                break
        return list(codes)
