from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.torg_sale.const import STATES

ENTRY_EVENTS = [
    ("collected", "All goods are collected"),
    ("shipped", "The goods have left the store"),
    ("completed", "Everything is delivered and paid"),
]


class SaleOrderStage(models.Model):
    """A column of the desk: where an order stands on its way from intake to completion."""

    _name = "sale.order.stage"
    _description = "Order Stage"
    _inherit = ["torg.cached.setting"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable name for the shop's API and 1C: it stays when the stage is renamed.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    fold = fields.Boolean("Folded on the desk")
    color = fields.Integer()
    team_ids = fields.Many2many("crm.team", string="Teams", help="Empty: all teams.")
    order_type_ids = fields.Many2many("torg.order.type", string="Order types", help="Empty: all types.")
    sale_state = fields.Selection(
        STATES, "Stands for", required=True, default="draft", help="An order that comes here is confirmed or cancelled."
    )
    portal_name = fields.Char(
        "Name for customers", translate=True, help="Shown on the site and in letters; empty: the name of the stage."
    )
    requirements = fields.Text(translate=True, help="Shown at the head of the column.")
    is_final = fields.Boolean("Final", help="The order's way ends here: nobody leaves it unless the matrix says so.")
    required_field_ids = fields.Many2many(
        "ir.model.fields",
        string="Asks for",
        domain="[('model', '=', 'sale.order'), ('store', '=', True), ('readonly', '=', False)]",
        help="An order may not come here without them: whoever moves it is asked for those that are empty.",
    )
    payment_requirement = fields.Selection(
        [("none", "Nothing"), ("partial", "Something"), ("full", "All of it")],
        "Must be paid",
        required=True,
        default="none",
    )
    needs_reservation = fields.Boolean("Goods must be reserved")
    time_limit = fields.Float(
        "Time limit, hours", help="Working hours of the order's store that an order may stand here; 0: no limit."
    )
    load_weight = fields.Float(
        default=1.0, help="How much an order in this stage counts in a manager's load when new orders are handed out."
    )
    entry_event = fields.Selection(
        ENTRY_EVENTS, "Comes here by itself", help="The system moves an order here when this has happened."
    )
    mail_template_id = fields.Many2one("mail.template", "Letter", domain="[('model', '=', 'sale.order')]")
    sms_template_id = fields.Many2one("sms.template", "SMS", domain="[('model', '=', 'sale.order')]")

    _code_unique = models.Constraint("UNIQUE(code)", "There is already a stage with this code.")
    _time_limit_positive = models.Constraint("CHECK(time_limit >= 0)", "A time limit is zero or more.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_needed(self):
        self._check_kinds(self.search([]) - self)

    @api.model
    def _check_kinds(self, stages):
        """Refuse to be left without a place for quotations, for confirmed or for cancelled orders."""
        if not stages.filtered(lambda stage: stage.sale_state == "draft" and not stage.is_final):
            raise ValidationError(self.env._("There must be a stage for quotations: new orders begin there."))
        for state in ("sale", "cancel"):
            if state not in stages.mapped("sale_state"):
                raise ValidationError(self.env._("There must be stages for confirmed and for cancelled orders."))

    @api.constrains("active")
    def _check_no_orders(self):
        """An archived stage would hide its orders from the desk."""
        archived = self.filtered(lambda stage: not stage.active)
        # sudo: orders of others count too
        if archived and self.env["sale.order"].sudo().search_count([("stage_id", "in", archived.ids)], limit=1):
            raise ValidationError(self.env._("There are orders in this stage: move them first."))

    def write(self, vals):
        res = super().write(vals)
        if not vals.keys().isdisjoint(("sale_state", "is_final", "active")):
            self._check_kinds(self.search([]))
        return res

    # === BUSINESS METHODS === #

    def _get_portal_name(self):
        """Return what a customer reads."""
        self.ensure_one()
        return self.portal_name or self.name

    def _fits(self, order):
        """Return whether orders like this one may stand here."""
        self.ensure_one()
        return (not self.team_ids or not order.team_id or order.team_id in self.team_ids) and (
            not self.order_type_ids or order.order_type_id in self.order_type_ids
        )

    def _stands_for(self, state):
        """Return whether an order in this `state` of core may stand here: a sent quotation is still a quotation."""
        self.ensure_one()
        return self.sale_state == state or (self.sale_state, state) == ("draft", "sent")
