{
    "name": "Torg: counter of a store",
    "summary": "Store staff collect orders, hand them over, take money and goods back: one screen, their own store",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_sale"],
    "data": [
        "security/ir.model.access.csv",
        "security/ir_rules.xml",
        "data/mail_activity_type_data.xml",
        "data/mail_template_data.xml",
        "data/ir_cron_data.xml",
        "views/store_desk_views.xml",
        "views/torg_order_missing_views.xml",
        "views/sale_order_views.xml",
        "views/res_config_settings_views.xml",
        # last: menus name the actions above
        "views/torg_store_desk_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "torg_store_desk/static/src/**",
        ],
        "web.assets_unit_tests": [
            "torg_store_desk/static/tests/*.js",
        ],
        "web.assets_tests": [
            "torg_store_desk/static/tests/tours/**",
        ],
    },
    "post_init_hook": "post_init_hook",
}
