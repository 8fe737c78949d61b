from . import (
    ir_http,
    torg_api_change,
    torg_api_idempotency,
    torg_api_key,
    torg_api_key_auth,
    torg_api_key_rate,
    torg_api_quote,
    torg_api_quote_find,
    torg_api_quote_order,
    torg_api_scope,
    torg_exchange_endpoint,
)
