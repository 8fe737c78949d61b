import json
from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.tools.kinds import OFFER, WAREHOUSE
from odoo.addons.torg_1c.tools.numbers import decimal
from odoo.addons.torg_1c.tools.order_lines import DELIVERY_ID
from odoo.addons.torg_1c.tools.records import (
    ABSENT,
    DiscountRec,
    OrderLineRec,
    OrderRec,
    RefRec,
    RequisiteRec,
    TaxRec,
    UnitRec,
)
from odoo.addons.torg_1c.tools.records.codec import load
from odoo.addons.torg_1c.tools.values import unit_code


class TorgOnecOrderPart(models.Model):
    """A part as a neutral record: the same order gives the same record."""

    _inherit = "torg.onec.order.part"

    def _prepare_records(self):
        """Return `{part: OrderRec}` of parts of one 1C base.

        Raises UserError with the goods that the base does not know yet.
        """
        endpoint = self.endpoint_id
        keys = self._get_offer_keys()
        links = self.env["torg.exchange.link"]
        stores = links._lookup_external(endpoint, WAREHOUSE, self.order_id.warehouse_id | self.line_ids.warehouse_id)
        partners = self.order_id.partner_id.commercial_partner_id._get_onec_ids(endpoint)
        return {part: part._prepare_record(keys, stores, partners) for part in self}

    @api.model
    def _get_records(self, message):
        """Return the OrderRecs of a message: as it was rendered, else as its order is now."""
        body = message._render_order_records(message.endpoint_id)[message]
        return list(message._get_order_records() or load(json.loads(body)))

    def _get_offer_keys(self):
        """Return `{product id: (item, characteristic)}` of the goods of these parts."""
        lines = self.line_ids.filtered(lambda line: line._is_shown() and not line.is_delivery)
        keys = self.env["torg.exchange.link"]._lookup_external(self.endpoint_id, OFFER, lines.product_id)
        unknown = lines.product_id.filtered(lambda product: product.id not in keys)
        if unknown:
            raise UserError(
                self.env._(
                    "%(base)s does not know these goods: %(goods)s. Link them to its items, then send the order again.",
                    base=self.endpoint_id.name,
                    goods=", ".join(unknown.mapped("display_name")),
                )
            )
        return keys

    def _prepare_record(self, keys, stores, partners):
        self.ensure_one()
        order, endpoint = self.order_id, self.endpoint_id
        lines = self.line_ids.filtered(lambda line: line.product_id and line.product_uom_qty > 0).sorted("id")
        rows = tuple(self._prepare_line(line, keys) for line in lines)
        store = lines[:1].warehouse_id or order.warehouse_id
        return OrderRec(
            id=self.uuid,
            number=self.number,
            date=endpoint._to_onec_time(order.date_order.replace(microsecond=0)),
            number_1c=self.number_1c or ABSENT,
            operation_code="order",
            role="Продавец",
            currency="руб" if order.currency_id.name == "RUB" else order.currency_id.name,
            currency_code=order.currency_id.name,
            rate=Decimal(1),
            total=sum((row.total for row in rows), Decimal(0)),
            partners=(order._prepare_onec_partner(partners),),
            organisation=self._get_organisation(),
            warehouses=(RefRec(stores.get(store.id, (ABSENT,))[0], store.name),),
            master_number=order.name,
            comment=order.customer_note or ABSENT,
            lines=rows,
            requisites=self._prepare_requisites(),
            status=order.stage_id.name,
            status_id=order.stage_id.code,
            cancelled=order.state == "cancel" or not rows,
            paid=order.payment_status in ("paid", "overpaid"),
        )

    def _prepare_requisites(self):
        return tuple(RequisiteRec(*row) for row in self.order_id._prepare_onec_requisites(self))

    def _get_organisation(self):
        """Return the organisation of our documents; those made in 1C keep their own."""
        endpoint = self.endpoint_id
        if self.origin == "1c" or not (endpoint.onec_organisation_code or endpoint.onec_organisation_name):
            return ABSENT
        return RefRec(endpoint.onec_organisation_code or ABSENT, endpoint.onec_organisation_name or "")

    def _prepare_line(self, line, keys):
        total, quantity = decimal(line.price_total), decimal(line.product_uom_qty, 3)
        rate = line._get_onec_rate()
        price, discounts = self._get_price_and_discounts(line, total, quantity)
        item, characteristic = ("", "") if line.is_delivery else keys[line.product_id.id]
        row_id = f"{item}#{characteristic}" if characteristic else item
        unit = line.product_uom_id
        factor = unit._compute_quantity(1, line.product_id.uom_id, round=False)
        return OrderLineRec(
            id=DELIVERY_ID if line.is_delivery else row_id,
            item_id=item,
            characteristic_id=characteristic,
            name=line.product_id.with_context(display_default_code=False).display_name,
            article=line.product_id.default_code or ABSENT,
            unit=UnitRec(code=unit_code(unit.name) or ABSENT, name=unit.name, full_name=unit.name),
            factor=decimal(factor, 3),
            quantity=quantity,
            price=price,
            total=total,
            taxes=(TaxRec("НДС", rate, included=True, amount=decimal(line.price_tax)),),
            discounts=discounts,
        )

    def _get_price_and_discounts(self, line, total, quantity):
        """Return the price of a piece and the discounts that make the total out of it."""
        share = 1 - line.discount / 100
        if not line.discount or not share:
            return (decimal(total / quantity, 4) if quantity else Decimal(0)), ABSENT
        price = decimal(float(total / quantity) / share)
        amount = (price * quantity).quantize(Decimal("0.01")) - total
        percent = decimal(line.discount)
        return price, (DiscountRec(self.env._("Discount"), amount, percent, True),)
