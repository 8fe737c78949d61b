{
    "name": "Torg: shop API",
    "summary": "REST API for e-shops and cabinets: goods, prices, stock, orders, customers, changes",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_base", "torg_exchange", "torg_sale", "torg_pricelist", "torg_stock", "torg_delivery"],
    "external_dependencies": {"python": ["drf_spectacular_sidecar", "pydantic"]},
    "data": [
        "security/ir.model.access.csv",
        "data/torg_api_scope_data.xml",
        "data/torg_exchange_endpoint_data.xml",
        "views/docs_templates.xml",
        "views/torg_api_key_views.xml",
        "wizard/torg_api_key_viewer_views.xml",
    ],
}
