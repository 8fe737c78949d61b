from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_sale.exceptions import StageRefusal

MOVING = "torg_sale.moving"  # ids of the orders whose state a verb is changing right now


class SaleOrder(models.Model):
    """The verb that moves orders: the only way from stage to stage, whoever asks."""

    _inherit = "sale.order"

    def _move_to_stage(self, stage, channel=None, answers=None):
        """Move these orders to a stage: confirm, cancel or reset them as it says. Return those that moved.

        All of them or none. Raises StageRefusal (or what core raises) with a sentence for people.

        :param str channel: one of `const.CHANNELS`; the way of the present request unless told
        :param dict answers: values of the fields that the stage asks for, written before it is entered
        """
        channel = channel or self.env["ir.http"]._get_channel()
        moved = self.filtered(lambda order: order.stage_id != stage)
        for order in moved:
            order._check_transition(stage, channel)
        with self.env.cr.savepoint(), moved._moving():
            moved._remember_channel(channel)
            moved.write({**moved._get_default_answers(stage, channel), **(answers or {})})
            moved._check_answers(stage)
            for state, orders in moved.grouped("state").items():
                orders._bring_to_state(state, stage)
            moved._check_entry(stage)
            # What waited for the savepoint (goods that are all put aside) may have brought some of them here already.
            if coming := moved.filtered(lambda order: order.stage_id != stage):
                coming._enter_stage(stage)
        return moved

    def _move_to_state(self, state):
        """Move these orders to the stage that stands for a state of core."""
        for stage, orders in self.grouped(lambda order: order._get_stage_for(state)).items():
            orders._move_to_stage(stage)

    def _get_stage_for(self, state):
        """Return the first stage that stands for this state of core and takes orders like this one."""
        order_type = self.order_type_id or self.env["torg.order.type"]._get_all()[:1]
        first = order_type._get_first_stage()
        if first.sale_state == state:
            return first
        stages = self.env["sale.order.stage"]._get_all().filtered(lambda stage: not self or stage._fits(self))
        found = stages.filtered(lambda stage: stage.sale_state == state)[:1]
        return found or stages.filtered(lambda stage: stage._stands_for(state))[:1]

    # === WHAT MUST BE TRUE === #

    def _check_transition(self, stage, channel):
        """Raise StageRefusal unless the matrix lets this order go to the stage through this channel."""
        self.ensure_one()
        if not stage or not stage._fits(self):
            raise StageRefusal(
                self.env._(
                    "Orders like %(order)s do not come to “%(stage)s”.", order=self.name, stage=stage.name or "—"
                ),
                "forbidden",
            )
        rule = self.env["torg.order.transition"]._find_rule(self, stage, channel)
        if rule.effect != "allow":
            raise StageRefusal(self._get_transition_refusal(stage, rule), "forbidden")

    def _get_transition_refusal(self, stage, rule):
        sentence = self.env._(
            "%(order)s cannot go from “%(old)s” to “%(new)s”.",
            order=self.name,
            old=self.stage_id.name,
            new=stage.name,
        )
        return self.env._("%(sentence)s %(reason)s.", sentence=sentence, reason=rule.name) if rule else sentence

    def _check_answers(self, stage):
        """Raise StageRefusal when something that the stage asks for is empty."""
        for order in self:
            if missing := order._get_missing_fields(stage):
                raise StageRefusal(
                    self.env._(
                        "%(order)s: “%(stage)s” asks for %(fields)s.",
                        order=order.name,
                        stage=stage.name,
                        fields=", ".join(field.field_description for field in missing),
                    ),
                    "missing_fields",
                    missing.mapped("name"),
                )

    def _get_missing_fields(self, stage):
        """Return the fields (ir.model.fields) that the stage asks for and that are empty in any of these orders."""
        # sudo: names of fields are no secret
        asked = stage.sudo().required_field_ids
        return asked.filtered(lambda field: not all(order[field.name] for order in self))

    def _get_default_answers(self, stage, channel):
        """Return values for what the stage asks for where nobody can be asked: a programme gives no reasons."""
        asked = stage.sudo().required_field_ids.mapped("name")  # sudo: names of fields are no secret
        if "cancel_reason_id" not in asked or channel == "desk" or all(order.cancel_reason_id for order in self):
            return {}
        # sudo: the site's customer reads no reasons
        reasons = self.env["torg.cancel.reason"].sudo().search([("channel", "in", (channel, "system"))])
        reason = reasons.filtered(lambda reason: reason.channel == channel)[:1] or reasons[:1]
        return {"cancel_reason_id": reason.id}

    def _check_entry(self, stage):
        """Raise StageRefusal when money or goods that the stage wants are missing, or the law forbids the sale."""
        for order in self:
            order._check_paid_for(stage)
            if stage.needs_reservation and (short := order.picking_ids.move_ids.filtered("is_short")):
                raise StageRefusal(
                    self.env._(
                        "%(order)s: not all goods are reserved, %(goods)s is missing.",
                        order=order.name,
                        goods=", ".join(short.product_id.mapped("display_name")),
                    ),
                    "unreserved",
                )
            if stage.sale_state == "sale":
                order._check_restrictions()

    def _check_restrictions(self):
        """Raise StageRefusal when a rule of the trade forbids selling this order as it is."""
        if sentences := self._get_restrictions():
            raise StageRefusal("\n".join(sentences), "restricted")

    def _get_restrictions(self):
        """Hook: return sentences why this order may not be sold as it is, none when it may.

        Quotes, confirmation and mass actions ask it; a legal profile (alcohol, medicine) adds its own sentences.
        """
        self.ensure_one()
        if not self.carrier_id or self.carrier_id.is_pickup:
            return []
        goods = self.order_line.product_id.product_tmpl_id.filtered("is_pickup_only")
        if not goods:
            return []
        return [
            self.env._(
                "%(goods)s may only be picked up in a store: choose a pickup.", goods=", ".join(goods.mapped("name"))
            )
        ]

    # === WHAT HAPPENS === #

    def _bring_to_state(self, state, stage):
        """Confirm, cancel or reset these orders, which are all in `state`, as the stage says."""
        target = stage.sale_state
        if stage._stands_for(state):
            return
        if state == "sale":
            self._refuse_shipped()
            self._action_cancel()
            state = "cancel"
        if target != "cancel" and state == "cancel":
            self.action_draft()
            state = "draft"
        if target == "sale":
            self.action_confirm()
        elif target == "sent" and state == "draft":
            self.action_quotation_sent()
        elif target == "cancel" and state != "cancel":
            self._action_cancel()

    def _refuse_shipped(self):
        for order in self:
            if any(line.qty_delivered > 0 for line in order.order_line):
                raise StageRefusal(
                    self.env._("%(order)s is shipped, wholly or in part: make a return first.", order=order.name),
                    "shipped",
                )

    def _enter_stage(self, stage):
        """Stand in the stage from now on. Letters, deadlines and the like extend it."""
        vals = {"stage_id": stage.id, "stage_date": fields.Datetime.now()}
        if stage.sale_state != "cancel":
            vals["cancel_reason_id"] = False
        self.write(vals)
        self._emit_event("order.stage_changed")

    def _advance(self, event):
        """Move these orders to the stage that comes by itself with this event, unless they are there or beyond.

        A refusal stays a note on the order: what has happened has happened.

        :param str event: one of `sale.order.stage`'s entry events
        """
        stages = self.env["sale.order.stage"]._get_all().filtered(lambda stage: stage.entry_event == event)
        for order in self:
            stage = stages.filtered(lambda stage, order=order: stage._fits(order))[:1]
            if not stage or order.stage_id.is_final or order.stage_id.sequence >= stage.sequence:
                continue
            try:
                order._move_to_stage(stage, channel="system")
            except UserError as refusal:
                order.message_post(body=str(refusal))

    @contextmanager
    def _moving(self):
        """Let core change what only verbs may change, while one of them works on these orders.

        Kept with the transaction and not in the context: whoever calls from outside writes his own context.
        """
        moving = self.env.cr.cache.setdefault(MOVING, set())
        added = set(self.ids) - moving
        moving |= added
        try:
            yield
        finally:
            moving -= added

    @api.private
    def _is_moving(self):
        return set(self.ids) <= self.env.cr.cache.get(MOVING, set())
