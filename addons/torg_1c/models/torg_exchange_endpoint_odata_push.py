import time

from odoo import models

from odoo.addons.torg_1c.tools.odata.order_push import OrderPush
from odoo.addons.torg_1c.tools.odata.problem import ODataError
from odoo.addons.torg_1c.tools.records.codec import loads
from odoo.addons.torg_exchange.tools.outcome import Outcome


class TorgExchangeEndpoint(models.Model):
    """Push: orders are written into 1C by OData. A body is OrderRec records, a line of JSON each."""

    _inherit = "torg.exchange.endpoint"

    def _send_messages(self, bodies, seconds):
        """Override of torg_exchange to write orders into 1C."""
        if self.kind != "onec":
            return super()._send_messages(bodies, seconds)
        until, outcomes = time.monotonic() + seconds, {}
        try:
            client = self._get_odata_client()
            push = OrderPush(client, self._get_odata_profile(), self.odata_post)
        except ODataError as problem:
            return {message: self._judge_problem(problem) for message in bodies}
        for message, body in bodies.items():
            if time.monotonic() > until:
                break
            outcomes[message] = self._push_body(push, message, body)
            if outcomes[message].unanswered:
                break
        client.close()
        return outcomes

    def _push_body(self, push, message, body):
        """Write the orders of one message; return the outcome."""
        numbers = []
        try:
            for order in map(loads, body.decode().splitlines()):
                pushed = push.push(order)
                self._note_pushed(message, order, pushed)
                numbers.append(pushed.number)
                if pushed.problem:
                    raise pushed.problem
        except ODataError as problem:
            return self._judge_problem(problem, numbers)
        return Outcome(ok=True, accepted=True, answer=", ".join(numbers))

    def _judge_problem(self, problem, numbers=()):
        return Outcome(
            ok=False,
            unanswered=problem.unanswered,
            error=self._explain_problem(problem),
            answer=", ".join(numbers),
            status=problem.status,
        )

    def _note_pushed(self, message, order, pushed):
        """Hook: 1C has this order now, under its own key, number and date (`order_push.Pushed`)."""
