from odoo import api, models

from odoo.addons.torg_sale.models.sale_order_journal import SNAPSHOTS


class SaleOrder(models.Model):
    """`order.changed`: what the journal has of an order, and what it says in words, is told once a transaction.

    Moves, money and shipments have events of their own; of an order that is new `order.created` tells everything.
    """

    _inherit = "sale.order"

    def write(self, vals):
        """Override of sale to notice words and people that the journal does not keep."""
        names = sorted(self._get_told_words() & vals.keys())
        before = {order.id: order._get_told_values(names) for order in self} if names else {}
        res = super().write(vals)
        if names:
            self.filtered(lambda order: order._get_told_values(names) != before[order.id])._tell_change()
        return res

    @api.model
    def _write_journal(self):
        """Override of torg_sale: the journal knows what has changed, whoever did it by whatever way."""
        touched = set(self.env.cr.precommit.data.get(SNAPSHOTS, ()))
        super()._write_journal()
        kept = self.env.cr.postcommit.data.get(SNAPSHOTS, {})
        rows = [kept[order_id]["row"] for order_id in touched if kept.get(order_id, {}).get("row")]
        # sudo: the journal, whoever changes the order
        self.env["torg.order.journal"].sudo().browse(rows).exists().filtered(self._is_told_row).order_id._tell_change()

    # === BUSINESS METHODS === #

    @api.model
    def _get_told_fields(self):
        """Hook: names of fields of the journal whose change concerns whoever receives the order."""
        return {
            "amount_total", "warehouse_id", "partner_id", "partner_shipping_id", "pricelist_id", "carrier_id",
            "commitment_date", "order_type_id", "merged_into_id",
        }  # fmt: skip

    @api.model
    def _get_told_words(self):
        """Hook: names of fields that concern the receiver and are not kept by the journal."""
        return {"customer_note", "client_order_ref", "partner_invoice_id", "payment_term_id", "fiscal_position_id"}

    def _get_told_values(self, names):
        return [self[name].id if self._fields[name].relational else self[name] or None for name in names]

    @api.model
    def _is_told_row(self, row):
        changes, told = row.changes or {}, self._get_told_fields()
        if row.kind == "created":
            return False
        return bool(changes.get("lines")) or any(change[0] in told for change in changes.get("fields", ()))

    def _tell_change(self):
        """Tell at the end of the transaction that these orders changed, unless they were made in it."""
        entries = self._get_journal_entries()
        made = {order_id for order_id, entry in entries.items() if not entry["before"] or entry.get("is_news")}
        self.filtered(lambda order: order.id not in made)._emit_event_at_commit("order.changed")
