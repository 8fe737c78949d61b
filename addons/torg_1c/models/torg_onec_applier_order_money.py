from collections import defaultdict
from decimal import Decimal

from odoo import models

from odoo.addons.torg_1c.tools.commerceml.names import CODE_OF_OPERATION, plain
from odoo.addons.torg_1c.tools.kinds import OFFER
from odoo.addons.torg_1c.tools.order_lines import gross, sums
from odoo.addons.torg_1c.tools.records import filled

BACK = ("cash_back", "bank_back")
METHODS = {"cash_in": "cash", "cash_back": "cash", "bank_in": "transfer", "bank_back": "transfer"}
FLAG = "flag"  # a mark without a document: paid, shipped


class TorgOnecApplier(models.AbstractModel):
    """Money and goods that 1C tells about: each document counts once, a mark without a document tells the rest."""

    _inherit = "torg.onec.applier"

    # === MONEY === #

    def _apply_order_payments(self, work, part, record):
        """Register the payments of a document; one without a sum is what the document still has to be paid."""
        payments = [payment for payment in filled(record.payments, ()) if payment.number or payment.date]
        for payment in payments:
            self._apply_payment(work, part, record, payment)
        if record.paid is True and not payments and part.order_id._get_amount_due() > 0:
            known = part._get_payments()
            if amount := self._get_unpaid(part, record, known):
                part.order_id._register_payment(amount, "1c", part._get_event_id(FLAG), method="other")

    def _apply_payment(self, work, part, record, payment):
        """Register a payment; one that 1C has withdrawn is nothing from then on."""
        code = CODE_OF_OPERATION.get(plain(filled(payment.operation) or ""))
        method, date = METHODS.get(code, "other"), work.endpoint._to_utc(filled(payment.date)) or None
        key, same = self._find_payment(part, record, payment, method, date)
        amount = Decimal(0) if payment.posted is False else filled(payment.amount)
        if amount is None and same:
            return
        amount = float(amount) if amount is not None else self._get_unpaid(part, record, part._get_payments())
        amount = -abs(amount) if code in BACK else amount
        order = part.order_id
        if not order.currency_id.compare_amounts(same.amount, amount):
            return
        note = filled(payment.number) or None
        order._register_payment(amount, "1c", key, date=date, method=method, note=note)

    def _find_payment(self, part, record, payment, method, date):
        """Return the key of a payment and what is known under it: by its number and day, else the same document
        before 1C gave it another day, else what was only marked as paid."""
        key, known = part._get_event_id(payment.number, payment.date), part._get_payments()
        same = known.filtered(lambda row: row.external_id == key)
        if {same.method, method} == {"cash", "transfer"}:  # two documents: each kind is numbered by itself
            key = f"{key}:{method}"
            same = known.filtered(lambda row: row.external_id == key)
        told = {part._get_event_id(row.number, row.date) for row in filled(record.payments, ())}
        moved = known.filtered(
            lambda row: row.external_id not in told and part._is_moved(row.external_id, payment.number, payment.date)
        )
        marked = known.filtered(lambda row: row.external_id == part._get_event_id(FLAG))
        if not same and moved:
            moved[0].write({"external_id": key, "date": date or moved[0].date})
        elif not same:
            marked.external_id = key
        return key, same or moved[:1] or marked

    def _get_unpaid(self, part, record, known):
        """Return what of a document is not paid yet, as 1C tells it; what others have told of is paid already."""
        total, order = filled(record.total), part.order_id
        total = float(total) if total else sum(float(gross(line)) for line in filled(record.lines, ()))
        total = total or sum(part._get_goods_lines().mapped("price_total"))
        unpaid, due = max(order.currency_id.round(total - sum(known.mapped("amount"))), 0), order._get_amount_due()
        return min(unpaid, due) if due > 0 else unpaid

    # === GOODS === #

    def _apply_order_shipments(self, work, part, record):
        """Register the shipments of a document: by their lines where they have some, else all that is left."""
        documents = [row for row in record.children if row.operation_code == "shipment" and filled(row.lines, ())]
        standing = [row for row in documents if not row.is_void]
        told = [row for row in filled(record.shipments, ()) if row.number or row.date]
        keys = {part._get_event_id(row.number, row.date) for row in told}
        keys |= {part._get_event_id(number_of(row), row.date) for row in documents}
        self._note_withdrawn_shipments(work, part, [row for row in told if row.posted is False])
        for document in standing:
            pieces = self._get_pieces(work.endpoint, document)
            self._apply_shipment(work, part, keys, number_of(document), document.date, pieces)
        for shipment in told:
            if not documents and shipment.posted is not False:
                self._apply_shipment(work, part, keys, shipment.number, shipment.date)
        if record.shipped is True and not filled(record.shipments, ()):
            self._apply_shipment(work, part, keys, FLAG, None)

    def _apply_shipment(self, work, part, told, number, date, wanted=None):
        """Ship what a document of 1C tells, less what had left here before; without `wanted` it is all that is left.

        :param told: keys of all shipments that the message tells
        """
        if part._is_shipment_known(number, date, told):
            return
        order, key = part.order_id, part._get_event_id(number, date)
        shipments = order.sudo().shipment_ids  # sudo: written by the verb only
        part._book_what_left(key, work.formed_at, wanted)
        quantities = part._get_unshipped() if wanted is None else self._get_shipped(part, wanted)
        marked = shipments.filtered(lambda row: row.external_id == part._get_event_id(FLAG))
        if marked and not quantities:  # the document of what was only marked as shipped
            marked.external_id = key
            return
        if not quantities:
            return
        order._remember_channel("1c")
        shipment = order._register_shipment(quantities, "1c", key, date=work.formed_at)
        if moment := work.endpoint._to_utc(filled(date)):
            shipment.sudo().date = moment  # sudo: see above; the stock goes by when 1C said it

    def _note_withdrawn_shipments(self, work, part, rows):
        """A shipment that 1C has withdrawn stays here: whether the goods have left a person knows."""
        for row in rows:
            if part._is_shipment_known(row.number, row.date, ()):
                text = self.env._(
                    "%(order)s: 1C has withdrawn the shipment %(number)s. Here the goods have left: if the customer "
                    "does not have them, take them back as a return.",
                    order=part.order_id.name,
                    number=filled(row.number) or "",
                )
                key = part._get_event_id(row.number, row.date)
                work.issue("shipment_withdrawn", text, row, "note", where=key)

    def _get_pieces(self, endpoint, document):
        """Return `{product id: pieces}` of the lines of a shipment."""
        told = sums(document.lines)
        found = self.env["torg.exchange.link"]._lookup(endpoint, OFFER, list(told))
        pieces = defaultdict(float)
        for key, row in told.items():
            if key in found:
                pieces[found[key]] += float(row.quantity)
        return pieces

    def _get_shipped(self, part, wanted):
        """Return `{line: quantity}` that these pieces are of what has not left yet."""
        rest, result = part._get_unshipped(), {}
        for product_id, left in wanted.items():
            for line in (line for line in rest if line.product_id.id == product_id):
                pieces = min(left, line._get_pieces(rest[line]))
                if pieces > 0:
                    result[line] = line.product_id.uom_id._compute_quantity(pieces, line.product_uom_id, round=False)
                    left -= pieces
        return result

    # === RESERVES === #

    def _apply_order_reserve(self, work, part, record):
        """What 1C has reserved its next figures hold and ours must not once more; what it lets go we reserve again."""
        order, endpoint = part.order_id, work.endpoint
        if not endpoint.onec_reserves_orders or order.onec_origin_id or order.state != "sale":
            return
        if part.answer_hash and not record.tells_state:  # money or goods alone: what is reserved is as it was
            return
        # sudo: goods of orders are closed to an administrator of the exchange
        lines = part.sudo().line_ids
        if record.posted is False:
            if part.is_reserved:
                order._release_by_keeper(lines)
                part.is_reserved = False
        elif part.state == "accepted" and self._holds_goods(part, record):
            order._accept_by_keeper(work.formed_at, lines)
            if not part.is_reserved:
                part.is_reserved = True

    def _holds_goods(self, part, record):
        """Return whether the document has all goods of the part: what we added since is not reserved there yet."""
        told = self._get_sums(part.endpoint_id, sums(record.lines))
        if not told:
            return not part.is_reserved
        return all(key in told and told[key].quantity >= row.quantity for key, row in part._get_own_sums().items())


def number_of(document):
    """Return the number 1C has given to a document."""
    return (filled(document.number_1c) or filled(document.number) or "").strip()
