from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.schemas.changes import Change, ChangeList, ChangeQuery
from odoo.addons.torg_api.tools.cursor import encode
from odoo.addons.torg_api.tools.problem import ApiProblem

from .paging import get_place

OBJECTS = {"price": "product", "stock": "product"}


class Changes(http.Controller):
    """What has changed, for those who would rather ask than be called."""

    @operation(
        "GET", "/changes", scope="feed", query=ChangeQuery, answer=ChangeList, summary="Changes", tag="Changes",
        problems=("gone",),
    )  # fmt: skip
    def list_changes(self, api, query):
        """Changes in the order they were committed, each at least once.

        Ask with the `next_cursor` of the last answer. A feed that was left alone for a month answers 410: read
        everything anew, then begin without a cursor.
        """
        place = self._get_place(api, query.cursor)
        rows = api.env["torg.api.change"].search(self._get_domain(api, query, place), limit=query.limit + 1)
        more, rows = len(rows) > query.limit, rows[: query.limit]
        last = rows[-1].id if rows else place
        codes = get_store_codes(api, rows)
        items = [dump_change(row, codes) for row in rows]
        return ChangeList(items=items, next_cursor=encode("changes", [last]), more=more)

    def _get_domain(self, api, query, place):
        domain = [("id", ">", place), ("company_id", "in", (False, api.key.company_id.id))]
        return [*domain, ("event", "in", query.types.split(","))] if query.types else domain

    def _get_place(self, api, cursor):
        changes = api.env["torg.api.change"]
        if cursor is None:
            return changes._get_end()
        (place,) = get_place(api, "changes", cursor, int)
        first = changes.search([], limit=1).id
        if first and place < first - 1:
            raise ApiProblem("gone", api.env._("The feed does not reach back so far. Read everything anew."))
        return place


def get_store_codes(api, rows):
    """Return `{store id: code}` of the stores in these rows."""
    ids = [row.object_id for row in rows if row.event.startswith("store.")]
    stores = api.env["stock.warehouse"].with_context(active_test=False).search([("id", "in", ids)]) if ids else ()
    return {store.id: store.code for store in stores}


def dump_change(row, codes):
    """Return a row of the feed.

    :param codes: `{store id: code}`
    """
    subject = row.event.split(".")[0]
    return Change(
        type=row.event,
        object=OBJECTS.get(subject, subject),
        id=row.object_id,
        code=codes.get(row.object_id) if subject == "store" else None,
        kind=row.document or None,
        revision=row.revision,
        changed_at=moment(row.changed_at),
    )
