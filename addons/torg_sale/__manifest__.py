{
    "name": "Torg: orders",
    "summary": "The manager's desk: stages, who may move what, payments, shipments, store and journal of an order",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_stock", "torg_pricelist", "delivery", "sms"],
    "data": [
        "security/ir.model.access.csv",
        "security/ir_rules.xml",
        "data/torg_cancel_reason_data.xml",
        "data/sale_order_stage_data.xml",
        "data/torg_order_type_data.xml",
        "data/torg_order_transition_data.xml",
        "data/torg_exchange_event_data.xml",
        "views/sale_order_stage_views.xml",
        "views/torg_order_type_views.xml",
        "views/torg_order_transition_views.xml",
        "views/torg_cancel_reason_views.xml",
        "views/product_views.xml",
        "views/sale_order_views.xml",
        "views/sale_order_form_views.xml",
        "views/sale_order_desk_views.xml",
        "views/torg_order_transition_grid_views.xml",
        # last: menus name the actions above
        "views/torg_sale_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "torg_sale/static/src/**",
        ],
        "web.assets_unit_tests": [
            "torg_sale/static/tests/*.test.js",
        ],
        "web.assets_tests": [
            "torg_sale/static/tests/tours/**",
        ],
    },
    "post_init_hook": "post_init_hook",
}
