"""Ways to reach a customer that were changed here, in the tabular parts of the cards that 1C has of him."""

from .contact_rows import told_rows
from .row import rows_of
from .rows_partners import ADDRESS, EMAIL, PHONE

NAMES = {PHONE: "phone", EMAIL: "email", ADDRESS: "address"}
# What 1C makes of the text of a row: left as it was it would speak of the old one; empty, 1C makes it anew.
MADE_OF_TEXT = (
    "ЗначенияПолей",
    "Значение",
    "Страна",
    "Регион",
    "Город",
    "АдресЭП",
    "ДоменноеИмяСервера",
    "НомерТелефона",
    "НомерТелефонаБезКодов",
)


class ContactChanges:
    """What two cards of one customer are to say otherwise: the rows that said the old thing, or one more row.

    1C takes a tabular part whole, so all rows of it go back as they were read; those that nobody told us of stay.

    :param contacts: ContactRows of the base
    :param cards: ``{"partner": Row, "company": Row}``, those that the customer has
    :param partner: PartnerRec, as we know the customer
    :param terms: Terms
    """

    def __init__(self, contacts, cards, partner, terms):
        self.contacts, self.terms = contacts, terms
        self.lines = {
            card: rows_of(row.data, contacts.profile.get(card), "contacts") or []
            for card, row in cards.items()
            if contacts.takes(card)
        }
        self.changes = self._find_changes(partner)

    def get_part(self, card):
        """Return the whole tabular part of a card as it should be, ``{its name: rows}``; {} where it is."""
        lines = self.lines.get(card, [])
        rows = [self._change(line) for line in lines]
        rows += [
            self.contacts.make_row(card, row, len(lines) + place) for place, row in enumerate(self._get_added(card), 1)
        ]
        name = self.contacts.takes(card) and self.contacts.profile.get(card).parts["contacts"][0]
        return {} if rows == [line.data for line in lines] else {name: rows}

    def get_names(self):
        """Return ``{name: text}`` of what the cards are to say."""
        return {NAMES[row["kind"]]: row["text"] for row, _now in self.changes}

    def _find_changes(self, partner):
        """Return pairs of a told row and the text it comes instead of, "" for one more row."""
        first = {}
        for row in told_rows(partner):
            first.setdefault(row["kind"], row)
        found = [(row, self._find_replaced(row)) for row in first.values()]
        return [(row, now) for row, now in found if now is not None]

    def _find_replaced(self, row):
        texts = [text for line in self._get_lines(row["kind"]) if (text := line.text("text"))]
        name, value = NAMES[row["kind"]], row["text"]
        before = self.terms.before(name)
        now = before if before in texts else next(iter(texts), "")
        if value in texts or not self.terms.lets(name, value, now):
            return None
        return now if now or self.contacts.get_card(row["kind"], self.lines) else None

    def _get_lines(self, kind):
        return [line for lines in self.lines.values() for line in lines if line.text("kind") == kind]

    def _get_added(self, card):
        return [row for row, now in self.changes if not now and self.contacts.get_card(row["kind"], self.lines) == card]

    def _change(self, line):
        for row, now in self.changes:
            if now and (line.text("kind"), line.text("text")) == (row["kind"], now):
                told = {line.names[code]: value for code, value in row.items() if code in line.names and value}
                return line.data | {name: "" for name in MADE_OF_TEXT if name in line.data} | told
        return line.data
