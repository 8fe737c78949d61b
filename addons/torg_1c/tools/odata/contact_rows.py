"""Contact information of a customer, as rows of the tabular part «КонтактнаяИнформация» of its cards."""

from ..partner_values import contacts_of, main_address
from ..records import filled
from .rows_partners import ADDRESS, EMAIL, PHONE

# What 1C calls a way to reach somebody, by card and type; without it a row is there, but no form shows it.
KINDS = {
    ("partner", PHONE): "ТелефонПартнера",
    ("partner", EMAIL): "EmailПартнера",
    ("partner", ADDRESS): "АдресПартнера",
    ("company", PHONE): "ТелефонКонтрагента",
    ("company", EMAIL): "EmailКонтрагента",
    ("company", ADDRESS): "ЮрАдресКонтрагента",
}
CARDS = {PHONE: ("partner", "company"), EMAIL: ("partner", "company"), ADDRESS: ("company", "partner")}


class ContactRows:
    """Where contacts go in one base: numbers and mail to the customer, the address to the company, if they take any."""

    def __init__(self, profile, lookups):
        self.profile, self.lookups = profile, lookups

    def get_part(self, card, partner):
        """Return the tabular part of a card, ``{its name: rows}``; nothing where it takes none of the contacts."""
        found = self.profile.get(card)
        told = [row for row in told_rows(partner) if self.get_card(row["kind"]) == card]
        if not told:
            return {}
        return {found.parts["contacts"][0]: [self.make_row(card, row, place) for place, row in enumerate(told, 1)]}

    def make_row(self, card, row, place):
        """Return a told row under the names of a card, the row of this number in it."""
        names = self.profile.get(card).parts["contacts"][1]
        told = {**row, "line": str(place), "kind_id": self._get_kind(card, row)}
        return {names[code]: value for code, value in told.items() if code in names and value}

    def get_unseen(self, partner):
        """Return the numbers and addresses of mail that no form of 1C shows: they are for the comment."""
        return [
            row["text"]
            for row in told_rows(partner)
            if row["kind"] != ADDRESS and not self._get_kind(self.get_card(row["kind"]), row)
        ]

    def get_card(self, kind, among=("partner", "company")):
        """Return the card that takes contacts of a type, None where none of these does."""
        return next((card for card in CARDS[kind] if card in among and self.takes(card)), None)

    def takes(self, card):
        """Return whether cards of this kind have a place for contacts in this base."""
        found = self.profile.get(card)
        return bool(found) and "contacts" in found.parts

    def _get_kind(self, card, row):
        name = KINDS.get((card, row["kind"]))
        kinds = self.lookups.table("contact_kind").items() if name else ()
        return next((key for key, kind in kinds if kind.text("predefined") == name), None)


def told_rows(partner):
    """Return rows under our names; a customer whose contacts are not told has none."""
    rows = [
        {"kind": PHONE, "text": text, "phone": "".join(sign for sign in text if sign.isdigit())}
        for text in contacts_of(partner, ("phone", "mobile"))
    ]
    rows += [{"kind": EMAIL, "text": text, "email": text} for text in contacts_of(partner, ("email",))]
    address = main_address(partner)
    if address and filled(address.text):
        rows.append({"kind": ADDRESS, "text": address.text, "city": dict(filled(address.fields, ())).get("Город")})
    return rows
