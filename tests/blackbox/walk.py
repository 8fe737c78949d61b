"""Runs inside Odoo's shell: take addons in and out one after the other, live a little after each, and say what is left.

The test puts `STEPS`, `OURS` and `ORPHANS` before it. Each step prints one line of JSON.
"""

import json
import logging

_logger = logging.getLogger("torg.walk")


def live(env):
    """What a person does in a base of core: sell, reserve, ship, and open the screens."""
    partner = env["res.partner"].create({"name": "Anna"})
    product = env["product.product"].create({"name": "Rum", "type": "consu", "is_storable": True, "list_price": 10})
    store = env["stock.warehouse"].search([], limit=1)
    env["stock.quant"]._update_available_quantity(product, store.lot_stock_id, 5)
    line = (0, 0, {"product_id": product.id, "product_uom_qty": 2})
    order = env["sale.order"].create({"partner_id": partner.id, "order_line": [line]})
    order.action_confirm()
    order.picking_ids.button_validate()
    assert order.order_line.qty_delivered == 2, order.picking_ids.mapped("state")
    for model in ("sale.order", "res.partner", "product.template", "stock.picking", "stock.warehouse", "res.users"):
        env[model].get_views([(False, kind) for kind in ("form", "list", "search")])
    env["res.config.settings"].get_views([(False, "form")])
    env["ir.ui.menu"].load_menus(False)


def read(env, query):
    """The first column of a query."""
    env.cr.execute(query)
    return [row[0] for row in env.cr.fetchall()]


def walk(env, steps, ours, orphans):
    """Do the steps, pairs of verb and addon: install, upgrade, uninstall; the verb `live` only lives."""
    for verb, addon in steps:
        _logger.info("step %s %s", verb, addon)
        if verb != "live":
            module = env["ir.module.module"].search([("name", "=", addon)])
            getattr(module, f"button_immediate_{verb}")()
        live(env)
        env.cr.commit()
        installed = read(env, f"SELECT name FROM ir_module_module WHERE state = 'installed' AND name IN ({ours})")
        has_jobs = read(env, "SELECT 1 FROM pg_class WHERE relname = 'queue_job'")
        query = orphans if has_jobs else orphans[: orphans.index("UNION SELECT 'job")]
        print(json.dumps({"step": [verb, addon], "installed": installed, "orphans": read(env, query)}))  # noqa: T201
