from . import torg_exchange_payload, torg_webhook_secret
