"""A customer that 1C may not know yet: searched by its numbers, else created with its company; then kept up to date."""

from dataclasses import dataclass

from ..records import filled
from .contact_changes import NAMES, ContactChanges
from .contact_rows import ContactRows, told_rows
from .problem import ODataError
from .query import is_guid, string
from .row import Row, named

PERSON, COMPANY = ("ФизЛицо", "ЧастноеЛицо"), ("ЮрЛицо", "Компания")
ROUNDS = 3  # somebody in 1C may change the card while we do


@dataclass(frozen=True)
class Terms:
    """Whose word counts about a card.

    :ivar told: what 1C told of it last, ``{"name": …, "full_name": …, "inn": …, "kpp": …, "phone": …, "email": …,
        "address": …}``; None while it told nothing
    :ivar ours: fields that are kept here, whatever 1C says
    :ivar theirs: fields that belong to 1C
    :ivar made_here: whether the card stands under our own identifier
    """

    told: dict | None = None
    ours: frozenset = frozenset()
    theirs: frozenset = frozenset()
    made_here: bool = False

    def may_differ(self, values):
        """Whether a card may have to say otherwise, by ``{name: value}`` of a customer, before anybody looks at it."""
        return any(self.lets(name, value, self.before(name)) for name, value in values.items())

    def lets(self, name, value, now):
        """Whether a field that is `now` may become `value`.

        What was changed here since 1C told it goes, unless 1C has changed it as well; of a card that 1C has not told
        of yet only what we made is ours to change.
        """
        if not value or value == now or name in self.theirs:
            return False
        if name in self.ours:
            return True
        return self.made_here if self.told is None else value != self.before(name) == now

    def before(self, name):
        """What 1C told last; a base that tells no full name calls the customer in full as it calls him anyway."""
        if self.told is None:
            return ""
        return self.told.get(name) or (self.told.get("name") if name == "full_name" else "") or ""


class PartnerPush:
    """Finds, corrects or creates the two cards of a customer: Контрагенты, and Партнеры where the base has them.

    :ivar terms: function of the key of a company's card, its Terms
    :ivar written: ``{key of a company's card: {field: value}}`` that this very object has corrected
    """

    def __init__(self, client, profile, lookups):
        self.client, self.profile = client, profile
        self.contacts = ContactRows(profile, lookups)
        self.terms, self.written = lambda key: Terms(), {}

    def ensure(self, partner):
        """Keys of company and customer ("" where the base has no such table); each customer is created once.

        A customer's own key is used for the new cards, so a lost answer is found again under it.

        :param partner: PartnerRec
        """
        found = self.profile.get("company")
        row = self._find(partner, found)
        if row is None:
            holding = self._create_holding(partner)
            created = self.client.insert(found.table, self._company(partner, found, holding))
            row = Row(created, found.fields)
            return row.key("id"), holding
        self._correct(partner, row, found)
        return row.key("id"), filled(row.key("partner"), "")

    # === WHAT WAS CHANGED HERE === #

    def _correct(self, partner, row, found):
        """Tell both cards what was changed here; the customer's first, so that a cut between them is made good."""
        key, terms = row.key("id"), self.terms(row.key("id"))
        cards = {"company": row}
        holding, holding_key = self.profile.get("partner"), filled(row.key("partner"), "")
        if holding and holding_key and terms.may_differ(_get_told(partner)):
            data = self.client.one(holding.table, holding_key)
            cards = {} if data is None else {"partner": Row(data, holding.fields)}
            cards["company"] = row
        written = {}
        for card in tuple(cards):
            written |= self._write(partner, card, cards, terms)
        if written:
            self.written[key] = written

    def _write(self, partner, card, cards, terms):
        """Write what differs, and only over what was looked at; return ``{field: value}`` of it."""
        found = self.profile.get(card)
        for left in reversed(range(ROUNDS)):
            wanted = _get_differing(partner, cards[card], terms)
            contacts = ContactChanges(self.contacts, cards, partner, terms)
            told = {found.fields[name]: value for name, value in wanted.items()} | contacts.get_part(card)
            if not told:
                break
            try:
                self.client.update(found.table, cards[card].key("id"), told, cards[card].text("version") or "")
                return wanted | contacts.get_names()
            except ODataError as problem:
                if problem.code != "conflict" or not left:
                    raise
            cards[card] = Row(self.client.one(found.table, cards[card].key("id")), found.fields)
        return {}

    # === WHO IT IS === #

    def _find(self, partner, found):
        if is_guid(partner.id):
            data = self.client.one(found.table, partner.id)
            if data is not None:
                return Row(data, found.fields)
        if not (filled(partner.inn) and "inn" in found.fields):
            return None
        where = f"{found.fields['inn']} eq {string(partner.inn)}"
        if "kpp" in found.fields and filled(partner.kpp):
            where += f" and {found.fields['kpp']} eq {string(partner.kpp)}"
        rows = [Row(data, found.fields) for data in self.client.rows(found.table, found.key, where=where)]
        return next((row for row in rows if not row.flag("deleted")), None)

    def _create_holding(self, partner):
        found = self.profile.get("partner")
        if not found:
            return ""
        if is_guid(partner.id) and self.client.one(found.table, partner.id) is not None:
            return partner.id
        told = {
            **self._common(partner),
            "legal": COMPANY[1] if filled(partner.is_company) else PERSON[1],
            "customer": True,
        }
        row = self.client.insert(found.table, named(told, found.fields) | self.contacts.get_part("partner", partner))
        return Row(row, found.fields).key("id")

    def _company(self, partner, found, holding):
        told = {
            **self._common(partner),
            "inn": filled(partner.inn),
            "kpp": filled(partner.kpp),
            "legal": COMPANY[0] if filled(partner.is_company) else PERSON[0],
            "partner": holding or None,
        }
        return named(told, found.fields) | self.contacts.get_part("company", partner)

    def _common(self, partner):
        key = partner.id if is_guid(partner.id) else None
        return {"id": key, **_get_names(partner), "comment": ", ".join(self.contacts.get_unseen(partner)) or None}


def _get_told(partner):
    """Return ``{field of Terms: value}`` of all that a customer tells of himself."""
    names = {**_get_names(partner), "inn": filled(partner.inn), "kpp": filled(partner.kpp)}
    first = {}
    for row in told_rows(partner):
        first.setdefault(NAMES[row["kind"]], row["text"])
    return names | first


def _get_names(partner):
    name = filled(partner.name) or filled(partner.full_name) or filled(partner.official_name) or ""
    return {"name": name, "full_name": filled(partner.official_name) or filled(partner.full_name) or name}


def _get_differing(partner, row, terms):
    """Return ``{field: value}`` of a card that say otherwise and may be written."""
    told = {**_get_names(partner), "inn": filled(partner.inn), "kpp": filled(partner.kpp)}
    return {
        name: value
        for name, value in told.items()
        if name in row.names and terms.lets(name, value, row.text(name) or "")
    }
