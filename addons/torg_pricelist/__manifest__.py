{
    "name": "Torg: prices",
    "summary": "One price with its explanation, price revisions with approval and roll back, printed price lists",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_base"],
    "data": [
        "security/res_groups.xml",
        "security/ir.model.access.csv",
        "views/price_explanation_templates.xml",
        "wizard/torg_price_explain_views.xml",
        "views/product_product_views.xml",
        "views/torg_pricelist_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["torg_pricelist/static/src/**/*"],
    },
}
