from . import (
    ir_http,
    product_document,
    product_product,
    res_company,
    res_company_file,
    res_config_settings,
    torg_api_idempotency,
    torg_api_key,
    torg_api_key_auth,
    torg_api_key_catalogue,
    torg_api_key_rate,
    torg_api_scope,
)
