from collections import defaultdict

from odoo import fields, models

from odoo.addons.torg_sale.models.sale_order_robot_facts import TYPED
from odoo.addons.torg_sale.tools.robot import Facts, find_changes

NO_STOCK = "torg_sale.torg_cancel_reason_no_stock"


class SaleOrder(models.Model):
    """What the robot would have known when past orders came, and what became of them: from journal and payments.

    What a store had then, and whether prices had changed, is not known: a shortage or a replacement tells of the first.
    """

    _inherit = "sale.order"

    def _get_past_robot_facts(self):
        """Return `{order id: Facts of tools/robot.py}`, as these orders were when they came."""
        orders_sudo = self.sudo()  # sudo: a director asks about all orders
        created, left = orders_sudo._get_arrivals()
        lacking, pasts = orders_sudo._get_lacked_order_ids(), orders_sudo._get_customer_pasts()
        return {
            order.id: Facts(
                typed=created[order.id].channel == TYPED,
                minutes=float("inf"),
                stage=order._get_arrival_stage_id(created[order.id]),
                amount=order._to_company_currency(created[order.id].amount_after or order.amount_total),
                paid=order._was_paid(left.get(order.id) or fields.Datetime.now()),
                in_stock=order.id not in lacking,
                is_request=bool(order.request_date),
                is_duplicate=bool(order.duplicate_of_id or order.is_no_duplicate),
                **order._get_lasting_facts(),
                **pasts[order.partner_id.commercial_partner_id.id].at(order.create_date),
            )
            for order in orders_sudo
        }

    def _get_arrivals(self):
        """Return `({order id: journal row of its coming}, {order id: when it left the stage where it began})`."""
        rows = self.env["torg.order.journal"].search([("order_id", "in", self.ids)], order="id")
        created, left = defaultdict(rows.browse), {}
        for row in rows:
            if row.kind == "created":
                created.setdefault(row.order_id.id, row)
            elif row.stage_from_id:
                left.setdefault(row.order_id.id, row.date)
        return created, left

    def _get_arrival_stage_id(self, created):
        """Return where the order began; history that the system loaded, as its first stage wants it."""
        for name, _old, new in (created.changes or {}).get("fields", ()):
            if name == "stage_id" and new and created.channel != "system":
                return new[0]
        return self.order_type_id._get_first_stage().id

    def _was_paid(self, moment):
        """Return whether all of the order was paid at a moment; money of core counts as paid at once."""
        own = self.payment_ids.filtered(
            lambda row: not row.transaction_id and not row.same_as_id and row.date <= moment
        )
        paid = self._get_core_paid() + sum(own.mapped("amount"))
        return self.currency_id.compare_amounts(paid, self.amount_total) >= 0

    def _get_lacked_order_ids(self):
        """Return the ids of those orders that had a shortage, a replacement, or were cancelled for want of goods."""
        reason = self.env.ref(NO_STOCK, raise_if_not_found=False)
        lines = self.order_line
        lacked = lines.filtered(lambda line: line.replaced_line_id or line.replaced_product_id).order_id
        lacked |= lines.move_ids.filtered("is_short").sale_line_id.order_id
        lacked |= self.filtered(lambda order: reason and order.cancel_reason_id == reason)
        return set(lacked.ids)

    # === WHAT BECAME OF THEM === #

    def _get_robot_outcomes(self):
        """Return `{order id: (outcome, words)}`: `right` (completed as it came), `wrong` and why, or `open`."""
        orders_sudo = self.sudo()  # sudo: see above
        changes = orders_sudo._get_changes_of_people()
        return {order.id: order._get_robot_outcome(changes.get(order.id, set())) for order in orders_sudo}

    def _get_robot_outcome(self, changes):
        if self.state == "cancel":
            reason = self.cancel_reason_id.name
            return "wrong", self.env._("Cancelled: %(reason)s", reason=reason) if reason else self.env._("Cancelled")
        if changes:
            names = {
                "lines": self.env._("goods"),
                "sum": self.env._("the sum"),
                "store": self.env._("the store"),
            }
            changed = ", ".join(name for code, name in names.items() if code in changes)
            return "wrong", self.env._("A person changed %(what)s", what=changed)
        return ("right" if self.stage_id.is_final else "open"), ""

    def _get_changes_of_people(self):
        """Return `{order id: set of `lines`, `sum`, `store`}` that people have changed."""
        rows = self.env["torg.order.journal"].search_fetch(self._get_people_domain(), ["order_id", "changes"])
        changes = defaultdict(set)
        for row in rows:
            changes[row.order_id.id] |= find_changes(row.changes)
        return changes
