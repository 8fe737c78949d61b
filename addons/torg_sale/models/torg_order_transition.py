from odoo import api, fields, models, tools

from odoo.addons.torg_sale.const import CHANNELS, ROLES
from odoo.addons.torg_sale.tools import transitions


class TorgOrderTransition(models.Model):
    """A row of the transition matrix. Rows are read from the top: the first one that fits decides."""

    _name = "torg.order.transition"
    _description = "Order Transition Rule"
    _inherit = ["torg.cached.setting"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="Why it is so: shown to whoever is refused.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    effect = fields.Selection([("allow", "Allow"), ("deny", "Deny")], required=True, default="allow")
    order_type_ids = fields.Many2many("torg.order.type", string="Order types", help="Empty: all.")
    source_scope = fields.Selection(
        [("any", "Any stage"), ("final", "Final stages"), ("chosen", "Chosen stages")],
        "From",
        required=True,
        default="any",
    )
    source_stage_ids = fields.Many2many(
        "sale.order.stage", "torg_order_transition_source_rel", "rule_id", "stage_id", string="From stages"
    )
    target_stage_ids = fields.Many2many(
        "sale.order.stage",
        "torg_order_transition_target_rel",
        "rule_id",
        "stage_id",
        string="To stages",
        help="Empty: any.",
    )
    role = fields.Selection(ROLES, help="Empty: anybody. Each step of the ladder holds the roles below it too.")
    channel = fields.Selection(CHANNELS, "Way", help="Empty: any.")

    # === BUSINESS METHODS === #

    @api.model
    def _find_rule(self, order, stage, channel):
        """Return the row that decides about moving `order` to `stage` by `channel`: an empty one where none fits."""
        move = transitions.Move(
            order.order_type_id.id, order.stage_id.id, stage.id, self.env.user._get_order_roles(), channel
        )
        rule = transitions.find_rule(self._get_rules(), move)
        # sudo: whoever is refused may read why
        return self.sudo().browse(rule.id if rule else ())

    @api.model
    @tools.ormcache()
    def _get_rules(self):
        """Return the matrix as a tuple of `tools.transitions.Rule`, from the top."""
        # sudo: the matrix binds everybody, also those who may not read it
        rules, stages = self.sudo().search([]), self.env["sale.order.stage"].sudo().search([])
        final = frozenset(stages.filtered("is_final").ids)
        return tuple(rule._as_rule(final) for rule in rules)

    def _as_rule(self, final):
        sources = {"any": None, "final": final, "chosen": frozenset(self.source_stage_ids.ids)}
        return transitions.Rule(
            id=self.id,
            allow=self.effect == "allow",
            kinds=frozenset(self.order_type_ids.ids) or None,
            sources=sources[self.source_scope],
            targets=frozenset(self.target_stage_ids.ids) or None,
            role=self.role or None,
            channel=self.channel or None,
        )

    @api.model
    def _lint(self):
        """Return {order type: (unreachable stages, dead ends)} of the matrix as it stands."""
        stages = self.env["sale.order.stage"].search([])
        return {kind: self._lint_type(kind, stages) for kind in self.env["torg.order.type"].search([])}

    def _lint_type(self, kind, stages):
        stages = stages.filtered(lambda stage: not stage.order_type_ids or kind in stage.order_type_ids)
        ladder = ("manager", "supervisor", "director")
        role_sets = [frozenset(ladder[: index + 1]) for index in range(len(ladder))]
        role_sets += [frozenset(), frozenset({"store_staff"}), frozenset({"courier"})]
        found = transitions.lint(
            self._get_rules(),
            kind.id,
            stages.ids,
            kind._get_first_stage().id,
            frozenset(stages.filtered("is_final").ids),
            role_sets,
            [channel for channel, _name in CHANNELS],
        )
        return stages.browse(found.unreachable), stages.browse(found.dead_ends)
