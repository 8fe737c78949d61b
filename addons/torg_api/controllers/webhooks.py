from contextlib import contextmanager

from odoo import http
from odoo.exceptions import ValidationError

from odoo.addons.torg_api.dispatcher import Answer
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import webhooks as schemas
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

from .lookup import check_version
from .webhook_dump import dump_event, dump_webhook, dump_with_secret, webhook_version

TAG = {"scope": "feed", "tag": "Webhooks"}
MOST = 20  # subscriptions of a key
ONE = "/webhooks/<int:webhook>"


class Webhooks(http.Controller):
    """Subscriptions that a site keeps itself: the same ones that people see in the settings."""

    @operation("GET", "/events", answer=schemas.EventList, summary="Events", **TAG)
    def list_events(self, api):
        """What a site may subscribe to; `allowed` says whether this key has the permission."""
        events = api.env["torg.exchange.event"]._get_shop_events()
        return schemas.EventList(items=[dump_event(api, event) for event in events])

    @operation("GET", "/webhooks", answer=schemas.WebhookList, summary="Subscriptions", **TAG)
    def list_webhooks(self, api):
        """Subscriptions of this key."""
        webhooks = api.env["torg.webhook"]._get_of_key(api.key)
        return schemas.WebhookList(items=[dump_webhook(webhook) for webhook in webhooks])

    @operation(
        "POST", "/webhooks", body=schemas.WebhookBody, answer=schemas.WebhookWithSecret, status=201,
        summary="Subscribe", **TAG,
    )  # fmt: skip
    def create_webhook(self, api, body):
        """Subscribe an address to events. The secret comes with this answer alone: keep it.

        Addresses of private networks are refused, also when a name leads there later.
        """
        webhooks = api.env["torg.webhook"]
        if len(webhooks._get_of_key(api.key)) >= MOST:
            raise ApiProblem("conflict", api.env._("A key has at most %(most)s subscriptions.", most=MOST))
        vals = {
            "name": body.name,
            "url": body.url,
            "active": not body.paused,
            "event_ids": [(6, 0, find_events(api, body.events).ids)],
            "api_key_id": api.key.id,
            "company_id": api.key.company_id.id,
        }
        with refused_address():
            webhook = webhooks.create(vals)
        return dump_with_secret(webhook)

    @operation("GET", ONE, answer=schemas.Webhook, summary="A subscription", **TAG)
    def get_webhook(self, api, webhook):
        """One subscription with its health."""
        return answer_webhook(find_webhook(api, webhook))

    @operation(
        "PATCH", ONE, body=schemas.WebhookChange, answer=schemas.Webhook, summary="Change a subscription",
        problems=("precondition_failed",), **TAG,
    )  # fmt: skip
    def change_webhook(self, api, webhook, body):
        """Change what is sent; `paused` stops and starts it. With `If-Match` only what the site saw."""
        found = open_webhook(api, webhook)
        vals = body.model_dump(exclude_unset=True, exclude_none=True, include={"name", "url"})
        if body.events is not None:
            vals["event_ids"] = [(6, 0, find_events(api, body.events).ids)]
        if body.paused is not None:
            vals["active"] = not body.paused
        with refused_address():
            found._change_by_site(vals)
        return answer_webhook(found)

    @operation("DELETE", ONE, status=204, summary="Unsubscribe", problems=("precondition_failed",), **TAG)
    def remove_webhook(self, api, webhook):
        """The subscription goes; people still see in the log what was sent."""
        open_webhook(api, webhook).unlink()

    @operation(
        "POST", ONE + "/secret", answer=schemas.WebhookWithSecret, status=201, summary="Change the secret", **TAG
    )
    def rotate_secret(self, api, webhook):
        """Make a new secret and tell it. For some days messages carry the signatures of both."""
        found = find_webhook(api, webhook)
        found._renew_secret()
        return dump_with_secret(found)


def find_webhook(api, number):
    """Return the subscription of this key.

    :raise ApiProblem: there is none, or it is another key's
    """
    found = api.env["torg.webhook"]._get_of_key(api.key).filtered(lambda webhook: webhook.id == number)
    if not found:
        raise ApiProblem("not_found")
    return found


def open_webhook(api, number):
    """Return the subscription a site changes.

    :raise ApiProblem: there is none, or the site saw another version of it
    """
    found = find_webhook(api, number)
    check_version(api, lambda: webhook_version(dump_webhook(found)))
    return found


def answer_webhook(webhook):
    """Return the subscription as it is now, with its version."""
    webhook.env.flush_all()
    dumped = dump_webhook(webhook)
    return Answer(dumped, etag=webhook_version(dumped))


def find_events(api, codes):
    """Return the events with these codes.

    :raise ApiProblem: there is none with a code, or the key may not hear of it
    """
    known = {event.code: event for event in api.env["torg.exchange.event"]._get_shop_events()}
    errors = []
    for place, code in enumerate(codes):
        event = known.get(code)
        if not event:
            text = api.env._("There is no event “%(code)s”.", code=code)
            errors.append(FieldError(f"/events/{place}", "not_found", text))
        elif not api.key._has_scope(event.scope_id.code):
            text = api.env._(
                "The key is not allowed to hear of “%(code)s”: %(scope)s.", code=code, scope=event.scope_id.name
            )
            errors.append(FieldError(f"/events/{place}", "forbidden", text))
    if errors:
        raise ApiProblem("validation", errors=errors)
    return api.env["torg.exchange.event"].union(*(known[code] for code in codes))


@contextmanager
def refused_address():
    """Tell what is wrong with an address in the words of the API."""
    try:
        yield
    except ValidationError as failure:
        raise ApiProblem("validation", errors=[FieldError("/url", "forbidden", str(failure))]) from None
