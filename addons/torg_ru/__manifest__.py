{
    "name": "Torg: Russia",
    "summary": "Russian company, rouble, VAT and requisites with checks",
    "version": "19.0.1.0.0",
    "category": "Accounting/Localizations",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["account", "base_vat"],
    "data": [],
}
