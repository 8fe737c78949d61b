from datetime import timedelta

from odoo import Command, api, fields, models

STORE, STAFF, MANAGER = "store_sadovaya", "user_natalia", "user_anna"


class TorgDemo(models.AbstractModel):
    """The counter of the store on Sadovaya: something to collect, to hand over, and what nobody came for."""

    _inherit = "torg.demo"

    @api.model
    def _get_parts(self):
        """Override to open the counter when the stores have their stock."""
        parts = super()._get_parts()
        parts.insert(parts.index("introduction"), "store_desk")
        return parts

    @api.model
    def _load_store_desk(self):
        """Orders of the counter: made once, then they live their own life."""
        rows = self._read_table("counter")
        fresh = {row["id"] for row in rows if self._is_new(row["id"])}
        orders = self._create_missing("sale.order", {row["id"]: self._prepare_counter_vals(row) for row in rows})
        users = self._get_records("res.users")
        for row in rows:
            if row["id"] in fresh:
                # As the senior assistant: whoever collects is shown.
                order = orders[row["id"]].with_user(users[STAFF]).sudo()  # sudo: store staff have no rights to orders
                order._move_to_stage(self._get_stage("agreed"), "system")
                if row["paid"]:
                    order._register_payment(order.amount_total, "site", f"ladoga-{row['id']}", method="card")
                getattr(self, f"_bring_to_{row['state']}")(order)

    @api.model
    def _prepare_counter_vals(self, row):
        products, users = self._get_records("product.product"), self._get_records("res.users")
        return {
            "partner_id": self._get_records("res.partner")[row["customer"]].id,
            "user_id": users[MANAGER].id,
            "team_id": self._get_records("crm.team")["team_retail"].id,
            "warehouse_id": self._get_records("stock.warehouse")[STORE].id,
            "carrier_id": self.env.ref("ladoga.carrier_pickup").id,
            "customer_note": row["note"] or False,
            "order_line": [
                Command.create({"product_id": products[f"variant_{article}"].id, "product_uom_qty": float(quantity)})
                for article, quantity in (pair.split(":") for pair in row["goods"].split())
            ],
        }

    # === STATES OF THE TABLE === #

    @api.model
    def _bring_to_agreed(self, order):
        """Nobody has begun to collect it."""

    @api.model
    def _bring_to_collecting(self, order):
        """One line is there, the next one is not: the manager decides what to offer."""
        first, second = order.order_line[:2]
        order._set_picked({first: first.product_uom_qty})
        store = order.warehouse_id
        found = second.product_id._get_substitutes(store, second.product_uom_qty, 1)[second.product_id.id]
        offers = self.env["product.product"].browse([one.product_id for one in found])
        order._report_missing(second, second.product_uom_qty - 1, offers, "На полке и в подсобке нет")

    @api.model
    def _bring_to_ready(self, order):
        order._set_picked({line: line.product_uom_qty for line in order._get_collect_lines()})

    @api.model
    def _bring_to_last_day(self, order):
        self._bring_to_ready(order)
        order._set_pickup_until(fields.Datetime.now() + timedelta(hours=5))

    @api.model
    def _bring_to_unclaimed(self, order):
        self._bring_to_ready(order)
        order._release_unclaimed()
