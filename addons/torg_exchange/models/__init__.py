# What others inherit.
from . import torg_exchange_record  # isort: split

from . import (
    base,
    torg_exchange_endpoint,
    torg_exchange_endpoint_alert,
    torg_exchange_endpoint_delivery,
    torg_exchange_endpoint_light,
    torg_exchange_endpoint_secret,
    torg_exchange_endpoint_webhook,
    torg_exchange_event,
    torg_exchange_link,
    torg_exchange_message,
    torg_exchange_message_inbox,
    torg_exchange_message_outbox,
    torg_exchange_message_payload,
    torg_exchange_message_pull,
    torg_exchange_message_upkeep,
    torg_exchange_stream,
    torg_exchange_topic,
    torg_exchange_uninstall,
    torg_health,
    torg_webhook,
)
