from datetime import timedelta

from odoo import Command, api, fields, models

MINUTES_APART = 6
TWICE = "сайт-40117-2"  # the customer's number of the order that came twice; the plan of the history does not have it


class TorgDemo(models.AbstractModel):
    """Claims: an order that came twice, and one of which a part came back."""

    _inherit = "torg.demo"

    @api.model
    def _load_claims(self):
        """Look for what the history has; make what it lacks, once."""
        if not self.env["sale.order"].search_count([("client_order_ref", "=", TWICE)], limit=1):
            self._send_twice()
        if self._is_new("return_part"):
            self._remember({"return_part": self._bring_part_back()})

    @api.model
    def _get_demo_orders(self):
        orders = self._get_records("sale.order")
        return self.env["sale.order"].union(*(order for name, order in sorted(orders.items()))).sorted("id")

    @api.model
    def _send_twice(self):
        """The customer of a new order pressed the button again: the second one has a piece less."""
        first = self._get_demo_orders().filtered(
            lambda order: order.stage_id.code in ("new", "in_work") and order.user_id and len(order.order_line) > 1
        )[-1:]
        lines = [
            {"product_id": line.product_id.id, "product_uom_qty": line.product_uom_qty}
            for line in first._get_merge_lines()
        ]
        second = self.env["sale.order"].create(
            {
                "partner_id": first.partner_id.id,
                "user_id": first.user_id.id,
                "team_id": first.team_id.id,
                "warehouse_id": first.warehouse_id.id,
                "carrier_id": first.carrier_id.id,
                "date_order": first.date_order + timedelta(minutes=MINUTES_APART),
                "client_order_ref": TWICE,
                "customer_note": "Не понял, прошёл ли заказ, отправляю ещё раз",
                "order_line": [Command.create(line) for line in lines],
            }
        )
        # sudo: the marks of duplicates are written by their verbs; the past is not looked at by itself
        second.sudo().duplicate_of_id = first
        return second

    @api.model
    def _bring_part_back(self):
        """Of a completed order one damaged piece came back, with its money."""
        order = self._get_demo_orders().filtered(
            lambda order: (
                order.stage_id.code == "done"
                and order.user_id
                and order.warehouse_id.stock_keeper != "external"
                and any(line.qty_delivered > 1 for line in order._get_lines_with_customer())
            )
        )[-1:]
        line = order._get_lines_with_customer().filtered(lambda line: line.qty_delivered > 1)[:1]
        back = order._register_return(
            {line: 1},
            "desk",
            reason=self.env.ref("torg_sale.torg_return_reason_defect"),
            note="Помята упаковка",
            date=fields.Datetime.now() - timedelta(days=1),
        )
        self._write_off(order, line.product_id)
        order._give_back(-order._get_amount_due(), order._get_usual_method(), back.note)
        return back

    @api.model
    def _write_off(self, order, product):
        """Nobody sells a damaged piece again."""
        self.env["stock.scrap"].create(
            {
                "product_id": product.id,
                "product_uom_id": product.uom_id.id,
                "scrap_qty": 1,
                "location_id": order.warehouse_id.lot_stock_id.id,
                "origin": order.name,
            }
        ).action_validate()
