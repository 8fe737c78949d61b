from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.schemas.quotes import Basket, Quote, QuotedLine, get_more
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError
from odoo.addons.torg_stock.exceptions import StockRefusal

from .lookup import dump_alternatives, read_basket
from .order_dump import dump_goods, dump_price


class Quotes(http.Controller):
    """What an order would cost, and whether it can be had."""

    @operation(
        "POST", "/orders/quote", scope="orders", body=Basket, answer=Quote, summary="Quote of a basket", tag="Orders",
        customer=True,
    )  # fmt: skip
    def quote_order(self, api, body):
        """Check everything an order needs: price, stock, the least sum, pickup or delivery, and say what helps.

        Nothing is reserved. For 15 minutes an order with this `quote_id` gets these prices.
        """
        quotes = api.env["torg.api.quote"]
        found = quotes._find_out(read_basket(api, body, get_more(body, Basket)))
        return dump_quote(found, *quotes._keep(found, body.model_dump(mode="json"))._as_told())


def dump_quote(found, name=None, expires_at=None):
    """Return what was found out about a basket in the words of the API."""
    order, basket = found.order, found.basket
    goods = order.order_line.filtered(lambda line: not line.is_delivery)
    money = order.currency_id.round
    return Quote(
        quote_id=name,
        expires_at=moment(expires_at),
        lines=[_dump_line(line, found) for line in goods],
        store=basket.store.code,
        opens_at=moment(found.opens_at),
        goods_total=money(sum(goods.mapped("price_total"))),
        delivery_total=money(sum((order.order_line - goods).mapped("price_total"))),
        discount_total=money(sum(line.price_unit * line.product_uom_qty * line.discount / 100 for line in goods)),
        total=money(order.amount_total),
        currency=order.currency_id.name,
        can_order=not found.obstacles,
        problems=found.obstacles,
        stores_with_all=order.env["torg.api.quote"]._get_stores_with_all(found).mapped("code"),
    )


def check_orderable(found):
    """Refuse an order that something stands in the way of, with what helps.

    :raise ApiProblem: with the quote
    """
    if not found.obstacles:
        return
    quote = dump_quote(found).model_dump(mode="json")
    errors = [FieldError(row.pointer, row.code, row.detail) for row in found.obstacles]
    detail = "\n".join(row.detail for row in found.obstacles)
    refusal = found.basket.store._get_refusal(list(found.basket.count().items()))
    more = {"quote": quote, "problems": quote["problems"]}
    if isinstance(refusal, StockRefusal):
        raise ApiProblem("out_of_stock", detail, errors, alternatives=dump_alternatives(refusal), **more)
    raise ApiProblem("cannot_order", detail, errors, **more)


def _dump_line(line, found):
    at_stores = found.free.get(line.product_id._origin.id or line.product_id.id)
    free = at_stores and max(at_stores[found.basket.store.id].free, 0)
    return QuotedLine(free=free, **dump_goods(line), **dump_price(line))
