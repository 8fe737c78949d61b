from . import (
    torg_demo,
    torg_demo_attributes,
    torg_demo_company,
    torg_demo_customers,
    torg_demo_figures,
    torg_demo_introduction,
    torg_demo_orders,
    torg_demo_products,
    torg_demo_staff,
    torg_demo_stock,
    torg_demo_store_details,
    torg_demo_stores,
)
