from datetime import UTC

from odoo import http
from odoo.fields import Domain

from odoo.addons.torg_api.dispatcher import Answer
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.orders import NewOrder, Order, OrderList, OrderQuery
from odoo.addons.torg_api.schemas.quotes import Basket, CustomerRef, get_more, read_kept
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError
from odoo.addons.torg_base.once import wait_for_key

from .lookup import check_phone, find_order, own_domain, read_basket, refusals
from .order_dump import dump_brief, dump_order, order_version
from .paging import get_place, next_cursor
from .quotes import check_orderable, dump_quote
from .turns import name_wanted


class Orders(http.Controller):
    """Orders of the shop's customers, made without a cart."""

    @operation(
        "POST", "/orders", scope="orders", body=NewOrder, answer=Order, status=201, summary="Make an order",
        tag="Orders", customer=True, turn=name_wanted,
        problems=("out_of_stock", "cannot_order", "price_changed", "quote_expired", "quote_used"),
    )  # fmt: skip
    def create_order(self, api, body):
        """Make an order of a quote or of lines: it stands in the first stage and its goods are held.

        The customer is found by id, phone or e-mail, or made. Prices are always ours: when the quote is over or
        `expected_total` is another sum, nothing is made and the problem has the new `quote`.
        """
        quote, asked, more = self._find_asked(api, body)
        found = self._find_out(api, quote, asked, more)
        check_orderable(found)
        self._check_total(body.expected_total, quote, found, asked)
        with refusals():
            partner = self._get_customer(api, asked.customer, found)
            told = asked.customer or CustomerRef.model_construct()
            vals = partner._prepare_contact_vals(told.phone, told.email)
            order = quote._make_order(found, partner, self._read(api, body) | vals)
        if order.currency_id.compare_amounts(order.amount_total, found.order.amount_total):
            self._refuse_total(found, asked)
        quote.order_id = order
        dumped = dump_order(order)
        location = f"/shop-api/v1/orders/{order.id}"
        return Answer(dumped, headers=(("Location", location),), etag=order_version(dumped))

    def _find_asked(self, api, body):
        """Return the quote that is ordered, if any, the basket that is asked for, and what other addons' fields say."""
        more = get_more(body, NewOrder)
        if not body.quote_id:
            basket = Basket(**{name: getattr(body, name) for name in Basket.model_fields})
            return api.env["torg.api.quote"], basket, more
        quote = api.env["torg.api.quote"]._find(body.quote_id)
        mine = api.customer._get_shop_reach()
        if not quote or (api.session and not any(quote._is_for(one) for one in mine)):
            raise ApiProblem("quote_expired", api.env._("This quote is over: ask for a new one."))
        if quote.order_id:
            raise ApiProblem("quote_used", order=quote.order_id.id)
        asked, kept = read_kept(quote.basket)
        if body.customer:
            asked = asked.model_copy(update={"customer": body.customer})
        return quote, asked, {**kept, **more}

    def _find_out(self, api, quote, asked, more):
        """Return what an order of the basket would be, at the prices of the quote while they hold."""
        basket = read_basket(api, asked, more)
        if not quote:
            return quote._find_out(basket)
        if not quote._is_held():
            self._refuse_quote(quote._find_out(basket), asked)
        return quote._find_out(basket, held=quote.prices if quote._is_for(basket.partner) else None)

    def _refuse_quote(self, found, asked):
        env = found.order.env
        told = env["torg.api.quote"]._keep_apart(found, asked.model_dump(mode="json"))
        detail = env._("This quote is over: here is a new one.")
        raise ApiProblem("quote_expired", detail, quote=dump_quote(found, *told).model_dump(mode="json"))

    def _check_total(self, expected, quote, found, asked):
        """Refuse when the customer saw another total than the order would have."""
        currency, total = found.order.currency_id, found.order.amount_total
        seen = [*quote.mapped("total"), *([] if expected is None else [float(expected)])]
        if any(currency.compare_amounts(one, total) for one in seen):
            self._refuse_total(found, asked)

    def _refuse_total(self, found, asked):
        env = found.order.env
        told = env["torg.api.quote"]._keep_apart(found, asked.model_dump(mode="json"))
        detail = env._(
            "The order comes to %(total)s now.", total=found.order.currency_id.format(found.order.amount_total)
        )
        raise ApiProblem("price_changed", detail, quote=dump_quote(found, *told).model_dump(mode="json"))

    def _get_customer(self, api, asked, found):
        """Return who orders, made now when nobody knows him."""
        if api.customer or (asked and asked.id):
            return found.basket.partner
        if not asked:
            errors = [FieldError("/customer", "required", api.env._("Say who orders."))]
            raise ApiProblem("validation", errors=errors)
        check_phone(api, asked.phone, "/customer/phone")
        return api.key._find_or_make_shop_customer(asked.phone, asked.email, asked.name)

    def _read(self, api, body):
        """Return what the order takes over from the body as it is."""
        utm = body.utm
        names = {
            "source_id": ("utm.source", body.source or (utm and utm.source)),
            "medium_id": ("utm.medium", utm and utm.medium),
            "campaign_id": ("utm.campaign", utm and utm.campaign),
        }
        find = _find_named if api.session else _find_or_make_named  # names are made by sites, not by visitors
        found = {key: find(api.env[model], name).id for key, (model, name) in names.items() if name}
        return {"customer_note": body.comment or False, "client_order_ref": body.number or False, **found}

    # === READING === #

    @operation(
        "GET", "/orders", scope="orders", query=OrderQuery, answer=OrderList, summary="Orders", tag="Orders",
        customer=True,
    )  # fmt: skip
    def list_orders(self, api, query):
        """Orders of the key's company, the newest first; a customer's token sees only its own."""
        return list_orders(api, query)

    @operation("GET", "/orders/<int:order>", scope="orders", answer=Order, summary="Order", tag="Orders", customer=True)
    def get_order(self, api, order):
        """One order with its lines, money, delivery and way."""
        dumped = dump_order(find_order(api, order))
        return Answer(dumped, etag=order_version(dumped))


def _find_or_make_named(records, name):
    """Return the record with this name, made when there is none.

    :raise ConcurrencyError: another request has just made it; the server repeats ours, which then finds it
    """
    if found := _find_named(records, name):
        return found
    wait_for_key(records, f"{records._name}/{name}", lambda others: _find_named(others, name))
    return records.create({"name": name})


def _find_named(records, name):
    return records.with_context(active_test=False).search([("name", "=", name)], limit=1)


def list_orders(api, query, more=()):
    """Return a page of the orders that a query asks for."""
    orders = api.env["sale.order"].search(
        _get_domain(api, query) & Domain(more), order="id desc", limit=query.limit + 1
    )
    page = orders[: query.limit]
    page.fetch()
    cursor = next_cursor("orders", orders, page, lambda order: [order.id])
    return OrderList(items=[dump_brief(order) for order in page], next_cursor=cursor)


def _get_domain(api, query):
    # the number of somebody who was merged stands for who is left
    customer = query.customer and (api.env["res.partner"]._get_survivor(query.customer).id or query.customer)
    asked = {
        "partner_id": ("child_of", customer),
        "stage_id.code": ("=", query.stage),
        "warehouse_id.code": ("=", query.store),
        "stage_id.is_final": ("=", None if query.open is None else not query.open),
        "write_date": (">=", query.changed_since and query.changed_since.astimezone(UTC).replace(tzinfo=None)),
    }
    domain = Domain("company_id", "=", api.env.company.id) & Domain("is_request", "=", False) & Domain(own_domain(api))
    for field, (operator, value) in asked.items():
        if value is not None:
            domain &= Domain(field, operator, value)
    if query.number:
        domain &= Domain("name", "=", query.number) | Domain("client_order_ref", "=", query.number)
    (last,) = get_place(api, "orders", query.cursor, int)
    return domain if last is None else domain & Domain("id", "<", last)
