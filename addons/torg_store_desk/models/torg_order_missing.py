from odoo import api, fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal

from .sale_order_missing import ACTIVITY

STATES = [
    ("open", "To be decided"),
    ("replaced", "Replaced"),
    ("removed", "Taken out of the order"),
    ("again", "To be looked for again"),
    ("found", "Found after all"),
    ("moved", "The order went another way"),
]


class TorgOrderMissing(models.Model):
    """Goods of an order that the store did not find, what it offers instead, and what the manager decided."""

    _name = "torg.order.missing"
    _inherit = ["torg.order.row"]
    _description = "Goods Not Found in the Store"
    _order = "id desc"
    _rec_name = "product_id"

    line_id = fields.Many2one("sale.order.line", required=True, readonly=True, index=True, ondelete="cascade")
    order_id = fields.Many2one(related="line_id.order_id", store=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id")
    store_id = fields.Many2one(related="order_id.warehouse_id", string="Store")
    product_id = fields.Many2one("product.product", required=True, readonly=True, ondelete="restrict")
    asked = fields.Float(digits="Product Unit", readonly=True)
    found = fields.Float(digits="Product Unit", readonly=True)
    offer_ids = fields.Many2many("product.product", string="The store has", readonly=True)
    note = fields.Char(readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="open")
    user_id = fields.Many2one("res.users", "Looked for by", readonly=True, default=lambda self: self.env.uid)
    decided_by_id = fields.Many2one("res.users", readonly=True)
    decided_at = fields.Datetime(readonly=True)

    _open_unique = models.UniqueIndex("(line_id) WHERE state = 'open'", "This line is marked as not found already.")

    # === THE MANAGER'S CLICKS === #

    def accept_offer(self, product_id):
        """Sell another product instead of what is missing; what was found stays in the order."""
        row_sudo = self._begin_decision()
        product = self.env["product.product"].browse(product_id)
        product.check_access("read")
        line = self.line_id.with_env(self.env)
        line._replace(product, forced=True, kept=row_sudo.found)
        row_sudo._end_decision("replaced")
        return True

    def remove_goods(self):
        """Sell only what was found."""
        row_sudo = self._begin_decision()
        others = row_sudo.order_id._get_shown_lines() - row_sudo.line_id
        if not row_sudo.found and not others.filtered(lambda line: line.product_id.type == "consu"):
            raise StageRefusal(self.env._("There would be nothing left: cancel the order instead."), "nothing")
        row_sudo.line_id._give_up(row_sudo._get_missing())
        row_sudo._end_decision("removed")
        return True

    def look_again(self):
        """Leave the order as it is: the store looks once more."""
        self._begin_decision()._end_decision("again")
        return True

    # === BUSINESS METHODS === #

    def _begin_decision(self):
        """Return this row as the system; raise unless the person may change the order and nobody has decided."""
        self.ensure_one()
        self.check_access("read")
        self.order_id.check_access("write")
        # sudo: rows and transfers belong to the store, the decision to those who may change the order
        row_sudo = self.sudo()
        row_sudo.order_id._wait_turn()
        if row_sudo.state != "open":
            raise StageRefusal(self.env._("This is decided already."), "decided")
        return row_sudo

    def _end_decision(self, state):
        self._close(state)
        if state != "again":
            line = self.line_id
            if line._get_open_quantity():
                line._set_picked(line._get_open_quantity())
            self.order_id._check_collected()

    def _close(self, state):
        """Note what became of these rows; the orders' managers have nothing to decide any more."""
        self.write({"state": state, "decided_by_id": self.env.uid, "decided_at": fields.Datetime.now()})
        for order in self.order_id:
            if not order._get_open_missing():
                order.activity_unlink([ACTIVITY])
        self.order_id._tell_desk()

    def _get_missing(self):
        """Return how much is missing, in the unit of the line."""
        return self.asked - self.found

    def _get_text(self):
        """Return what is missing for a mark: “Rum × 2”."""
        self.ensure_one()
        name = self.product_id.with_context(display_default_code=False).display_name
        return f"{name} × {self._get_missing():g}"

    @api.model
    def _prepare_offer_vals(self, product):
        return {"id": product.id, "name": product.with_context(display_default_code=False).display_name}

    def _prepare_screen_vals(self):
        return {
            "id": self.id,
            "product": self.product_id.with_context(display_default_code=False).display_name,
            "missing": self._get_missing(),
            "found": self.found,
            "unit": self.line_id.product_uom_id.name,
            "who": self.user_id.name,
            "note": self.note or "",
            "offers": [self._prepare_offer_vals(product) for product in self.offer_ids],
        }
