from odoo import fields, models


class TorgOrderMassLine(models.Model):
    """What became of one order in a mass action."""

    _name = "torg.order.mass.line"
    _inherit = ["torg.order.row"]
    _description = "Order of a Mass Action"
    _order = "id"
    _rec_name = "order_name"

    mass_id = fields.Many2one("torg.order.mass", required=True, readonly=True, index=True, ondelete="cascade")
    order_id = fields.Many2one("sale.order", readonly=True, index=True, ondelete="cascade")
    order_name = fields.Char("Number", readonly=True, help="Stays readable when the order went to other people.")
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="waiting",
    )
    message = fields.Char("Why", readonly=True)

    _waiting_index = models.Index("(mass_id, id) WHERE state = 'waiting'")

    # === BUSINESS METHODS === #

    def _settle(self, state, message=False):
        """Keep what became of these orders."""
        # sudo: outcomes are written by the action, not by people
        self.sudo().write({"state": state, "message": message})
