from odoo import api, fields, models
from odoo.exceptions import ValidationError


class TorgOrderType(models.Model):
    """What kind of sale it is: retail, wholesale, order in advance… It decides where an order begins."""

    _name = "torg.order.type"
    _description = "Order Type"
    _inherit = ["torg.cached.setting"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable name for the shop's API and 1C.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    customer_kind = fields.Selection(
        [("person", "People"), ("company", "Companies")],
        "Given to orders of",
        help="Orders of these customers are of this type unless their source or their own card says otherwise.",
    )
    source_ids = fields.Many2many("utm.source", string="Sources", help="Orders that come from here are of this type.")
    stage_id = fields.Many2one(
        "sale.order.stage",
        "First stage",
        domain="[('sale_state', '=', 'draft')]",
        ondelete="restrict",
        help="Empty: the first stage of quotations.",
    )
    team_ids = fields.Many2many("crm.team", string="Teams", help="Whose people take orders of this type; empty: all.")

    _code_unique = models.Constraint("UNIQUE(code)", "There is already an order type with this code.")

    @api.constrains("stage_id")
    def _check_stage(self):
        if any(kind.stage_id and kind.stage_id.sale_state != "draft" for kind in self):
            raise ValidationError(self.env._("Orders begin as quotations: choose a stage of quotations."))

    # === BUSINESS METHODS === #

    def _get_first_stage(self):
        """Return the stage that orders of this type begin in."""
        if self.stage_id:
            return self.stage_id
        stages = self.env["sale.order.stage"]._get_all()
        return stages.filtered(
            lambda stage: (
                stage.sale_state == "draft"
                and not stage.is_final
                and (not stage.order_type_ids or self in stage.order_type_ids)
            )
        )[:1]

    @api.model
    def _find_for(self, partner, source):
        """Return the type of an order of `partner` from `source` (utm.source): the source decides first."""
        kinds = self._get_all()
        kind = "company" if partner.commercial_partner_id.is_company else "person"
        return (
            (kinds.filtered(lambda item: source and source in item.source_ids)[:1])
            or partner.commercial_partner_id.order_type_id
            or kinds.filtered(lambda item: item.customer_kind == kind)[:1]
            or kinds[:1]
        )
