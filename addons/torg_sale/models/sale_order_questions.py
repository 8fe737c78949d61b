from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.torg_sale.exceptions import StageRefusal

FEW = 12  # so many values are shown as buttons, more in a list


class SaleOrder(models.Model):
    """What a screen asks before it moves an order: the dialog opens before anything is written."""

    _inherit = "sale.order"

    @api.readonly
    def get_stage_questions(self, stage_id):
        """Return what to ask before these orders go to the stage, for screens: nothing is written.

        `refusal`: a sentence why they cannot go there at all, or False; `fields`: {name: definition} of what the stage
        asks for and is empty, see `fields_get`; `title`: of the dialog.
        """
        stage = self.env["sale.order.stage"].browse(stage_id).exists()
        moved = self.filtered(lambda order: order.stage_id != stage)
        answer = {"refusal": False, "title": self._get_questions_title(stage), "fields": {}}
        try:
            moved._check_may_go(stage)
        except UserError as refusal:
            return {**answer, "refusal": str(refusal)}
        names = moved._get_missing_fields(stage).mapped("name")
        return {**answer, "fields": moved._describe_questions(names)}

    @api.readonly
    def get_stage_ways(self):
        """Return where this order may go from here, for the buttons of its form: `next` and `cancel`, or False."""
        self.ensure_one()
        stages = self.env["sale.order.stage"].search([]) if self.has_access("write") else self.stage_id.browse()
        open_to = stages.filtered(self._may_go_to)
        later = open_to.filtered(lambda stage: stage.sequence > self.stage_id.sequence)
        forward = (later or open_to).filtered(lambda stage: stage.sale_state != "cancel")[:1]
        cancel = open_to.filtered(lambda stage: stage.sale_state == "cancel")[:1]
        return {
            "next": bool(forward) and {"id": forward.id, "name": forward.name},
            "cancel": bool(cancel) and {"id": cancel.id, "name": cancel.name},
        }

    # === BUSINESS METHODS === #

    def _get_questions_title(self, stage):
        order = self.name if len(self) == 1 else self.env._("%(count)s orders", count=len(self))
        return self.env._("%(order)s → %(stage)s", order=order, stage=stage.name or "")

    def _may_go_to(self, stage):
        try:
            self._check_transition(stage, "desk")
        except StageRefusal:
            return False
        return stage != self.stage_id

    def _check_may_go(self, stage):
        """Raise StageRefusal when the matrix, the money or what is shipped forbids the move: no answer helps."""
        for order in self:
            if not order.has_access("write"):
                raise StageRefusal(
                    self.env._(
                        "%(order)s is with %(manager)s now: you may only look at it.",
                        order=order.name,
                        manager=order.user_id.name or self.env._("nobody"),
                    ),
                    "forbidden",
                )
            order._check_transition(stage, self.env["ir.http"]._get_channel())
            order._check_paid_for(stage)
            if order.state == "sale" and not stage._stands_for("sale"):
                order._refuse_shipped()

    @api.model
    def _describe_questions(self, names):
        """Return {name: definition}: few values of a relation come as buttons."""
        definitions = self.fields_get(names) if names else {}
        for name, definition in definitions.items():
            definition["name"] = name
            definition["domain"] = self._get_question_domain(name)
            if definition["type"] == "many2one":
                count = self.env[definition["relation"]].search_count(definition["domain"], limit=FEW + 1)
                definition["widget"] = "radio" if count <= FEW else "many2one"
        return definitions

    @api.model
    def _get_question_domain(self, name):
        """Hook: return which values a person is offered for a field that a stage asks for."""
        return [("channel", "in", (False, "desk"))] if name == "cancel_reason_id" else []
