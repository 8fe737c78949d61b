"""A document of prices into 1C, once however often it is tried: searched by our key and number, created, posted."""

from ..records import filled
from .document import Pushed, post, read_first
from .order_writer import TIME
from .problem import ODataError
from .query import EMPTY, is_guid, string
from .row import Row, named


class PricePush:
    """Writes documents of prices into one base."""

    def __init__(self, client, profile):
        profile.need("price_document")
        self.client, self.found = client, profile.get("price_document")

    def push(self, revision, keys=()):
        """Make 1C's document equal to the revision; a withdrawn one is marked as deleted.

        :param keys: under which the base is known to have the document: it may give keys of its own
        :raise ODataError: 1C refused, or does not answer: it may be tried again at any time
        """
        told = self._write(revision)
        row = self.find(revision, keys)
        created = row is None and not revision.is_void
        if created:
            key = {self.found.fields["id"]: revision.id} if is_guid(revision.id) else {}
            row = Row(self.client.insert(self.found.table, {**told, **key}), self.found.fields)
        elif row is not None and revision.is_void and not row.flag("deleted"):
            mark = {self.found.fields["deleted"]: True}
            self.client.update(self.found.table, row.key("id"), mark, row.text("version") or "")
        if row is None or revision.is_void:
            return Pushed(row.key("id") if row else "", row.text("number") if row else "", None, False, True, False)
        return self._post(row, created, revision.is_request)

    def find(self, revision, keys=()):
        """Row of the document, or None."""
        if data := read_first(self.client, self.found.table, (revision.id, *keys)):
            return Row(data, self.found.fields)
        if "comment" not in self.found.fields:
            return None
        where = f"substringof({string(mark_of(revision))},{self.found.fields['comment']})"
        data = next(iter(self.client.rows(self.found.table, self.found.key, where=where)), None)
        return data and Row(data, self.found.fields)

    def _post(self, row, created, is_request):
        """Prices that 1C keeps are a proposal: somebody there posts it."""
        posted, problem = bool(row.flag("posted")), None
        if not posted and not is_request:
            posted, problem = post(self.client, self.found, row)
        return Pushed(row.key("id"), row.text("number") or "", row.moment("date"), created, created, posted, problem)

    # === THE DOCUMENT === #

    def _write(self, revision):
        if not is_guid(revision.price_type_id):
            raise ODataError("no_prices", number=revision.number)
        told = {"date": revision.date.strftime(TIME), "comment": f"{mark_of(revision)} {revision.comment}".strip()}
        part, names = self.found.parts["lines"]
        rows = enumerate((row for row in revision.rows if row.price is not None), 1)
        lines = [named(self._line(place, row, revision), names) for place, row in rows]
        return {**named(told, self.found.fields), part: lines}

    def _line(self, place, row, revision):
        return {
            "line": str(place),
            "item": row.item_id,
            "characteristic": row.characteristic_id or EMPTY,
            "price": float(row.price),
            "price_type": revision.price_type_id,
        }


def mark_of(revision):
    """Our number as it stands in the comment of the document."""
    return f"[{filled(revision.number, '')}]"
