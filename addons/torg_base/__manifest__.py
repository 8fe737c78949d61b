{
    "name": "Torg: base",
    "summary": "Roles, shifts, phone numbers, consents and the common settings of the trade suite",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_ru", "sale_management", "sale_stock", "sale_margin", "phone_validation"],
    "data": [
        "security/res_groups.xml",
        "security/ir.model.access.csv",
        "views/torg_base_menus.xml",
    ],
}
