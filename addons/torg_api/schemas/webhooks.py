"""Subscriptions, and what was sent to them."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from .base import Id, Moment, Page, PageQuery, Schema

Code = Annotated[str, Field(min_length=1, max_length=64)]
Events = Annotated[list[Code], Field(min_length=1, max_length=100)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Url = Annotated[str, Field(min_length=8, max_length=2000, description="https, on the internet")]
State = Literal["ready", "delivered", "accepted", "failed", "cancelled", "dead"]


class Event(Schema):
    """An event a site may subscribe to."""

    code: str
    name: str
    description: str | None
    scope: str = Field(description="The permission a key needs for it")
    allowed: bool = Field(description="This key has it")


class EventList(Schema):
    """All events, those that other addons bring included."""

    items: list[Event]


class WebhookBody(Schema):
    """A new subscription."""

    name: Name
    url: Url
    events: Events = Field(description="Codes of `GET /events`")
    paused: bool = False


class WebhookChange(Schema):
    """What changes; what is left out stays."""

    name: Name | None = None
    url: Url | None = None
    events: Events | None = None
    paused: bool | None = Field(None, description="What happens meanwhile is not kept for it: read `GET /changes`")


class Webhook(Schema):
    """A subscription of the site."""

    id: int
    name: str
    url: str
    events: list[str]
    paused: bool
    health: Literal["green", "yellow", "red", "grey"]
    health_reasons: str | None
    last_success: Moment | None
    secret_hint: str | None
    old_secret_until: Moment | None = Field(description="Until then messages are signed with both secrets")
    created_at: Moment


class WebhookWithSecret(Webhook):
    """The subscription with its secret, which is told this once."""

    secret: str = Field(description="whsec_…, for Standard Webhooks")


class WebhookList(Schema):
    """Subscriptions of this key."""

    items: list[Webhook]


class DeliveryQuery(PageQuery):
    """Which deliveries."""

    state: State | None = None
    event: Code | None = None
    object: Id | None = Field(None, description="Id of the object the event is about")
    since: AwareDatetime | None = None


class Delivery(Schema):
    """A message to the site."""

    id: str = Field(description="The webhook-id the site sees")
    event: str
    object: int
    revision: int
    state: State
    attempts: int
    created_at: Moment
    tried_at: Moment | None
    next_try_at: Moment | None
    status: int | None = Field(description="HTTP status of the last answer; null when nobody answered")
    answer: str | None = Field(description="The beginning of the last answer")
    duration_ms: int | None
    error: str | None = Field(description="What a person should know")


class DeliveryList(Page):
    """Deliveries, the newest first. They are kept for a month, those that failed for half a year."""

    items: list[Delivery]


class RedeliverBody(Schema):
    """Which messages go once more."""

    state: Literal["failed", "dead"] = "dead"
    since: AwareDatetime | None = None


class Redelivered(Schema):
    """How many messages wait to be sent again."""

    count: int
    more: bool = Field(description="There are more of them: ask again")
