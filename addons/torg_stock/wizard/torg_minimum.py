from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.shortage import plan_minimum
from odoo.addons.torg_stock.tools.sql import as_array


class TorgMinimum(models.TransientModel):
    """Minimums of many goods in many stores from one rule: so many days of sales.

    Repeating it follows the sales: the same rule changes what it made and never doubles it.
    """

    _name = "torg.minimum"
    _description = "Make minimums"

    warehouse_ids = fields.Many2many("stock.warehouse", string="Stores", help="Empty: all stores.")
    category_ids = fields.Many2many("product.category", string="Categories", help="Empty: all goods.")
    sales_days = fields.Integer(
        "Sales of the Last, days", required=True, default=lambda self: self.env.company.sales_rate_days
    )
    min_days = fields.Integer("Minimum, days of sales", required=True, default=7)
    max_days = fields.Integer("Fill up to, days of sales", required=True, default=21)
    least = fields.Float("But at Least", digits="Product Unit", help="For goods that hardly sell and must be there.")
    round_to_pack = fields.Boolean("Whole Packs", default=True)
    overwrite = fields.Boolean("Change Those Set by Hand", help="Otherwise what people have set stays.")
    previewed = fields.Boolean(readonly=True)
    before_count = fields.Integer("Minimums Now", readonly=True)
    after_count = fields.Integer("Minimums After", readonly=True)
    new_count = fields.Integer("Will Be Made", readonly=True)
    changed_count = fields.Integer("Will Change", readonly=True)
    same_count = fields.Integer("Stay the Same", readonly=True)
    manual_count = fields.Integer("Set by Hand, Left Alone", readonly=True)
    short_before = fields.Integer("Goods Missing Now", readonly=True)
    short_after = fields.Integer("Goods Missing After", readonly=True)

    # === ACTIONS === #

    def action_preview(self):
        """Count what the rule would change, change nothing."""
        self.ensure_one()
        plan, existing = self._plan()
        counts = self._count(plan, existing)
        self.write(counts | {"previewed": True} | self._count_short(plan, existing))
        return self._reopen()

    def action_apply(self):
        """Set the minimums."""
        self.ensure_one()
        orderpoints = self.env["stock.warehouse.orderpoint"]
        orderpoints.check_access("create")
        plan, _existing = self._plan()
        made, changed = orderpoints._apply_minimums(plan, self.overwrite)
        message = self.env._("Minimums made: %(made)s, changed: %(changed)s.", made=made, changed=changed)
        done = {"type": "success", "message": message, "next": {"type": "ir.actions.act_window_close"}}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": done}

    # === BUSINESS METHODS === #

    def _plan(self):
        """Return the plan `{(product id, store id): (minimum, maximum)}`, and what there is: with `by_rule` besides.

        Goods that do not sell and have no minimum get none; a minimum made by rule of goods that stopped selling
        falls to the least.
        """
        self._check_days()
        products, stores = self._get_goods(), self._get_stores()
        existing = self._get_existing(products, stores)
        rates = products._get_sales_rates(stores, self.sales_days)
        packs = products._get_packs(whole=self.round_to_pack)
        pairs = {*rates, *existing}
        if self.least:
            pairs |= {(product_id, store_id) for product_id in products.ids for store_id in stores.ids}
        plan = {}
        for pair in sorted(pairs):
            rate = rates.get(pair, 0.0)
            plan[pair] = plan_minimum(rate, self.min_days, self.max_days, packs[pair[0]], self.least)
        return plan, existing

    def _get_goods(self):
        goods = self.env["product.product"]
        domain = goods._get_goods_domain(self.category_ids.ids) & Domain("is_storable", "=", True)
        return goods.search(domain)

    def _get_stores(self):
        stores = self.env["product.product"]._get_shortage_stores(self.warehouse_ids.ids)
        if not stores:
            raise UserError(self.env._("There is no store to keep goods in."))
        return stores

    def _get_existing(self, products, stores):
        """Return `{(product id, store id): (minimum, maximum, whether the rule may change it)}`.

        SQL: a quarter of a million of records would take a minute to load.
        """
        orderpoints = self.env["stock.warehouse.orderpoint"]
        orderpoints.check_access("write")
        orderpoints.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT product_id, warehouse_id, product_min_qty::float8, product_max_qty::float8,
                          active AND (COALESCE(by_rule, FALSE) OR %s)
                     FROM stock_warehouse_orderpoint
                    WHERE product_id = ANY(%s::int[]) AND location_id = ANY(%s)""",
                self.overwrite,
                as_array(products.ids),
                stores.lot_stock_id.ids,
            )
        )
        return {(product_id, store_id): tuple(facts) for product_id, store_id, *facts in rows}

    def _count(self, plan, existing):
        mine = {pair: (least, most) for pair, (least, most, is_mine) in existing.items() if is_mine}
        same = sum(mine[pair] == plan[pair] for pair in mine)
        return {
            "before_count": len(existing),
            "after_count": len(plan.keys() | existing.keys()),
            "new_count": len(plan.keys() - existing.keys()),
            "changed_count": len(mine) - same,
            "same_count": same,
            "manual_count": len(existing) - len(mine),
        }

    def _count_short(self, plan, existing):
        """Return how many goods in stores are missing now and would be, of those the rule is about."""
        positions = self._get_goods()._get_positions(self._get_stores())
        before = after = 0
        for pair, (minimum, maximum) in plan.items():
            position = positions[pair[0]][pair[1]]
            is_left = pair in existing and not existing[pair][2]
            before += bool(position.need)
            after += bool((position if is_left else position._replace(minimum=minimum, maximum=maximum)).need)
        return {"short_before": before, "short_after": after}

    def _check_days(self):
        if not 0 < self.sales_days <= 366 or not 0 <= self.min_days <= self.max_days or self.least < 0:
            raise UserError(
                self.env._("Say how many days to keep: the minimum is not above what the store is filled up to.")
            )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make Minimums"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }
