import json
import time

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.tools.kinds import ORDER, PRICE_DOCUMENT
from odoo.addons.torg_1c.tools.odata.order_push import OrderPush
from odoo.addons.torg_1c.tools.odata.price_push import PricePush
from odoo.addons.torg_1c.tools.odata.problem import ODataError
from odoo.addons.torg_1c.tools.records import PriceRevisionRec
from odoo.addons.torg_1c.tools.records.codec import load
from odoo.addons.torg_exchange.tools.outcome import Outcome

from .torg_exchange_endpoint_odata import SOON
from .torg_exchange_endpoint_orders import as_body


class TorgExchangeEndpoint(models.Model):
    """Push: orders and documents of prices are written into 1C by OData. A body is neutral records as JSON."""

    _inherit = "torg.exchange.endpoint"

    def _can_write_prices(self):
        """Override of torg_1c: a base that publishes the document of prices takes them."""
        # sudo: who changes prices need not see how 1C is reached
        endpoint = self.sudo()
        has_document = endpoint._has_odata() and "price_document" not in endpoint._get_odata_profile().cannot_write()
        return (has_document and self.mode == "push") or super()._can_write_prices()

    def _render_messages(self, messages):
        """Override of torg_exchange: a message about a revision of prices is its document."""
        if self.kind != "onec":
            return super()._render_messages(messages)
        prices = messages.filtered(lambda message: message.res_model == "torg.price.revision")
        bodies = {message: as_body([self._get_price_document(message)]) for message in prices}
        rest = messages - prices
        return bodies | (super()._render_messages(rest) if rest else {})

    def _deliver_waiting(self):
        """Override of torg_exchange: a base that is called twice already is written to later."""
        if self.exists() and self.kind == "onec" and self.mode == "push" and not self._take_odata_lane():
            self._enqueue_delivery(SOON)
            return "both lanes to this base are taken"
        return super()._deliver_waiting()

    def _send_messages(self, bodies, seconds):
        """Override of torg_exchange to write into 1C."""
        if self.kind != "onec":
            return super()._send_messages(bodies, seconds)
        if not self._has_odata():
            raise UserError(self.env._("Connect %(base)s by OData first, or let it fetch its orders.", base=self.name))
        until, outcomes = time.monotonic() + seconds, {}
        client = self._get_odata_client()
        for message, body in bodies.items():
            if time.monotonic() > until:
                break
            outcomes[message] = self._push_body(client, message, body)
            if outcomes[message].unanswered:
                break
        client.close()
        return outcomes

    def _push_body(self, client, message, body):
        """Write the documents of one message; return the outcome."""
        numbers = []
        try:
            for record in load(json.loads(body)):
                pushed = self._push_record(client, message, record)
                numbers.append(pushed.number)
                if not isinstance(record, PriceRevisionRec):
                    self._note_pushed(message, record, pushed)
                if pushed.problem:
                    raise pushed.problem
        except ODataError as problem:
            return self._judge_problem(problem, numbers)
        is_order = message.res_model == "sale.order"
        return Outcome(ok=True, accepted=is_order, answer=", ".join(numbers))  # prices come back by themselves

    def _push_record(self, client, message, record):
        """Write a document; the key that 1C gives it is kept, whatever becomes of it then: the next try finds it."""
        profile = self._get_odata_profile()
        if isinstance(record, PriceRevisionRec):
            pusher, kind = PricePush(client, profile), PRICE_DOCUMENT
            target = self.env["torg.price.revision"].browse(message.res_id)
        else:
            pusher, kind = OrderPush(client, profile, self.odata_post, self.odata_delivery_item or ""), ORDER
            pusher.partners.terms = self._get_client_terms
            target = self._find_part(record)
        keys = self.env["torg.exchange.link"]._lookup_all_external(self, kind, target).get(target.id, ())
        try:
            pushed = pusher.push(record, [key for key, _sub in keys])
        except ODataError as problem:
            self._keep_own_key(kind, target, record, problem.key)
            raise
        finally:
            if kind == ORDER:
                self._note_clients_written(pusher.partners.written)
        self._keep_own_key(kind, target, record, pushed.id)
        return pushed

    def _find_part(self, order):
        parts = self.env["torg.onec.order.part"]
        return next(iter(parts._find_by_records(self, [order])), parts)

    def _keep_own_key(self, kind, target, record, key):
        links = self.env["torg.exchange.link"]
        if target and key and key != record.id and (key, "") not in links._lookup(self, kind, [(key, "")]):
            links._link(self, kind, {(key, ""): target})

    def _judge_problem(self, problem, numbers=()):
        return Outcome(
            ok=False,
            unanswered=problem.unanswered,
            error=self._explain_problem(problem),
            answer=", ".join(numbers),
            status=problem.status,
        )

    def _note_pushed(self, message, order, pushed):
        """1C has this order now, under its own key, number and date."""
        part = self._find_part(order)
        if not part:
            return
        part._note_delivered(order)
        part.write({"number_1c": pushed.number, "date_1c": self._to_utc(pushed.date)})
        if pushed.problem:
            part.known_hash = False  # the document is there and not as it should be: it is told again
        else:
            part._note_accepted()
