{
    "name": "Torg: exchange with 1C",
    "summary": "Catalogue, prices, stock, customers and orders between 1C and the suite, both ways",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_exchange", "torg_sale", "torg_pricelist", "torg_stock"],
    "data": [
        "security/ir.model.access.csv",
        "data/torg_exchange_topic_data.xml",
        "data/ir_cron_data.xml",
        "views/torg_exchange_endpoint_views.xml",
        "views/torg_1c_menus.xml",
    ],
}
