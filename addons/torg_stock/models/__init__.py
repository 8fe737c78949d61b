from . import (
    res_company,
    res_config_settings,
    res_users,
    resource_calendar,
    stock_picking_type,
    stock_warehouse,
    stock_warehouse_create,
    stock_warehouse_freshness,
    stock_warehouse_hours,
    torg_store_exception,
)
