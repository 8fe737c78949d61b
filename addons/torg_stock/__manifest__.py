{
    "name": "Torg: stock of stores",
    "summary": "Stores, what is free in each of them, promises that hold, and stock kept by 1C",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Inventory",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_base"],
    "data": [
        "security/ir.model.access.csv",
        "security/ir_rules.xml",
        "security/ir_rules_substitute.xml",
        "data/ir_config_parameter_data.xml",
        "data/ir_cron_data.xml",
        "data/resource_calendar_data.xml",
        "views/torg_store_exception_views.xml",
        "views/resource_calendar_views.xml",
        "views/stock_warehouse_views.xml",
        "views/stock_picking_type_views.xml",
        "views/torg_product_substitute_views.xml",
        "views/torg_stock_search_views.xml",
        "wizard/torg_hold_views.xml",
        "views/stock_picking_views.xml",
        "views/res_users_views.xml",
        "views/res_config_settings_views.xml",
        # last: menus name the actions above
        "views/torg_stock_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "torg_stock/static/src/core/**",
            "torg_stock/static/src/stock_search/**",
        ],
        "web.assets_unit_tests": [
            "torg_stock/static/tests/*.test.js",
        ],
        "web.assets_tests": [
            "torg_stock/static/tests/tours/**",
        ],
    },
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
