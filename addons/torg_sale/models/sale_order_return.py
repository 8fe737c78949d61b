from collections import defaultdict

from odoo import api, fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """What comes back, through core's return transfers: one verb for claims, couriers, tills and 1C."""

    _inherit = "sale.order"

    return_ids = fields.One2many("torg.order.return", "order_id", "Returns", readonly=True)
    returned_amount = fields.Monetary("Returned", compute="_compute_returned_amount", store=True)

    @api.depends("order_line.returned_amount")
    def _compute_returned_amount(self):
        for order in self:
            order.returned_amount = sum(order.order_line.mapped("returned_amount"))

    # === BUSINESS METHODS === #

    def _get_amount_to_pay(self):
        """Return what the order costs the customer, in its currency: nothing when cancelled, less what came back."""
        self.ensure_one()
        return 0.0 if self.state == "cancel" else self.currency_id.round(self.amount_total - self.returned_amount)

    def _get_amount_due(self):
        """Return what is still to be paid, in the order's currency; negative: to be given back."""
        return self.currency_id.round(self._get_amount_to_pay() - self.paid_amount)

    def _register_return(self, quantities, source, external_id=None, **details):
        """Take goods of this order back into the store; the same `external_id` comes back once.

        Money is given back by `_register_payment` with a minus: `_get_amount_due()` tells how much.
        Raises StageRefusal when more comes back than the customer has. Return the torg.order.return.

        :param dict quantities: {order line: quantity in the unit of the line}
        :param str source: `desk`, `till`, `site`, `1c` or `api`
        :param details: `reason` (torg.return.reason), `note`, `date` (UTC; now unless told), `store` (stock.warehouse;
            where the goods left unless told), `again` (True: the customer still wants them, so they are promised anew)
        """
        self.ensure_one()
        # sudo: returns and transfers are written by this verb, whoever tells about them
        Return = self.env["torg.order.return"].sudo()
        known = external_id and Return.search([("source", "=", source), ("external_id", "=", external_id)])
        if known and known.order_id != self:
            raise StageRefusal(
                self.env._("Return %(number)s belongs to %(order)s.", number=external_id, order=known.order_id.name),
                "foreign_return",
            )
        if known:
            return known.with_env(self.env)
        self._check_returnable(quantities)
        self._touch_journal()
        before = {line: line.returned_amount for line in quantities}
        lines = self.env["sale.order.line"].union(*quantities)
        with lines._keeping_returned():
            pickings = self.sudo()._take_back(quantities, details.get("store"))  # sudo: see above
            if source == "1c":
                pickings.move_ids._set_keeper_reported(details.get("date"))
            if details.get("again"):
                lines.sudo()._action_launch_stock_rule()  # sudo: see above
        vals = self._prepare_return_vals(quantities, before, details)
        back = Return.create({**vals, "source": source, "external_id": external_id, "picking_ids": pickings.ids})
        self._on_return(back)
        return back.with_env(self.env)

    def _on_return(self, back):
        """Hook: goods of this order came back.

        :param back: torg.order.return
        """

    def _check_returnable(self, quantities):
        """Raise StageRefusal unless the customer has all of these goods."""
        for line, quantity in quantities.items():
            if line.product_uom_id.compare(quantity, 0) <= 0 or line.order_id != self:
                raise StageRefusal(self.env._("Say how much of what comes back."), "bad_quantity")
            if line.product_uom_id.compare(quantity, line.qty_delivered) > 0:
                raise StageRefusal(
                    self.env._(
                        "%(order)s: of %(product)s the customer has %(had)s, no more can come back.",
                        order=self.name,
                        product=line.product_id.display_name,
                        had=f"{line.qty_delivered:g}",
                    ),
                    "not_delivered",
                )

    def _prepare_return_vals(self, quantities, before, details):
        lines = [
            fields.Command.create(
                {
                    "order_line_id": line.id,
                    "quantity": quantity,
                    "amount": line.returned_amount - before[line],
                }
            )
            for line, quantity in quantities.items()
        ]
        return {
            "order_id": self.id,
            "date": details.get("date") or fields.Datetime.now(),
            "reason_id": details["reason"].id if details.get("reason") else False,
            "note": details.get("note"),
            "again": bool(details.get("again")),
            "line_ids": lines,
        }

    def _take_back(self, quantities, store=None):
        """Bring so much of these lines back by core's return, what left last first; return the transfers."""
        wanted = defaultdict(float)
        for line, quantity in quantities.items():
            rest = line.product_uom_id._compute_quantity(quantity, line.product_id.uom_id)
            done = line.move_ids.filtered(lambda move: move.state == "done" and move._takes_out())
            for move in done.sorted("id", reverse=True):
                had = move.product_uom._compute_quantity(move._get_kept_quantity(), move.product_id.uom_id)
                taken = min(rest, had)
                wanted[move] += move.product_id.uom_id._compute_quantity(taken, move.product_uom)
                rest -= taken
        back = self.env["stock.picking"]
        for picking in self.env["stock.move"].union(*(move for move in wanted if wanted[move] > 0)).picking_id:
            back |= picking._take_back(wanted, store)
        return back
