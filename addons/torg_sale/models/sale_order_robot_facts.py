from collections import defaultdict

from odoo import SUPERUSER_ID, fields, models

from odoo.addons.torg_sale.models.sale_order_presence import EXPIRY
from odoo.addons.torg_sale.tools.robot import Facts, Past

TYPED = "desk"  # the way of orders that people type
UNCLAIMED = "torg_sale.torg_cancel_reason_not_collected"


class SaleOrder(models.Model):
    """What the robot knows about orders, for all of them at once: the number of queries does not depend on how many."""

    _inherit = "sale.order"

    def _get_robot_facts(self):
        """Return `{order id: Facts of tools/robot.py}`, as these orders are now."""
        orders_sudo = self.sudo()  # sudo: the system judges, whoever asks
        typed, touched = orders_sudo._get_typed_order_ids(), orders_sudo._get_touched_order_ids()
        lacking, pasts = orders_sudo._get_lacking_order_ids(), orders_sudo._get_customer_pasts()
        now = fields.Datetime.now()
        return {
            order.id: Facts(
                typed=order.id in typed,
                touched=order.id in touched,
                minutes=(now - order.create_date).total_seconds() / 60,
                stage=order.stage_id.id,
                amount=order._to_company_currency(order.amount_total),
                paid=order.payment_status in ("paid", "overpaid") or not order.amount_total,
                in_stock=order.id not in lacking,
                is_request=order.is_request,
                is_duplicate=bool(order.duplicate_of_id),
                price_changed=order.has_changed_prices,
                **order._get_lasting_facts(),
                **pasts[order.partner_id.commercial_partner_id.id].at(now),
            )
            for order in orders_sudo
        }

    def _get_lasting_facts(self):
        """Return what of Facts is the same when the order comes and later."""
        return {
            "kind": self.order_type_id.id,
            "source": self.source_id.id,
            "company": self.company_id.id,
            "has_goods": any(line.product_id and line.product_uom_qty > 0 for line in self.order_line),
            "has_comment": bool((self.customer_note or "").strip()),
            "is_pickup": self.carrier_id.is_pickup,
            "restrictions": tuple(self._get_restrictions()),
        }

    def _to_company_currency(self, amount):
        return self.company_id.currency_id.round(amount / (self.currency_rate or 1.0))

    def _get_typed_order_ids(self):
        """Return the ids of those orders that a person typed."""
        domain = [("order_id", "in", self.ids), ("kind", "=", "created"), ("channel", "=", TYPED)]
        return {order.id for [order] in self.env["torg.order.journal"]._read_group(domain, ["order_id"])}

    def _get_touched_order_ids(self):
        """Return the ids of those orders that a person has opened, has on the screen or has changed."""
        opened = self.filtered(lambda order: order.opened_date and order.assignment_id.kind != "author")
        seen_since = fields.Datetime.now() - EXPIRY
        seen = self.env["torg.order.presence"]._read_group(
            [("order_id", "in", self.ids), ("seen_at", ">=", seen_since)], ["order_id"]
        )
        changed = self.env["torg.order.journal"]._read_group(self._get_people_domain(), ["order_id"])
        return {*opened.ids, *(order.id for [order] in [*seen, *changed])}

    def _get_people_domain(self):
        """Return a domain of the journal's rows in which people have changed these orders."""
        return [
            ("order_id", "in", self.ids),
            ("kind", "=", "changed"),
            ("channel", "=", TYPED),
            ("user_id", "!=", SUPERUSER_ID),
        ]

    # === GOODS === #

    def _get_lacking_order_ids(self):
        """Return the ids of those orders whose store cannot promise all their goods; what they hold is theirs."""
        wanted = defaultdict(float)
        for line in self.order_line.filtered(lambda line: line.product_id.is_storable and line.product_uom_qty > 0):
            rest = max(line.product_uom_qty - line.qty_delivered - line.returned_qty, 0)
            wanted[line.order_id, line.product_id] += line.product_uom_id._compute_quantity(
                rest, line.product_id.uom_id, round=False
            )
        products = self.env["product.product"].union(*(product for _order, product in wanted))
        available, promised = products._get_point_availability(self.warehouse_id), self._get_promised_goods()
        return {
            order.id
            for (order, product), quantity in wanted.items()
            if product.uom_id.compare(
                available[product.id][order.warehouse_id.id].free + promised[order.id, product.id], quantity
            )
            < 0
        }

    def _get_promised_goods(self):
        """Return `{(order id, product id): quantity}` that is held or reserved for these orders in their stores."""
        owners = {order.hold_id.id: order for order in self if order.hold_id}
        pickings = self._get_open_pickings() | self.hold_id._get_active_holds()
        promised = defaultdict(float)
        for move in pickings.move_ids.filtered(lambda move: move.state not in ("done", "cancel")):
            order = owners.get(move.picking_id.id) or move.picking_id.sale_id
            if move.location_id.warehouse_id == order.warehouse_id:
                promised[order.id, move.product_id.id] += move.product_uom._compute_quantity(
                    move.quantity, move.product_id.uom_id, round=False
                )
        return promised

    # === CUSTOMERS === #

    def _get_customer_pasts(self):
        """Return `{commercial contact id: Past of tools/robot.py}` of the customers of these orders."""
        customers = self.partner_id.commercial_partner_id
        own = [("partner_id.commercial_partner_id", "in", customers.ids), ("company_id", "in", self.company_id.ids)]
        reason = self.env.ref(UNCLAIMED, raise_if_not_found=False)
        done = (
            self.env["sale.order.stage"]._get_all().filtered(lambda stage: stage.is_final and stage._stands_for("sale"))
        )
        completed = self._get_moments([*own, ("stage_id", "in", done.ids)])
        unclaimed = self._get_moments(
            [*own, ("state", "=", "cancel"), ("cancel_reason_id", "in", reason.ids if reason else [])]
        )
        unpaid = self._get_unpaid_moments(own)
        return {
            customer.id: Past(*(tuple(sorted(moments[customer.id])) for moments in (completed, unclaimed, unpaid)))
            for customer in customers
        }

    def _get_moments(self, domain):
        """Return `{commercial contact id: [when its orders came into their stages]}`."""
        moments = defaultdict(list)
        for partner, dates in self._read_group(domain, ["partner_id"], ["stage_date:array_agg"]):
            moments[partner.commercial_partner_id.id] += [date for date in dates if date]
        return moments

    def _get_unpaid_moments(self, domain):
        moments = defaultdict(list)
        delivered = [("state", "=", "sale"), ("delivery_status", "in", ("partial", "full"))]
        unpaid = self.search([*domain, *delivered, ("payment_status", "in", ("none", "partial"))])
        for order in unpaid.filtered(lambda order: order._get_amount_due() > 0):
            moments[order.partner_id.commercial_partner_id.id].append(order.date_order)
        return moments
