from odoo import http
from odoo.fields import Domain

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.documents import CustomerDocument, DocumentList, DocumentQuery
from odoo.addons.torg_api.tools.problem import ApiProblem

from .document_dump import dump_documents
from .lookup import find_customer, find_one, own_domain
from .paging import get_place, next_cursor

LIST = "documents"
TAG = {"scope": "customers", "tag": "Customers", "customer": True, "since": "2026-11-23"}


class Documents(http.Controller):
    """Files that are meant for customers: invoices, acts, photos."""

    @operation(
        "GET", "/customers/<int:customer>/documents", query=DocumentQuery, answer=DocumentList, summary="Documents",
        **TAG,
    )  # fmt: skip
    def list_documents(self, api, customer, query):
        """Files of the customer, those of orders among them, the newest first.

        Price lists have addresses of their own.
        """
        partner = find_customer(api, customer)
        (last,) = get_place(api, LIST, query.cursor, int)
        domain = Domain("partner_id", "child_of", partner.id) & _get_seen(api)
        if last is not None:
            domain &= Domain("id", "<", last)
        found = api.env["torg.customer.document"].search(domain, limit=query.limit + 1)
        shown = found[: query.limit]
        cursor = next_cursor(LIST, found, shown, lambda row: [row.id])
        return DocumentList(items=dump_documents(CustomerDocument, shown), next_cursor=cursor)

    @operation("GET", "/documents/<int:document>", answer=CustomerDocument, summary="A document", **TAG)
    def get_document(self, api, document):
        """A file that `document.ready` or the change feed (`kind` is `document`) told of."""
        found = find_one(api.env["torg.customer.document"], document, own_domain(api))
        dumped = dump_documents(CustomerDocument, found)
        if not dumped:
            raise ApiProblem("not_found")
        return dumped[0]


def _get_seen(api):
    return Domain("company_id", "=", api.key.company_id.id) & Domain(own_domain(api))
