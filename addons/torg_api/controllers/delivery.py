from odoo import http
from odoo.fields import Domain

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.delivery import Day, DeliveryBasket, Method, MethodList, Offer, OfferList, Slot
from odoo.addons.torg_api.schemas.quotes import AskedDelivery, Basket

from .lookup import read_basket, unknown


class Deliveries(http.Controller):
    """Ways of delivery."""

    @operation(
        "GET", "/delivery/methods", scope="orders", answer=MethodList, summary="Ways of delivery", tag="Delivery",
        customer=True,
    )  # fmt: skip
    def list_delivery_methods(self, api):
        """All ways of the company, pickup among them."""
        return MethodList(items=[_dump_method(carrier) for carrier in _get_carriers(api)])

    @operation(
        "POST", "/delivery/quote", scope="orders", body=DeliveryBasket, answer=OfferList,
        summary="What delivery costs, and when", tag="Delivery", customer=True,
    )  # fmt: skip
    def quote_delivery(self, api, body):
        """Cost and free times of each way for this basket and address."""
        carriers = _get_carriers(api).filtered(lambda carrier: not carrier.is_pickup)
        if body.method:
            carriers = carriers.filtered(lambda carrier: carrier.id == body.method)
            if not carriers:
                raise unknown(api, "/method")
        return OfferList(items=[_dump_offer(api, carrier, body) for carrier in carriers])


def _get_carriers(api):
    return api.env["delivery.carrier"].search(Domain("company_id", "in", (False, api.env.company.id)))


def _dump_method(carrier):
    return Method(
        id=carrier.id,
        name=carrier.name,
        pickup=carrier.is_pickup,
        own_courier=carrier.is_own_courier,
        has_intervals=bool(carrier.interval_ids),
    )


def _dump_offer(api, carrier, body):
    delivery = AskedDelivery(method=carrier.id, address=body.address)
    asked = Basket(customer=body.customer, lines=body.lines, store=body.store, delivery=delivery)
    found = api.env["torg.api.quote"]._find_out_delivery(read_basket(api, asked))
    order, refusal = found.order, next(iter(found.obstacles), None)
    free_from = carrier._get_free_from(order)
    return Offer(
        method=carrier.id,
        name=carrier.name,
        available=not refusal,
        reason=refusal and refusal.detail,
        cost=None
        if refusal
        else order.currency_id.round(sum(order.order_line.filtered("is_delivery").mapped("price_total"))),
        free_from=order.currency_id.round(free_from) if free_from else None,
        days=[] if refusal or not carrier.interval_ids else [_dump_day(day) for day in carrier._get_free_days(order)],
    )


def _dump_day(day):
    slots = [Slot(interval=slot["interval_id"], name=slot["name"], left=slot["left"]) for slot in day["slots"]]
    return Day(date=day["date"], slots=slots)
