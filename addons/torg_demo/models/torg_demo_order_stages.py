from odoo import api, models

CONFIRMED = ("agreed", "collecting", "ready", "in_delivery")  # stages that confirmed orders stand in, in turn
REASONS = ("changed_mind", "no_answer", "no_stock", "not_collected")
PAID_BY = (("till", "cash"), ("till", "card"), ("site", "sbp"))


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _stage_orders(self, orders):
        """Spread the orders of the demo, {state of the plan: orders}, over the stages of the desk."""
        self._settle(orders["delivered"])
        self._spread(orders["confirmed"].filtered(lambda order: order.state == "sale"))
        self._start(orders["draft"], orders["sent"])
        self._give_reasons(orders["cancelled"])

    @api.model
    def _settle(self, orders):
        """Delivered orders are paid, which completes them."""
        for number, order in enumerate(orders):
            source, method = PAID_BY[number % len(PAID_BY)]
            order._register_payment(order.amount_total, source, f"ladoga-{order.name}", order.effective_date, method)

    @api.model
    def _spread(self, orders):
        """Confirmed orders stand everywhere between agreement and the customer; some are paid in advance."""
        for number, order in enumerate(orders):
            code = CONFIRMED[number % len(CONFIRMED)]
            if number % 3 == 0:
                order._register_payment(order.amount_total, "site", f"ladoga-{order.name}", order.date_order, "card")
            if order.stage_id.code != code:
                order._move_to_stage(self._get_stage(code), "system")

    @api.model
    def _start(self, drafts, sent):
        """Of the new orders, those of a manager are in work by turns; an offer that was sent is in work anyway."""
        (drafts.filtered("user_id")[::2] | sent)._move_to_stage(self._get_stage("in_work"), "system")

    @api.model
    def _give_reasons(self, orders):
        for number, order in enumerate(orders):
            order.cancel_reason_id = self.env.ref(f"torg_sale.torg_cancel_reason_{REASONS[number % len(REASONS)]}")

    @api.model
    def _get_stage(self, code):
        return self.env.ref(f"torg_sale.sale_order_stage_{code}")

    @api.model
    def _choose_carrier(self, order, partner, products):
        """Companies have their own ways; people pick up what may only be picked up, and every second order besides."""
        if partner.is_company:
            return False
        alcohol = any(product.product_tmpl_id.is_pickup_only for product in products)
        pickup = alcohol or int(order.name[-1]) % 2
        return self.env.ref("ladoga.carrier_pickup" if pickup else "ladoga.carrier_courier").id
