import datetime as dt

from odoo import http
from odoo.fields import Domain

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import customers as schemas
from odoo.addons.torg_api.tools.promise import ONLY

from .customer_dump import dump_purchase
from .customers import TAG, answer_customer
from .lookup import find_customer
from .paging import get_place, next_cursor

LIST = "purchases"


class Me(http.Controller):
    """What a customer's cabinet begins with, and what he has bought."""

    @operation(
        "GET", "/me", scope="login", answer=schemas.Customer, summary="Who is logged in", tag="Login", customer=ONLY
    )
    def get_me(self, api):
        """The customer whose token it is, as `GET /customers/{id}` tells."""
        return answer_customer(api.customer)

    @operation(
        "GET", "/customers/<int:customer>/purchases", query=schemas.PurchaseQuery, answer=schemas.PurchaseList,
        summary="What counts for the discount", customer=True, **TAG,
    )  # fmt: skip
    def list_purchases(self, api, customer, query):
        """Purchases of all channels, those at the tills of stores among them, as the accumulative discount has them."""
        partner = find_customer(api, customer)
        day, number = get_place(api, LIST, query.cursor, int, int)
        domain = Domain("partner_id", "=", partner.commercial_partner_id.id)
        domain &= Domain("company_id", "=", api.env.company.id)
        if day is not None:
            date = dt.date.fromordinal(min(max(day, 1), dt.date.max.toordinal()))
            domain &= Domain("date", "<", date) | (Domain("date", "=", date) & Domain("id", "<", number))
        found = api.env["torg.turnover.entry"].search(domain, limit=query.limit + 1)
        shown = found[: query.limit]
        cursor = next_cursor(LIST, found, shown, lambda row: [row.date.toordinal(), row.id])
        return schemas.PurchaseList(items=[dump_purchase(entry) for entry in shown], next_cursor=cursor)
