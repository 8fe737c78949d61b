from datetime import UTC

from odoo import http

from odoo.addons.torg_api.models.torg_api_import import Applied as Outcome
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.bulk import Applied, PricesBody, StockBody
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

TAG = {"scope": "bulk", "tag": "Bulk"}


class Bulk(http.Controller):
    """Many prices or figures of stock in one request: all of them, or none."""

    @operation("PUT", "/prices", body=PricesBody, answer=Applied, summary="Tell prices", cost=5, **TAG)
    def put_prices(self, api, body):
        """Bring up to 1 000 prices into force at once, as one price revision; prices that are so already stay.

        Prices that another system keeps (1C) are refused, and then none is changed.
        """
        outcome = Outcome()
        api.key._load_prices(list(enumerate(body.items)), outcome)
        return _answer(outcome)

    @operation("PUT", "/stock", body=StockBody, answer=Applied, summary="Tell stock", cost=5, **TAG)
    def put_stock(self, api, body):
        """Tell what up to 1 000 products have in stores that the site keeps.

        A store whose stock is kept by Odoo or by another system is refused, and then nothing is changed.
        """
        outcome = Outcome()
        formed_at = body.as_of and body.as_of.astimezone(UTC).replace(tzinfo=None)
        api.key._load_stock(list(enumerate(body.items)), outcome, formed_at=formed_at)
        return _answer(outcome)


def _answer(outcome):
    """Return what became of the rows.

    :raise ApiProblem: one of them was refused; the transaction ends with it
    """
    if outcome.problems:
        errors = [
            FieldError(f"/items/{place}{error.pointer}", error.code, error.detail) for place, error in outcome.problems
        ]
        raise ApiProblem("validation", errors=errors)
    return Applied(changed=outcome.changed, unchanged=outcome.unchanged)
