"""What orders wait for each other for. A name that is missed costs time, nothing else: rows decide who gets what."""

from odoo.addons.torg_api.schemas.quotes import Basket, read_kept


def name_wanted(api, body):
    """Return the goods in their store, and who orders, of a NewOrder."""
    basket = _find_basket(api, body)
    store = basket.store or api.env["sale.order"]._get_entry_store().code
    goods = {f"{store}/{line.product}" for line in basket.lines}
    asked = body.customer or basket.customer
    return goods | (name_person(api, asked) if asked else set())


def name_person(_api, body):
    """Return who it is that a body names: two at once would make a customer twice who is not known yet."""
    digits = "".join(filter(str.isdigit, body.phone or ""))[-10:]
    return {f"customer/{name}" for name in (digits, (body.email or "").lower()) if name}


def _find_basket(api, body):
    """The basket of the body, or of the quote it names; a quote that is not there has none."""
    if not body.quote_id:
        return body
    quote = api.env["torg.api.quote"]._find(body.quote_id)
    return read_kept(quote.basket)[0] if quote else Basket.model_construct(lines=[])
