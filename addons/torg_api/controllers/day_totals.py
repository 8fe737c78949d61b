import datetime

from odoo import http

from odoo.addons.torg_api.dispatcher import Answer
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import day_totals as schemas
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError
from odoo.addons.torg_api.tools.version import version

from .lookup import check_version, conflicts

TAG = {"scope": "results", "tag": "Stores"}
DAY = "/stores/<string:store>/day-totals/<string:day>"


class DayTotals(http.Controller):
    """Results of stores: tills and small programs tell them where no accounting system does."""

    @operation(
        "PUT", DAY, body=schemas.DayTotalsBody, answer=schemas.DayTotals, summary="Tell the results of a day",
        problems=("precondition_failed",), **TAG,
    )  # fmt: skip
    def put_day_totals(self, api, store, day, body):
        """Tell what the store took on this day, in full. The same again changes nothing; other figures replace these.

        A day that another system tells about (1C) answers 409, and so does a day that has not come yet.
        """
        found = _find_store(api, store)
        told = {
            "receipt_count": body.receipts,
            "revenue": float(body.revenue),
            "return_count": body.returns,
            "return_amount": float(body.returned),
        }
        date = _read_date(api, day)
        check_version(api, lambda: _get_version(_find_day(api, found, date)))
        with conflicts():
            row = api.env["torg.store.day"]._receive_day_totals(found, date, told, api.key._get_endpoint())
        return _answer_day(row)

    @operation("GET", DAY, answer=schemas.DayTotals, summary="Results of a day", **TAG)
    def get_day_totals(self, api, store, day):
        """What was told last about this day, by whomever."""
        if not (found := _find_day(api, _find_store(api, store), _read_date(api, day))):
            raise ApiProblem("not_found")
        return _answer_day(found)

    @operation(
        "GET", "/stores/<string:store>/day-totals", query=schemas.DayTotalsQuery, answer=schemas.DayTotalsList,
        summary="Results of many days", **TAG,
    )  # fmt: skip
    def list_day_totals(self, api, store, query):
        """Days of the store that were told, at most a year of them."""
        if not 0 <= (query.until - query.since).days <= schemas.DAYS:
            text = api.env._("The last day is the first one or later, at most a year.")
            raise ApiProblem("validation", errors=[FieldError("?until", "invalid", text)])
        found = api.env["torg.store.day"].search(
            [
                ("warehouse_id", "=", _find_store(api, store).id),
                ("date", ">=", query.since),
                ("date", "<=", query.until),
            ],
            order="date",
        )
        return schemas.DayTotalsList(items=[_dump_day(row) for row in found])


def _find_store(api, code):
    """Return the store of an address.

    :raise ApiProblem: the company has none with this code
    """
    found = api.env["stock.warehouse"].search([("company_id", "=", api.env.company.id), ("code", "=", code)], limit=1)
    if not found:
        raise ApiProblem("not_found")
    return found


def _find_day(api, store, date):
    return api.env["torg.store.day"].search([("warehouse_id", "=", store.id), ("date", "=", date)])


def _get_version(day):
    """What nobody told has no version that anybody saw."""
    return version(_dump_day(day)) if day else "none"


def _answer_day(day):
    dumped = _dump_day(day)
    return Answer(dumped, etag=version(dumped))


def _read_date(api, text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        detail = api.env._("A date is expected: 2026-01-31.")
        raise ApiProblem("validation", errors=[FieldError("?day", "date", detail)]) from None


def _dump_day(day):
    return schemas.DayTotals(
        store=day.warehouse_id.code,
        date=day.date,
        receipts=day.receipt_count,
        revenue=day.revenue,
        returns=day.return_count,
        returned=day.return_amount,
        net=day.net_amount,
        average_receipt=day.average_receipt,
        corrections=day.correction_count,
        source=day.source,
        told_at=moment(day.told_at),
    )
