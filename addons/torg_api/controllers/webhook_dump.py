"""Subscriptions in the words of the API."""

from odoo.addons.torg_api.schemas import webhooks as schemas
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.tools.version import version

HEALTH = ("health", "health_reasons", "last_success")  # they change by themselves
ANSWER = 500  # characters of the receiver's answer that are told


def dump_event(api, event):
    """Return an event of the registry."""
    scope = event.scope_id.code
    return schemas.Event(
        code=event.code,
        name=event.name,
        description=event.description or None,
        scope=scope,
        allowed=api.key._has_scope(scope),
    )


def dump_webhook(webhook):
    """Return the subscription, its secret left out."""
    return schemas.Webhook(**_dump_head(webhook))


def webhook_version(dumped):
    """Return the ETag of a subscription: how it does is not what it is."""
    return version(dumped, HEALTH)


def dump_with_secret(webhook):
    """Return the subscription with its secret: right after it was made."""
    # sudo: the secret is closed to everybody; it is told once, to the site it was made for
    return schemas.WebhookWithSecret(**_dump_head(webhook), secret=webhook.endpoint_id.sudo().secret)


def _dump_head(webhook):
    return {
        "id": webhook.id,
        "name": webhook.name,
        "url": webhook.url,
        "events": webhook.event_ids.sorted("code").mapped("code"),
        "paused": not webhook.active,
        "health": webhook.light or "grey",
        "health_reasons": webhook.reasons or None,
        "last_success": moment(webhook.last_success),
        "secret_hint": webhook.secret_hint or None,
        "old_secret_until": moment(webhook.secret_previous_until),
        "created_at": moment(webhook.create_date),
    }


def dump_delivery(message):
    """Return a message of the log."""
    return schemas.Delivery(
        id=message.uuid,
        event=message.event_id.code,
        object=message.res_id,
        revision=message.revision,
        state=message.state,
        attempts=message.attempts,
        created_at=moment(message.create_date),
        tried_at=moment(message.tried_at),
        next_try_at=moment(message.next_try),
        status=message.answer_status or None,
        answer=(message.answer or "")[:ANSWER] or None,
        duration_ms=message.duration_ms or None,
        error=message.error or None,
    )
