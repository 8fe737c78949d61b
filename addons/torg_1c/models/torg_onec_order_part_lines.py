from odoo import models

from odoo.addons.torg_1c.tools.numbers import decimal
from odoo.addons.torg_1c.tools.order_lines import NOTHING, Sum


class TorgOnecOrderPart(models.Model):
    """The lines of a part: what they are, and how 1C changes them."""

    _inherit = "torg.onec.order.part"

    def _get_goods_lines(self):
        """Return the lines with goods, in their order."""
        return self.line_ids.filtered(
            lambda line: line.product_id and not line.is_delivery and line.product_uom_qty > 0
        ).sorted("id")

    def _get_lines_of(self, product):
        return self._get_goods_lines().filtered(lambda line: line.product_id == product)

    def _is_handed_over(self, product, row):
        """Return whether the customer has more of a product than 1C wants to sell (order_lines.Sum, None: nothing)."""
        handed = sum(line._get_pieces(line.qty_delivered) for line in self._get_lines_of(product))
        return decimal(handed, 3) > (row.quantity if row else 0)

    def _is_open(self, product):
        """Return whether the customer still waits for some of a product."""
        return any(line._get_open_quantity() for line in self._get_lines_of(product))

    def _get_own_sums(self):
        """Return `{(item, characteristic): Sum}` of the lines as they are, in units of the products."""
        keys, found = self._get_offer_keys(), {}
        for line in self._get_goods_lines():
            key = keys[line.product_id.id]
            quantity = decimal(line._get_pieces(line.product_uom_qty), 3)
            found[key] = found.get(key, NOTHING) + Sum(quantity, decimal(line.price_total))
        return found

    def _tell_own_lines(self):
        return [[*key, str(row.quantity), str(row.total)] for key, row in self._get_own_sums().items()]

    def _add_line(self, product, row):
        """Add what 1C has added."""
        line = self.env["sale.order.line"].create(
            {
                "order_id": self.order_id.id,
                "product_id": product.id,
                "product_uom_id": product.uom_id.id,
                "product_uom_qty": float(row.quantity),
            }
        )
        line._set_onec_price(row)
        self.line_ids += line

    def _replace_line(self, lines, product, row):
        """Sell another product instead, as 1C does; the customer's wish stays known."""
        first, rest = lines[:1], lines[1:]
        # The new line may be in the unit of the old one; 1C's sum is in pieces.
        unit = first._get_replacement_unit(product)
        quantity = product.uom_id._compute_quantity(float(row.quantity), unit, round=False)
        new = first._replace(product, quantity, forced=True)
        new._set_onec_price(row)
        self.line_ids += new
        rest._drop_for_onec()

    def _is_shared_buyer(self, buyer):
        """Return whether the customer 1C names stands for everybody, such as «Покупатель через интернет-магазин»."""
        person = self.order_id.partner_id.commercial_partner_id
        names = {(name or "").strip().casefold() for name in (person.name, person.official_name)}
        told = {(name or "").strip().casefold() for name in (buyer.name, buyer.full_name, buyer.official_name)}
        same_inn = bool(buyer.inn) and buyer.inn == person.vat
        return not (same_inn or names & (told - {""}))

    # === WHAT HAPPENED TO THEM === #

    def _get_event_id(self, number, date=None):
        """Return the key of a payment or a shipment of this part: 1C's number and date."""
        moment = date.date().isoformat() if date else ""
        return ":".join(filter(None, (*self._get_event_prefix(), str(number or "").strip(), moment)))

    def _is_moved(self, key, number, date):
        """Return whether a key is of this document before 1C gave it another day: numbers come again every year."""
        number = str(number or "").strip()
        if not (number and date):
            return False
        head, _colon, day = key.rpartition(":")
        return head == self._get_event_id(number) and day[:5] == f"{date.year:04}-"

    def _get_event_prefix(self):
        return self.endpoint_id.code, self.events_key or self.number

    def _get_payments(self):
        """Return what 1C has told about the money of this part."""
        prefix = ":".join((*self._get_event_prefix(), ""))
        # sudo: payments are written by their verb, here they are compared
        payments = self.order_id.sudo().payment_ids
        return payments.filtered(lambda row: row.source == "1c" and (row.external_id or "").startswith(prefix))

    def _get_unshipped(self):
        """Return `{line: quantity}` that has not left the store yet."""
        rest = {line: line._get_open_quantity() for line in self._get_goods_lines()}
        return {line: quantity for line, quantity in rest.items() if quantity > 0 and line.product_id.type == "consu"}
