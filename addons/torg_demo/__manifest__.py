{
    "name": "Torg: demo company",
    "summary": "The invented company «Ладога»: stores, goods with pictures, customers, staff and some weeks of orders",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_stock", "torg_sale", "torg_store_desk", "torg_delivery", "torg_1c"],
    "data": ["data/torg_demo_data.xml"],
    "assets": {"web.assets_tests": ["torg_demo/static/tests/tours/**"]},
}
