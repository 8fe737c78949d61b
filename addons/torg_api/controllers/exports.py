from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import bulk as schemas
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.tools.problem import ApiProblem

from .changes import get_feed_place
from .imports import check_kind, find_own
from .lookup import conflicts, find_customer, unknown

TAG = {"scope": "bulk", "tag": "Bulk"}


class Exports(http.Controller):
    """Files of JSON lines that a site asks for; jobs make them."""

    @operation(
        "POST", "/exports", body=schemas.ExportBody, answer=schemas.Export, status=202, summary="Make a file",
        problems=("gone",), **TAG,
    )  # fmt: skip
    def create_export(self, api, body):
        """Ask for a file with everything of a kind, a JSON object a line, as the resources of the API tell it.

        Ask for it until `url` is there. The address opens without the key and is kept for three days. Changes since a
        place to which the feed reaches back no more are answered with 410, as the feed answers.
        """
        exports = api.env["torg.api.export"]
        check_kind(api, exports._get_kinds(), body.kind, "/kind")
        filters = self._read_filters(api, body)
        with conflicts():
            return dump_export(exports._open(api.key, body.kind, filters))

    def _read_filters(self, api, body):
        if body.store:
            api.key._get_shop_stores([body.store], "/store")
        if body.customer:
            _check_customer(api, body.customer)
        filters = body.model_dump(mode="json", exclude_none=True, exclude={"kind", "cursor"})
        place = get_feed_place(api, body.cursor, "/cursor")
        return filters | ({"place": place} if place is not None else {})

    @operation("GET", "/exports/<int:number>", answer=schemas.Export, summary="An export", **TAG)
    def get_export(self, api, number):
        """How far it is, and its address when it is ready."""
        return dump_export(find_own(api, "torg.api.export", number))


def _check_customer(api, number):
    try:
        find_customer(api, number)
    except ApiProblem:
        raise unknown(api, "/customer") from None


def dump_export(one):
    """Return the export as the API tells it."""
    return schemas.Export(
        id=one.id,
        kind=one.kind,
        state=one.state,
        progress=one.progress,
        rows=one.row_count,
        size=one.file_size or None,
        created_at=moment(one.create_date),
        finished_at=moment(one.finished_at),
        keep_until=one._get_last_day(),
        url=one._get_shop_address(),
    )
