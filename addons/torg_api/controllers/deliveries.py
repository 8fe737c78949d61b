from datetime import UTC

from odoo import http
from odoo.fields import Domain

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import webhooks as schemas
from odoo.addons.torg_api.tools.problem import ApiProblem

from .paging import get_place, next_cursor
from .webhook_dump import dump_delivery
from .webhooks import find_webhook

TAG = {"scope": "feed", "tag": "Webhooks"}
LIST = "deliveries"
ONE = "/webhooks/<int:webhook>"
BATCH = 1000  # messages sent again at once


class Deliveries(http.Controller):
    """What was sent to a subscription, and sending it again."""

    @operation(
        "GET",
        ONE + "/deliveries",
        query=schemas.DeliveryQuery,
        answer=schemas.DeliveryList,
        summary="Deliveries",
        **TAG,
    )
    def list_deliveries(self, api, webhook, query):
        """Messages to this subscription, the newest first, with what became of them."""
        domain = self._get_domain(find_webhook(api, webhook), query)
        (before,) = get_place(api, LIST, query.cursor, int)
        if before is not None:
            domain &= Domain("id", "<", before)
        found = api.env["torg.exchange.message"].search(domain, order="id desc", limit=query.limit + 1)
        shown = found[: query.limit]
        cursor = next_cursor(LIST, found, shown, lambda row: [row.id])
        return schemas.DeliveryList(items=[dump_delivery(message) for message in shown], next_cursor=cursor)

    def _get_domain(self, webhook, query):
        domain = Domain("endpoint_id", "=", webhook.endpoint_id.id) & Domain("direction", "=", "out")
        asked = {"state": query.state, "event_id.code": query.event, "res_id": query.object}
        for field, value in asked.items():
            if value is not None:
                domain &= Domain(field, "=", value)
        return domain & _since(query.since)

    @operation("GET", ONE + "/deliveries/<string:delivery>", answer=schemas.Delivery, summary="A delivery", **TAG)
    def get_delivery(self, api, webhook, delivery):
        """One message to this subscription."""
        return dump_delivery(_find_delivery(api, webhook, delivery))

    @operation(
        "POST", ONE + "/deliveries/<string:delivery>/redeliver", answer=schemas.Delivery, status=202,
        summary="Send again", **TAG,
    )  # fmt: skip
    def redeliver(self, api, webhook, delivery):
        """Send a message again under its old id, now and with the full number of attempts.

        Its content is the object as it is when it is sent. One that waits already is left as it is.
        """
        message = _find_delivery(api, webhook, delivery)
        if not message.try_lock_for_update():
            raise ApiProblem("busy", api.env._("The message is being sent right now."))
        message._repeat()
        return dump_delivery(message)

    @operation(
        "POST", ONE + "/redeliver", body=schemas.RedeliverBody, answer=schemas.Redelivered, status=202,
        summary="Send again what failed", **TAG,
    )  # fmt: skip
    def redeliver_many(self, api, webhook, body):
        """Send again what was given up, or what would be tried later; the oldest first, a thousand at once."""
        found = find_webhook(api, webhook)
        domain = Domain("endpoint_id", "=", found.endpoint_id.id) & Domain("direction", "=", "out")
        domain &= Domain("state", "=", body.state) & _since(body.since)
        messages = api.env["torg.exchange.message"].search(domain, order="id", limit=BATCH + 1)
        repeated = messages[:BATCH].try_lock_for_update()._repeat()
        return schemas.Redelivered(count=len(repeated), more=len(messages) > BATCH)

    @operation("POST", ONE + "/test", answer=schemas.Delivery, status=202, summary="Send a test event", **TAG)
    def send_test(self, api, webhook):
        """Send `exchange.test` to this subscription alone; ask for the delivery to see what the site answered."""
        found = find_webhook(api, webhook)
        if not found.active:
            raise ApiProblem("conflict", api.env._("The subscription is paused."))
        return dump_delivery(found.endpoint_id._send_test_event())


def _find_delivery(api, webhook, uuid):
    domain = [
        ("endpoint_id", "=", find_webhook(api, webhook).endpoint_id.id),
        ("direction", "=", "out"),
        ("uuid", "=", uuid),
    ]
    if not (found := api.env["torg.exchange.message"].search(domain)):
        raise ApiProblem("not_found")
    return found


def _since(moment):
    return Domain("create_date", ">=", moment.astimezone(UTC).replace(tzinfo=None)) if moment else Domain.TRUE
