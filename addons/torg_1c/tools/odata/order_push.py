"""An order into 1C, once however often it is tried: searched by our key and our number, created, changed, posted."""

from decimal import Decimal

from ..records import RefRec, filled
from .document import Pushed, post, read_first
from .lookups import Lookups, rate_of, row_rate
from .order_writer import write_order
from .partner_push import PartnerPush
from .problem import ODataError
from .query import is_guid, string
from .row import Row

ROUNDS = 3  # somebody in 1C may change the document while we do


class OrderPush:
    """Writes orders into one base.

    :param post: whether documents are posted
    :param delivery: key of the item that stands for a paid delivery
    """

    def __init__(self, client, profile, post=True, delivery=""):
        profile.need("order", "company")
        self.client, self.profile, self.post, self.delivery = client, profile, post, delivery
        self.found = profile.get("order")
        self.lookups = Lookups(client, profile)
        self.partners = PartnerPush(client, profile, self.lookups)

    def push(self, order, keys=()):
        """Make 1C's document equal to the order; return what 1C has.

        :param keys: under which the base is known to have the order: it may give keys of its own
        :raise ODataError: 1C refused, or does not answer: the order may be tried again at any time
        """
        told, keys = write_order(order, self.found, self._refs(order)), [*keys]
        for left in reversed(range(ROUNDS)):
            try:
                return self._post(*self._store(order, told, keys))
            except ODataError as problem:
                if problem.code not in ("conflict", "exists") or not left:
                    raise
        raise AssertionError("not reached")

    # === ONE ROUND === #

    def find(self, order, keys=()):
        """Row of the document, or None.

        :raise ODataError: several documents have our number
        """
        if data := read_first(self.client, self.found.table, (order.id, *keys)):
            return Row(data, self.found.fields)
        if "our_number" not in self.found.fields or not filled(order.number):
            return None
        where = f"{self.found.fields['our_number']} eq {string(order.number)}"
        rows = [
            Row(data, self.found.fields) for data in self.client.rows(self.found.table, self.found.key, where=where)
        ]
        rows = [row for row in rows if not row.flag("deleted")]
        if len(rows) > 1:
            raise ODataError("ambiguous", number=order.number, count=len(rows))
        return rows[0] if rows else None

    def _store(self, order, told, keys):
        row = self.find(order, keys)
        if row is None:
            new = {self.found.fields["id"]: order.id} if is_guid(order.id) else {}
            row = Row(self.client.insert(self.found.table, {**told, **new}), self.found.fields)
            keys.append(row.key("id"))
            return row, True, True
        date = self.found.fields["date"]
        differing = {
            name: value for name, value in told.items() if name != date and _differs(row.data.get(name), value)
        }
        if not differing:
            return row, False, False
        self.client.update(self.found.table, row.key("id"), differing, row.text("version") or "")
        return Row(self.client.one(self.found.table, row.key("id")), self.found.fields), False, True

    def _post(self, row, created, changed):
        posted, problem = bool(row.flag("posted")), None
        if self.post and (changed or not posted):
            posted, problem = post(self.client, self.found, row)
        company = filled(row.key("company"), "")
        number, date = row.text("number") or "", row.moment("date") or None
        return Pushed(row.key("id"), number, date, created, changed, posted, problem, company)

    # === WHAT THE ORDER REFERS TO === #

    def _refs(self, order):
        partner = next(iter(filled(order.partners, ())), None)
        company, holding = self.partners.ensure(partner) if partner else ("", "")
        warehouse = next(iter(filled(order.warehouses, ())), RefRec())
        return {
            "company": company,
            "partner": holding,
            "organisation": self._ref("organisation", filled(order.organisation, RefRec())),
            "warehouse": self._ref("warehouse", warehouse),
            "currency": self._currency(order.currency_code),
            "delivery": self.delivery,
            "vat": self._vat,
        }

    def _ref(self, code, ref):
        """Key of what is told by key or, failing that, by its exact name."""
        if is_guid(filled(ref.id)):
            return ref.id
        name = filled(ref.name) or filled(ref.id)
        rows = self.lookups.table(code).items() if name else ()
        return next((key for key, row in rows if name in (row.text("name"), row.text("code"))), "")

    def _currency(self, code):
        keys = (key for key in self.lookups.table("currency") if self.lookups.currency(key) == code)
        return next(keys, "") if code else ""

    def _vat(self, rate):
        """Rate as this base writes it: a key of its table, or a word of its enumeration."""
        table = self.lookups.table("vat")
        if table:
            return next((key for key, row in table.items() if row_rate(row) == rate), None)
        word = "БезНДС" if rate.percent is None else f"НДС{rate.percent.normalize():f}"
        return word if rate_of(word) == rate else None


def _differs(known, told):
    if isinstance(told, list):
        known = known or []
        return len(known) != len(told) or any(
            _differs(old.get(name), value) for old, new in zip(known, told, strict=True) for name, value in new.items()
        )
    if isinstance(told, bool) or not isinstance(told, int | float):
        return (known or "") != (told or "")
    return Decimal(str(known or 0)) != Decimal(str(told))
