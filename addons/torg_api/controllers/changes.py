from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.schemas.changes import Change, ChangeList, ChangeQuery
from odoo.addons.torg_api.tools.cursor import encode
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

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

        Only those of events whose permission the key has: `allowed` of `GET /events`. Ask with the `next_cursor` of the
        last answer. A feed that was left alone for a month answers 410: ask without a cursor for its end, then read
        everything anew; what changes meanwhile comes after that place.
        """
        codes = self._get_codes(api, query)
        place = self._get_place(api, query.cursor)
        changes = api.env["torg.api.change"]
        rows = changes.search(changes._get_shop_domain(api.key, codes, place), limit=query.limit + 1)
        more, rows = len(rows) > query.limit, rows[: query.limit]
        last = rows[-1].id if more else max(place, changes._get_newest().id)
        codes = get_store_codes(api, rows)
        items = [dump_change(row, codes) for row in rows]
        return ChangeList(items=items, next_cursor=encode("changes", [last]), more=more)

    def _get_codes(self, api, query):
        """Return the codes of the events that are asked for, all that the key may hear of unless told."""
        events = api.env["torg.exchange.event"]
        if not query.types:
            return events._get_events_of_key(api.key).mapped("code")
        known = {event.code: event for event in events._get_shop_events()}
        codes = list(dict.fromkeys(filter(None, map(str.strip, query.types.split(",")))))
        if unknown := [code for code in codes if code not in known]:
            text = api.env._("There is no event “%(code)s”.", code=unknown[0])
            raise ApiProblem("validation", errors=[FieldError("?types", "not_found", text)])
        for code in codes:
            api.key._check_scope(known[code].scope_id.code)
        return codes

    def _get_place(self, api, cursor):
        if cursor is None:
            return api.env["torg.api.change"]._get_end()
        return get_feed_place(api, cursor)


def get_feed_place(api, cursor, pointer="?cursor"):
    """Return the place in the feed that a cursor names, None without one.

    :param pointer: where the request has the cursor
    :raise ApiProblem: it is no cursor of the feed, or what came after it is deleted
    """
    (place,) = get_place(api, "changes", cursor, int, pointer=pointer)
    first = api.env["torg.api.change"].search([], limit=1).id
    if place is not None and first and place < first - 1:
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
