"""Finding what a request names: only of the key's company, only of the customer whose token it is."""

from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.torg_api.tools.basket import Basket
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError
from odoo.addons.torg_api.tools.version import check_match
from odoo.addons.torg_base.tools.phone import parse_all
from odoo.addons.torg_delivery.exceptions import DeliveryRefusal
from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_stock.exceptions import StockRefusal

BIGGEST_ID = 2**31 - 1


def find_one(records, number, domain=()):
    """Return the record with this id among those of the company.

    :raise ApiProblem: there is none; the same answer for what is not there and for what is somebody else's
    """
    found = records.browse()
    if number <= BIGGEST_ID:
        company = [("company_id", "in", (records.env.company.id, False))] if "company_id" in records._fields else []
        found = records.search([("id", "=", number), *company, *domain])
    if not found:
        raise ApiProblem("not_found")
    return found


def own_domain(api, field="partner_id"):
    """Return the domain of what a customer's token may see; everything for a key."""
    if not api.session:
        return []
    colleagues = api.customer._get_shop_colleagues()
    own = Domain(field, "child_of", api.customer._get_shop_reach().ids)
    return list(own & ~Domain(field, "child_of", colleagues.ids) if colleagues else own)


def find_order(api, number):
    """Return the order with this id; requests without goods are none."""
    return find_one(api.env["sale.order"], number, [("is_request", "=", False), *own_domain(api)])


def find_customer(api, number):
    """Return the customer with this id, or whom he was merged into; see `_find_shop_customer`.

    :raise ApiProblem: there is none, or the person has been forgotten
    """
    if found := api.key._find_shop_customer(api, number):
        return found
    if api.key._is_forgotten(api, number):
        raise ApiProblem("gone", api.env._("The data of this person have been removed."))
    raise ApiProblem("not_found")


def find_own_customer(api, number):
    """Return the customer with this id whose own data are changed: a token changes nobody but itself.

    :raise ApiProblem: there is none
    """
    found = find_customer(api, number)
    if api.session and found != api.customer:
        raise ApiProblem("not_found")
    return found


def unknown(api, pointer):
    """Return the problem of a body that names what is not there."""
    return ApiProblem("validation", errors=[FieldError(pointer, "not_found", api.env._("There is no such thing."))])


def find_by_code(api, model, code, pointer):
    """Return the record of the company with this code.

    :raise ApiProblem: there is none
    """
    records = api.env[model]
    company = [("company_id", "in", (api.env.company.id, False))] if "company_id" in records._fields else []
    found = records.search([("code", "=", code), *company], limit=1)
    if not found:
        raise unknown(api, pointer)
    return found


def find_partner(api, reference):
    """Return who is meant by a CustomerRef, an empty record when nobody is known yet.

    :raise ApiProblem: an id that is not there, or another customer than the token's
    """
    if not reference:
        return api.customer
    if reference.id:
        try:
            return find_customer(api, reference.id)
        except ApiProblem:
            raise unknown(api, "/customer/id") from None
    if api.customer:
        raise unknown(api, "/customer")
    partners = api.env["res.partner"]
    by_phone = api.key._leave_out_unknown(partners._find_customers(reference.phone))
    return by_phone[:1] or api.key._leave_out_unknown(partners._find_customers(email=reference.email))[:1]


def check_phone(api, phone, pointer):
    """Refuse what is no phone: nobody would be found by it again.

    :raise ApiProblem: it is none
    """
    if phone and not any(row.key for row in parse_all(phone, *api.env["res.partner"]._get_phone_regions())):
        raise ApiProblem("validation", errors=[FieldError(pointer, "pattern", api.env._("This is no phone number."))])


def read_lines(api, lines):
    """Return pairs (product, quantity) of the lines of a basket.

    :raise ApiProblem: goods that are not sold
    """
    domain = [("id", "in", [line.product for line in lines]), ("sale_ok", "=", True)]
    company = [("company_id", "in", (api.env.company.id, False))]
    products = {product.id: product for product in api.env["product.product"].search([*domain, *company])}
    errors = [
        FieldError(f"/lines/{number}/product", "not_found", api.env._("These goods are not sold."))
        for number, line in enumerate(lines)
        if line.product not in products
    ]
    if errors:
        raise ApiProblem("validation", errors=errors)
    return [(products[line.product], float(line.quantity)) for line in lines]


def read_basket(api, body, more=None):
    """Return the tools.basket.Basket of a body with customer, lines, store, delivery.

    :param dict more: what the fields of other addons say

    :raise ApiProblem: something in it is not there
    """
    lines, delivery = read_lines(api, body.lines), body.delivery
    orders = api.env["sale.order"]
    store = find_by_code(api, "stock.warehouse", body.store, "/store") if body.store else None
    carrier = _find_carrier(api, delivery.method) if delivery else orders._choose_entry_carrier(False, None)
    partner = find_partner(api, body.customer)
    return Basket(
        partner=partner,
        lines=lines,
        store=store or _choose_store(api, lines),
        carrier=carrier,
        kind=_find_kind(api, body.order_type),
        pricelist=api.key._get_shop_pricelist(partner),
        address=delivery.address.model_dump() if delivery else {},
        date=delivery.date if delivery else None,
        interval=_find_interval(api, carrier, delivery.interval) if delivery and delivery.interval else None,
        is_pickup=not delivery,
        more=more or {},
    )


def read_basket_again(api, order):
    """Return the tools.basket.Basket of what is sold still of an order: the same store, way and address."""
    sold, _gone = order._get_repeat_lines()
    carrier, address = order.carrier_id, order.partner_shipping_id
    is_pickup = not carrier or carrier.is_pickup
    return Basket(
        partner=order.partner_id,
        lines=[(line.product_id, line._get_pieces(line.product_uom_qty)) for line in sold],
        store=order.warehouse_id,
        carrier=carrier,
        kind=api.env["torg.order.type"],
        pricelist=api.key._get_shop_pricelist(order.partner_id),
        address={} if is_pickup else {name: address[name] for name in ("street", "street2", "city", "zip")},
        is_pickup=is_pickup,
    )


def _find_kind(api, code):
    kinds = api.env["torg.order.type"]
    if not code:
        return kinds
    found = find_by_code(api, "torg.order.type", code, "/order_type")
    if found == kinds._get_request_type():
        raise unknown(api, "/order_type")
    return found


def _find_carrier(api, number):
    domain = [("id", "=", number), ("is_pickup", "=", False), ("company_id", "in", (False, api.env.company.id))]
    if not (carrier := api.env["delivery.carrier"].search(domain)):
        raise unknown(api, "/delivery/method")
    return carrier


def _find_interval(api, carrier, number):
    interval = carrier.interval_ids.filtered(lambda row: row.id == number)
    if not interval:
        raise unknown(api, "/delivery/interval")
    return interval


def _choose_store(api, lines):
    """Return the store that gives what is brought: the usual one, unless another one has all of it."""
    usual = api.env["sale.order"]._get_entry_store()
    stores = usual | api.env["stock.warehouse"].search([("company_id", "=", api.env.company.id)])
    goods = [(product, quantity) for product, quantity in lines if product.is_storable]
    found = api.env["product.product"].union(*(product for product, _quantity in goods))._get_point_availability(stores)
    having = stores.filtered(
        lambda store: all(found[product.id][store.id].free >= quantity for product, quantity in goods)
    )
    return having[:1] or usual


@contextmanager
def refusals():
    """Tell what the verbs of the domain refuse in the words of the API."""
    try:
        yield
    except StockRefusal as refusal:
        raise ApiProblem("out_of_stock", str(refusal), alternatives=dump_alternatives(refusal)) from None
    except StageRefusal as refusal:
        foreign = refusal.code.startswith("foreign")  # the sentence names another order
        detail = "" if foreign else str(refusal)
        raise ApiProblem("refused", detail, reason=refusal.code, fields=refusal.fields) from None
    except DeliveryRefusal as refusal:
        raise ApiProblem("refused", str(refusal), reason=refusal.code, fields=[]) from None


@contextmanager
def conflicts():
    """Tell what a verb refuses in a sentence as a conflict: core would log it as a warning."""
    try:
        yield
    except UserError as failure:
        raise ApiProblem("conflict", str(failure)) from None


def dump_alternatives(refusal):
    """Return what a StockRefusal tells, in plain values: what is missing and where else it is."""
    codes = {store.id: store.code for store in _browse_stores(refusal)}
    return [
        {
            "product": line.product_id,
            "asked": line.asked,
            "free": max(line.free, 0),
            "stores": [{"store": codes[one.store_id], "free": one.free} for one in line.alternatives],
        }
        for line in refusal.lines
    ]


def _browse_stores(refusal):
    ids = {one.store_id for line in refusal.lines for one in line.alternatives}
    # sudo: codes of stores that the refusal names
    return request.env["stock.warehouse"].sudo().browse(ids)


def check_version(api, get_version):
    """Compare what the client saw, where it tells that (If-Match), with what is there.

    :param get_version: function that returns the version of what is there
    :raise ApiProblem: it has changed meanwhile
    """
    if seen := request.httprequest.if_match:
        check_match(seen, get_version(), api.env._("It has changed meanwhile: read it again."))
