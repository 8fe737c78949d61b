{
    "name": "Torg: base",
    "summary": "Roles, shifts, phone numbers, consents and the common settings of the trade suite",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_ru", "sale_management", "sale_stock", "sale_margin", "phone_validation"],
    "external_dependencies": {"python": ["phonenumbers"]},
    "data": [
        "security/res_groups.xml",
        "security/ir.model.access.csv",
        "security/ir_rules.xml",
        "data/res_users_data.xml",
        "data/torg_consent_text_data.xml",
        "views/product_template_views.xml",
        "views/torg_consent_views.xml",
        "wizard/torg_consent_record_views.xml",
        "wizard/torg_personal_data_views.xml",
        "views/torg_personal_data_log_views.xml",
        "views/mail_template_views.xml",
        "views/res_partner_views.xml",
        "views/sale_order_views.xml",
        "views/stock_quant_views.xml",
        # the wizard and the settings page link to each other through their actions
        "views/res_config_settings_actions.xml",
        "wizard/torg_setup_views.xml",
        "views/res_config_settings_views.xml",
        "security/ir_rules_phone.xml",
        "security/ir_rules_shift.xml",
        "data/torg_phone_number_data.xml",
        "data/torg_shift_data.xml",
        "views/res_partner_card_views.xml",
        "views/torg_phone_number_views.xml",
        # last: menus name the actions above
        "views/torg_base_menus.xml",
        "views/torg_shift_views.xml",  # after the menus: it hangs its own on them
    ],
    "assets": {
        "web.assets_backend": [
            "torg_base/static/src/setup/**",
            "torg_base/static/src/customer_card/**",
            "torg_base/static/src/phone_number/**",
            "torg_base/static/src/shift/**",
        ],
        "web.assets_unit_tests": [
            "torg_base/static/tests/*.test.js",
        ],
        "web.assets_tests": [
            "torg_base/static/tests/tours/**",
        ],
    },
}
