from odoo import api, models

from odoo.addons.torg_sale.models.sale_order_journal import SNAPSHOTS

TOLD = {"amount_total", "warehouse_id", "partner_id", "partner_shipping_id", "carrier_id", "commitment_date"}


class SaleOrder(models.Model):
    """What people change in an order that 1C has, 1C hears."""

    _inherit = "sale.order"

    @api.model
    def _write_journal(self):
        """Override of torg_sale: the journal knows what has changed, whoever did it by whatever way."""
        touched = set(self.env.cr.precommit.data.get(SNAPSHOTS, ()))
        super()._write_journal()
        kept = self.env.cr.postcommit.data.get(SNAPSHOTS, {})
        rows = [kept[order_id]["row"] for order_id in touched if kept.get(order_id, {}).get("row")]
        # sudo: the journal and the exchange, whoever changes the order
        changed = self.env["torg.order.journal"].sudo().browse(rows).filtered(_concerns_onec)
        changed.order_id._tell_onec()

    def _tell_onec(self):
        """Write a message about these orders for each base that has them, unless one waits already."""
        parts = self.env["torg.onec.order.part"].search([("order_id", "in", self.ids), ("state", "!=", "not_sent")])
        for endpoint, known in parts.grouped("endpoint_id").items():
            if endpoint in endpoint._get_order_bases():
                waiting = known._get_messages(("ready",)).filtered(lambda row, base=endpoint: row.endpoint_id == base)
                told = set(waiting.mapped("res_id"))
                known.filtered(lambda part, told=told: part.order_id.id not in told)._insert_messages()


def _concerns_onec(row):
    changes = row.changes or {}
    if row.kind == "created":
        return False
    return bool(changes.get("lines")) or any(change[0] in TOLD for change in changes.get("fields", ()))
