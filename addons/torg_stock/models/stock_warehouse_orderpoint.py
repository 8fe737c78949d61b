from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.sql import as_arrays

ROWS = """
INSERT INTO stock_warehouse_orderpoint AS rule (name, trigger, active, by_rule, warehouse_id, location_id, product_id,
       company_id, product_min_qty, product_max_qty, create_uid, create_date, write_uid, write_date)
SELECT store.code || '/' || COALESCE(NULLIF(product.default_code, ''), product.id::text), 'manual', TRUE, TRUE,
       store.id, store.lot_stock_id, product.id, store.company_id, plan.minimum, plan.maximum,
       %(user)s, %(now)s, %(user)s, %(now)s
  FROM unnest(%(products)s::int[], %(stores)s::int[], %(minimums)s::numeric[], %(maximums)s::numeric[])
       AS plan (product_id, store_id, minimum, maximum)
  JOIN stock_warehouse store ON store.id = plan.store_id
  JOIN product_product product ON product.id = plan.product_id
ON CONFLICT (product_id, location_id, company_id) DO UPDATE
   SET product_min_qty = excluded.product_min_qty, product_max_qty = excluded.product_max_qty, by_rule = TRUE,
       write_uid = excluded.write_uid, write_date = excluded.write_date
 WHERE rule.active AND (rule.by_rule OR %(all)s)
   AND (rule.product_min_qty, rule.product_max_qty)
       IS DISTINCT FROM (excluded.product_min_qty, excluded.product_max_qty)
RETURNING xmax = 0"""


class StockWarehouseOrderpoint(models.Model):
    """Minimums: core's reordering rules, thousands of them made from one rule."""

    _inherit = "stock.warehouse.orderpoint"

    by_rule = fields.Boolean(
        "Made by Rule", readonly=True, copy=False, help="Counted from sales. What a person changes by hand is theirs."
    )

    def write(self, vals):
        """Override of stock: a minimum that a person has changed is no longer the rule's."""
        if {"product_min_qty", "product_max_qty"} & vals.keys():
            vals = {"by_rule": False, **vals}
        return super().write(vals)

    @api.autovacuum
    def _unlink_processed_orderpoints(self):
        """Override of stock: it sweeps away what its report left behind, by the system user who made it.

        Minimums made by rule stay, whoever made them: a job is the system user, too.
        """
        domain = [("create_uid", "=", SUPERUSER_ID), ("trigger", "=", "manual")]
        found = self or self.with_context(active_test=False).search(domain)
        swept = found.filtered(lambda orderpoint: not orderpoint.by_rule)
        return super(StockWarehouseOrderpoint, swept)._unlink_processed_orderpoints() if swept else swept

    @api.model
    def _apply_minimums(self, plan, overwrite=False):
        """Set the minimums of a plan; return how many were made and how many changed.

        They are triggered by hand: core's scheduler buys nothing because of them. Archived ones are left alone.

        SQL: core draws a number and forecasts the stock for each one, five thousand goods in fifty stores would take
        hours. What to order is counted by core when its list of replenishments is opened.

        :param dict plan: `{(product id, store id): (minimum, maximum)}`
        :param bool overwrite: change those that people have set, too
        """
        if not plan:
            return 0, 0
        self.flush_model()
        products, stores = as_arrays(plan)
        minimums, maximums = zip(*plan.values(), strict=True)
        rows = self.env.execute_query(
            SQL(
                ROWS,
                user=self.env.uid,
                now=fields.Datetime.now(),
                products=products,
                stores=stores,
                minimums=list(minimums),
                maximums=list(maximums),
                all=overwrite,
            )
        )
        self.invalidate_model()
        made = sum(is_new for (is_new,) in rows)
        return made, len(rows) - made
