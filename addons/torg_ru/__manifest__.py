{
    "name": "Torg: Russia",
    "summary": "Russian company, rouble, VAT and requisites with checks",
    "version": "19.0.1.0.1",
    # Odoo looks for charts of accounts only in this category.
    "category": "Accounting/Localizations/Account Charts",
    "author": "Torg",
    "license": "LGPL-3",
    "icon": "/account/static/description/l10n.png",
    "countries": ["ru"],
    "description": " ",
    "depends": ["account", "base_vat"],
    "external_dependencies": {"python": ["num2words"]},
    "data": [
        "security/ir.model.access.csv",
        "views/res_partner_address_views.xml",  # before the country, which refers to it
        "data/res_country_data.xml",
        "wizard/torg_ru_apply_views.xml",
        "views/res_bank_views.xml",
        "views/res_partner_bank_views.xml",
        "views/res_partner_views.xml",
        "views/res_company_views.xml",
        "views/account_tax_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "post_init_hook": "post_init_hook",
}
