from datetime import timedelta

from odoo import fields, http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.schemas.price_lists import PriceListBody, PriceListFile
from odoo.addons.torg_api.tools.problem import ApiProblem

from .lookup import conflicts, find_customer, find_one, unknown

TAG = {"scope": "customers", "tag": "Customers", "customer": True}
FRESH = timedelta(minutes=10)  # whoever asks twice gets the same file
CUSTOMER = "/customers/<int:customer>"


class PriceLists(http.Controller):
    """The customer's own prices as a file for the cabinet."""

    @operation(
        "POST", CUSTOMER + "/price-lists", body=PriceListBody, answer=PriceListFile, status=202,
        summary="Make a price list", **TAG,
    )  # fmt: skip
    def make_price_list(self, api, customer, body):
        """Make a file with the customer's own prices. A short list is ready at once, a long one in a minute: ask for
        it, or subscribe to `document.ready`. The same asked again within ten minutes is the same file."""
        partner = find_customer(api, customer).commercial_partner_id
        vals = self._prepare_vals(api, partner, body)
        price_list = self._find_fresh(api, vals)
        if not price_list:
            price_list = api.env["torg.price.list"].create(vals)
            with conflicts():
                price_list.action_make()
        return _dump(price_list)

    def _prepare_vals(self, api, partner, body):
        categories = api.env["product.category"].browse(body.category or ()).exists()
        if body.category and not categories:
            raise unknown(api, "/category")
        return {
            "partner_id": partner.id,
            "company_id": api.env.company.id,
            "lang": partner.lang or api.env.lang,
            "file_format": body.format,
            "scope": "category" if categories else "all",
            "category_ids": categories.ids,
            "with_photo": body.photos,
            "with_stock": body.stock,
        }

    def _find_fresh(self, api, vals):
        """Return the same list that was asked for a moment ago."""
        domain = [(name, "=", value) for name, value in vals.items() if name != "category_ids"]
        since = fields.Datetime.now() - FRESH
        found = api.env["torg.price.list"].search(
            [*domain, ("create_date", ">=", since), ("state", "!=", "draft")], order="id desc", limit=20
        )
        return found.filtered(lambda row: row.category_ids.ids == vals["category_ids"])[:1]

    @operation("GET", CUSTOMER + "/price-lists/<int:price_list>", answer=PriceListFile, summary="A price list", **TAG)
    def get_price_list(self, api, customer, price_list):
        """The price list with its progress, and its address when it is ready."""
        return _dump(find_one(api.env["torg.price.list"], price_list, _of_customer(api, customer)))

    @operation("GET", CUSTOMER + "/price-list", answer=PriceListFile, summary="The latest price list", **TAG)
    def get_latest_price_list(self, api, customer):
        """The latest price list that is ready: asked for here, made by a manager, or made at night."""
        partner = find_customer(api, customer).commercial_partner_id
        domain = [*_of_customer(api, customer), ("state", "=", "ready"), ("company_id", "=", api.env.company.id)]
        found = api.env["torg.price.list"].search(domain, order="id desc", limit=1)
        if partner.price_list_id.state == "ready" and partner.price_list_id.company_id == api.env.company:
            found = max(found | partner.price_list_id, key=lambda row: row.id)
        if not found:
            raise ApiProblem("not_found", api.env._("There is no price list yet: ask for one by POST …/price-lists."))
        return _dump(found)


def _of_customer(api, number):
    return [("partner_id", "=", find_customer(api, number).commercial_partner_id.id), ("state", "!=", "draft")]


def _dump(price_list):
    return PriceListFile(
        id=price_list.id,
        customer=price_list.partner_id.id or None,
        name=price_list.name,
        format=price_list.file_format,
        state=price_list.state,
        progress=100 if price_list.state == "ready" else price_list.progress,
        items=price_list.item_count,
        pages=price_list.page_count,
        made_at=moment(price_list.made_at),
        url=price_list._get_shop_address(),
    )
