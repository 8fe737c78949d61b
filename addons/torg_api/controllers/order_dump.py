"""Orders in the words of the API."""

from odoo.addons.torg_api.schemas import orders as schemas
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.tools.version import version

from .document_dump import dump_documents

UNSEEN = ("history", "changed_at")  # they tell of changes, and are none themselves


def dump_brief(order):
    """Return the order as a row of a list."""
    return schemas.OrderBrief(customer=order.partner_id.id, **_dump_head(order))


def dump_order(order):
    """Return all of the order."""
    goods = order._get_shown_lines().filtered(lambda line: not line.is_delivery)
    return schemas.Order(
        **_dump_head(order),
        **_dump_money(order, goods),
        customer=_dump_customer(order.partner_id),
        pickup=not order.carrier_id or order.carrier_id.is_pickup,
        pickup_code=order.pickup_code or None,
        held_until=moment(order.hold_id._get_active_holds().hold_until),
        comment=order.customer_note or None,
        cancel_reason=order.cancel_reason_id.name or None,
        lines=[_dump_line(line) for line in goods],
        delivery=_dump_delivery(order),
        shipments=[schemas.OrderShipment(id=row.id, at=moment(row.date)) for row in order.shipment_ids],
        documents=dump_documents(schemas.OrderDocument, order.customer_document_ids),
        history=_dump_history(order),
    )


def order_version(dumped):
    """Return the ETag of an order: its history does not count, it says what changed."""
    return version(dumped, UNSEEN)


def dump_stage_now(order):
    """Return where the order stands."""
    stage = order.stage_id
    return schemas.StageNow(
        code=stage.code, name=stage._get_portal_name(), since=moment(order.stage_date), final=stage.is_final
    )


def _dump_head(order):
    money = order.currency_id.round
    return {
        "id": order.id,
        "number": order.name,
        "reference": order.client_order_ref or None,
        "type": order.order_type_id.code or None,
        "stage": dump_stage_now(order),
        "store": order.warehouse_id.code,
        "total": money(order.amount_total),
        "paid": money(order.paid_amount),
        "payment_status": order._get_payment_status(),
        "delivery_status": order._get_delivery_status(),
        "created_at": moment(order.create_date),
        "changed_at": moment(order.write_date),
    }


def _dump_money(order, goods):
    money = order.currency_id.round
    return {
        "currency": order.currency_id.name,
        "goods_total": money(sum(goods.mapped("price_total"))),
        "delivery_total": money(order.delivery_cost),
        "returned": money(order.returned_amount),
        "due": money(order._get_amount_due()),
        "payments": [_dump_payment(row) for row in order.payment_ids.filtered(lambda row: not row.same_as_id)],
        "returns": [
            schemas.OrderReturn(id=row.id, at=moment(row.date), amount=money(row.amount)) for row in order.return_ids
        ],
    }


def _dump_customer(partner):
    return schemas.OrderCustomer(
        id=partner.id, name=partner.name or "", phone=partner.phone or None, email=partner.email or None
    )


def dump_price(line):
    """Return what a unit of the line costs, before and after its discount, and all of it."""
    digits = line.order_id.currency_id or line.env.company.currency_id
    return {
        "base_price": digits.round(line.price_unit),
        "discount": line.discount,
        "price": digits.round(line.price_unit * (1 - line.discount / 100)),
        "total": digits.round(line.price_total),
    }


def dump_goods(line):
    """Return which goods the line is of."""
    return {
        "product": line.product_id.id,
        "name": line.product_id.with_context(display_default_code=False).display_name,
        "quantity": line.product_uom_qty,
        "unit": line.product_uom_id.name,
    }


def _dump_line(line):
    return schemas.OrderLine(
        id=line.id,
        delivered=line.qty_delivered,
        returned=line.returned_qty,
        **dump_goods(line),
        **dump_price(line),
    )


def _dump_delivery(order):
    if not order.carrier_id or order.carrier_id.is_pickup:
        return None
    return schemas.OrderDelivery(
        method=order.carrier_id.id,
        name=order.carrier_id.name,
        cost=order.currency_id.round(order.delivery_cost),
        address=order.partner_shipping_id._get_one_line_address(),
        date=order.delivery_date or None,
        interval=order.delivery_interval_id.id or None,
        interval_name=order.delivery_interval_id.name or None,
    )


def _dump_payment(payment):
    return schemas.OrderPayment(
        id=payment.external_id or None,
        amount=payment.amount,
        method=payment.method,
        source=payment.source,
        taken_at=moment(payment.date),
    )


def _dump_history(order):
    rows = order.env["torg.order.journal"].search(
        [("order_id", "=", order.id), ("stage_to_id", "!=", False)], order="id"
    )
    return [
        schemas.StageStep(code=row.stage_to_id.code, name=row.stage_to_id._get_portal_name(), at=moment(row.date))
        for row in rows
    ]
