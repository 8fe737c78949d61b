{
    "name": "Torg: delivery",
    "summary": "Zones, intervals and prices of delivery, the dispatcher's board, the courier's day on a phone",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_stock", "torg_sale", "delivery"],
    "data": [
        "security/ir.model.access.csv",
        "security/ir_rules.xml",
        "data/torg_cancel_reason_data.xml",
        "data/mail_template_data.xml",
        "data/sms_template_data.xml",
        "data/torg_delivery_letter_data.xml",
        "views/torg_delivery_interval_views.xml",
        "views/torg_delivery_zone_views.xml",
        "views/torg_delivery_letter_views.xml",
        "wizard/torg_delivery_result_views.xml",
        "views/torg_delivery_views.xml",
        "views/delivery_carrier_views.xml",
        "views/sale_order_views.xml",
        "views/torg_delivery_menus.xml",  # last: menus name the actions above
    ],
    "assets": {
        "web.assets_backend": [
            "torg_delivery/static/src/**",
        ],
        "web.assets_tests": [
            "torg_delivery/static/tests/tours/**",
        ],
    },
}
