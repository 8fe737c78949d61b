from datetime import timedelta

from odoo import models
from odoo.fields import Command

from odoo.addons.torg_1c.tools.commerceml.names import CODE_OF_OPERATION, plain
from odoo.addons.torg_1c.tools.order_lines import gross
from odoo.addons.torg_1c.tools.records import filled
from odoo.addons.torg_1c.tools.records.codec import hash_of

from .torg_onec_applier_order_money import BACK, FLAG, METHODS

CONTEXT = {
    "torg_history": True,  # no events, queue, journal or time limits
    "skip_procurement": True,  # core's key: no goods move
    "sale_no_log_for_new_lines": True,  # core's key: no chatter
}
# Defaults that core looks up for every order anew.
UNASKED = ("campaign_id", "medium_id", "source_id", "quotation_document_ids")


class TorgOnecApplier(models.AbstractModel):
    """Orders of the past: created as they ended, locked, without goods, limits, letters or events."""

    _inherit = "torg.onec.applier"

    def _create_history(self, work, records):
        """Create orders of the past with their money and shipments, all of a batch at once."""
        applier = self.with_context(**CONTEXT)
        parts = applier._create_orders(work, records)
        payments, shipments, returns = {}, {}, {}
        for record, part in zip(records, parts, strict=True):
            payments |= applier._get_past_payments(work.endpoint, part, record)
            shipments |= applier._get_past_shipments(work.endpoint, part, record)
            returns |= applier._get_past_returns(work.endpoint, part, record)
        applier._keep_past("torg.order.payment", payments)
        applier._keep_past("torg.order.shipment", shipments)
        applier._keep_past("torg.order.return", returns)
        paid = {vals["order_id"] for vals in payments.values()}
        applier.env["sale.order"].browse(sorted(paid))._refresh_turnover_later()
        applier.env.flush_all()  # here, where it is known that all of this is of the past

    def _keep_past(self, model, rows):
        """Create what the past tells under these numbers, except what is known already."""
        # sudo: written by their verbs only, which would tell people and move goods
        records = self.env[model].sudo()
        known = set(records.search([("source", "=", "1c"), ("external_id", "in", list(rows))]).mapped("external_id"))
        records.create([{**vals, "source": "1c", "external_id": key} for key, vals in rows.items() if key not in known])

    # === THE ORDER === #

    def _add_history_vals(self, endpoint, records, vals_list):
        """Tell how the orders ended, and what core would otherwise work out for each of them."""
        orders = self.env["sale.order"]
        sequence = self._get_order_sequence(endpoint.company_id or self.env.company)
        kinds, endings, stores = {}, {}, {}
        unasked = dict.fromkeys((name for name in UNASKED if name in orders._fields), False)
        for record, vals in zip(records, vals_list, strict=True):
            person, user = vals["partner_id"], vals["user_id"]
            if person not in kinds:
                partner = self.env["res.partner"].browse(person)
                kinds[person] = self.env["torg.order.type"]._find_for(partner, self.env["utm.source"])
            key = (kinds[person], user, self._is_cancelled(endpoint, record), self._get_status_row(endpoint, record))
            if key not in endings:
                order = orders.new({"partner_id": person, "user_id": user, "order_type_id": kinds[person].id})
                endings[key] = self._get_history_stage(*key[2:], order)
            vals |= unasked | self._prepare_ending(endings[key], kinds[person], vals)
            vals["name"] = sequence._next(sequence_date=vals["date_order"]) if sequence else self.env._("New")
            if "warehouse_id" not in vals:
                vals["warehouse_id"] = stores[user] if user in stores else self._get_usual_store(vals)
                stores[user] = vals["warehouse_id"]

    def _get_order_sequence(self, company):
        """Return what numbers orders: core looks for it at every order."""
        domain = [("code", "=", "sale.order"), ("company_id", "in", (company.id, False))]
        return self.env["ir.sequence"].search(domain, order="company_id", limit=1)

    def _prepare_ending(self, stage, kind, vals):
        return {
            "order_type_id": kind.id,
            "state": stage.sale_state,
            "stage_id": stage.id,
            "stage_date": vals["date_order"],
            "locked": True,
            "handler_ids": [Command.set([vals["user_id"]] if vals["user_id"] else [])],
        }

    def _get_usual_store(self, vals):
        """Return the store of an order that names none: as core chooses it."""
        user = self.env["res.users"].browse(vals["user_id"]) or self.env.user
        return user.with_company(vals["company_id"])._get_default_warehouse_id().id

    def _is_cancelled(self, endpoint, record):
        action = self._get_status_row(endpoint, record).action
        return record.cancelled is True or record.deleted is True or action == "cancel"

    def _get_history_stage(self, is_cancelled, status, order):
        if is_cancelled:
            return order._get_stage_for("cancel")
        return status.stage_id or order._get_last_stage()

    # === MONEY AND GOODS === #

    def _get_past_payments(self, endpoint, part, record):
        """Return `{number: values}` of the money of an order; money without a sum is what was left to pay."""
        rows, total = {}, filled(record.total)
        left = float(total) if total else sum(float(gross(line)) for line in filled(record.lines, ()))
        for payment in filter(_stands, filled(record.payments, ())):
            code = CODE_OF_OPERATION.get(plain(filled(payment.operation) or ""))
            amount = filled(payment.amount)
            amount = float(amount) if amount is not None else max(left, 0)
            amount = -abs(amount) if code in BACK else amount
            left -= amount
            rows[part._get_event_id(payment.number, payment.date)] = {
                "order_id": part.order_id.id,
                "amount": amount,
                "date": endpoint._to_utc(filled(payment.date)) or part.order_id.date_order,
                "method": METHODS.get(code, "other"),
                "note": filled(payment.number) or False,
            }
        if record.paid is True and not rows:
            vals = {"order_id": part.order_id.id, "amount": left, "date": part.order_id.date_order}
            rows[part._get_event_id(FLAG)] = vals
        return {key: vals for key, vals in rows.items() if vals["amount"]}

    def _get_past_shipments(self, endpoint, part, record):
        order = part.order_id
        return {
            part._get_event_id(row.number, row.date): {
                "order_id": order.id,
                "date": endpoint._to_utc(filled(row.date)) or order.date_order + timedelta(hours=1),
            }
            for row in filter(_stands, filled(record.shipments, ()))
        }

    def _prepare_part_vals(self, work, record, order):
        """Override of torg_1c: what was said of the past is not looked at again."""
        vals = super()._prepare_part_vals(work, record, order)
        if order._is_history_load():
            vals |= {"answer_hash": hash_of(record), "status": filled(record.status) or False}
        return vals


def _stands(row):
    """Whether a payment or a shipment is told as a document that 1C has not withdrawn."""
    return bool(row.number or row.date) and row.posted is not False
