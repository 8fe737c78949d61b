from collections import defaultdict

from odoo import fields, models


class SaleOrder(models.Model):
    """What an outside system is told about an order with every event."""

    _inherit = "sale.order"

    def _get_event_facts(self, event_code):
        """Override of torg_exchange to keep the stage of the very move: when it is told, the order may be further."""
        facts = super()._get_event_facts(event_code)
        if event_code != "order.stage_changed":
            return facts
        # sudo: whoever moves an order need not read its stage
        moves = {
            order.id: {
                "stage_id": order.stage_id.id,
                "stage": order.stage_id.code,
                "at": fields.Datetime.to_string(order.stage_date),
            }
            for order in self.sudo()
        }
        return {order_id: {**facts.get(order_id, {}), **move} for order_id, move in moves.items()}

    def _get_stage_of_event(self, facts, order_id):
        """Return the stage for a message: that of its move, or the present one where it tells of something else."""
        order = self.browse(order_id)
        if not facts or "stage_id" not in facts:
            return order._describe_stage(order.stage_id, order.stage_id.code, order.stage_date)
        stage = self.env["sale.order.stage"].browse(facts["stage_id"]).exists()
        return order._describe_stage(stage, facts["stage"], fields.Datetime.to_datetime(facts["at"]))

    def _describe_stage(self, stage, code, moment):
        name = stage._get_portal_name() if stage else code
        return {"stage": {"code": code, "name": name, "since": _as_utc(moment)}}

    def _prepare_event_bodies(self):
        """Return `{order id: dict}` of plain values, in a constant number of queries."""
        links = self._get_external_ids()
        return {order.id: order._prepare_event_body() | {"external_ids": links[order.id]} for order in self}

    def _prepare_event_body(self):
        return {
            "number": self.name,
            "reference": self.client_order_ref or None,
            "type": self.order_type_id.code or None,
            "store": self.warehouse_id.code or None,
            "currency": self.currency_id.name,
            "total": self.currency_id.round(self.amount_total),
            "paid": self.currency_id.round(self.paid_amount),
            "returned": self.currency_id.round(self.returned_amount),
            "payment_status": self._get_payment_status(),
            "delivery_status": self._get_delivery_status(),
            "pickup_code": self.pickup_code or None,
            "cancel_reason": self.cancel_reason_id.name or None,
            # sudo: a number, whoever tells about the order
            "merged_into": self.sudo().merged_into_id.name or None,
            "lines": [line._prepare_event_line() for line in self._get_letter_lines()],
        }

    def _get_external_ids(self):
        """Return `{order id: {endpoint code: its number of the order}}` of the systems that know these orders."""
        links = self.env["torg.exchange.link"].search_fetch(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], ["endpoint_id", "external_id", "res_id"]
        )
        result = defaultdict(dict)
        for link in links:
            result[link.res_id][link.endpoint_id.code] = link.external_id
        return result


def _as_utc(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
