"""Letters to customers: what the day makes expect, what the base has sent, what came into the mailbox."""

import re
from collections import Counter
from dataclasses import dataclass
from email.utils import getaddresses

from .mailbox import Shelf

ABOUT = re.compile(r"-openerp-(\d+)-sale\.order@")  # what core writes into the Message-Id
SENT, LEFT_OUT, OPEN = ("sent",), ("skipped",), ("failed", "sending", "waiting")


@dataclass
class Compared:
    """Letters sent against letters received, each `(order, address, subject)`.

    :ivar lost: sent and not received
    :ivar foreign: received and not sent
    :ivar doubled: received more often than sent, or hidden behind another letter by its Message-Id
    :ivar repeats: how many came again under their Message-Id: no fault, see Shelf
    :ivar colleagues: how many went to people of the company
    """

    lost: list
    foreign: list
    doubled: list
    repeats: int
    colleagues: int


class Letters:
    """Three lists of the same letters: expected, sent, received.

    :param orders: ids of the day's orders
    :param hearing: Hearing, which knows the stages each order came to
    :param replaced: ids of orders in which somebody replaced goods, once for each time
    :param since: when the day began, UTC as a text: orders of days before may go on today, and their letters count
    """

    def __init__(self, chief, mailbox, orders, hearing, replaced=(), since="1970-01-01 00:00:00"):
        self.chief, self.mailbox, self.orders, self.hearing = chief, mailbox, sorted(orders), hearing
        self.replaced = list(replaced)
        fields = ["order_id", "occasion", "stage_id", "state", "reason", "subject", "recipients"]
        domain = [("create_date", ">=", since), ("kind", "=", "email")]
        self.rows = chief.find("torg.order.message", domain, fields)

    def count_states(self):
        """How many letters are in each state."""
        return dict(Counter(row["state"] for row in self.rows))

    def find_failed(self):
        """Why letters did not leave."""
        return [
            f"{row['order_id'][1]}: {row['state']} {row['reason'] or ''}" for row in self.rows if row["state"] in OPEN
        ]

    # === WRITTEN AS THE DAY MAKES EXPECT === #

    def find_unlike(self):
        """Letters that should have been written and were not, or the other way round: `order, occasion, stage`."""
        written = Counter(
            (row["order_id"][0], row["occasion"], _first(row["stage_id"]))
            for row in self.rows
            if row["order_id"][0] in self.orders
        )
        wanted = Counter(self._expect())
        missing = [f"not written: {key}" for key in (wanted - written).elements()]
        return missing + [f"nobody asked for: {key}" for key in (written - wanted).elements()]

    def _expect(self):
        [company] = self.chief.find(
            "res.company", [], ["sends_order_letters", "order_store_letter_id", "order_goods_letter_id"], limit=1,
            order="id",
        )  # fmt: skip
        if not company["sends_order_letters"]:
            return
        stages = self.chief.find("sale.order.stage", [], ["mail_template_id", "sends_letter"])
        writing = {row["id"] for row in stages if row["mail_template_id"] and row["sends_letter"]}
        for order in self.orders:
            yield from ((order, "stage", stage) for stage in self.hearing.get_stages(order) if stage in writing)
        if company["order_store_letter_id"]:
            yield from ((order, "store", None) for order in self._find_moved())
        if company["order_goods_letter_id"]:
            yield from ((order, "goods", None) for order in self.replaced)
        yield from ((order, "delivery", None) for order in self._find_brought())

    def _find_moved(self):
        """Orders whose store was changed, once for each change."""
        domain = [("order_id", "in", self.orders), ("store_from_id", "!=", False), ("store_to_id", "!=", False)]
        return [row["order_id"][0] for row in self.chief.find("torg.order.journal", domain, ["order_id"])]

    def _find_brought(self):
        """Orders with an attempt to bring them that came to a state which is told, once for each such state."""
        told = self.chief.find("torg.delivery.letter", [], ["state", "mail_template_id", "sends_letter"])
        states = {row["state"] for row in told if row["mail_template_id"] and row["sends_letter"]}
        rows = self.chief.find("torg.delivery", [("order_id", "in", self.orders)], ["order_id", "state"])
        return [row["order_id"][0] for row in rows if row["state"] in states]

    # === RECEIVED AS WRITTEN === #

    def compare(self):
        """Compare what was sent with what a person finds in the mail; return Compared."""
        sent, shelf = self._count_sent(), Shelf(self.mailbox.letters)
        ours = self._find_colleagues()
        came, colleagues = Counter(), 0
        for letter, person in shelf.letters:
            key = find_order(letter), person.lower(), " ".join(str(letter["Subject"]).split())
            inside = person.lower() in ours and key not in sent
            colleagues += inside
            came[key] += not inside
        more = list((came - sent).elements())
        doubled = [key for key in more if key in sent]
        foreign = [key for key in more if key not in sent]
        return Compared(list((sent - came).elements()), foreign, doubled + shelf.hidden, shelf.repeats, colleagues)

    def _count_sent(self):
        return Counter(
            (row["order_id"][0], address.lower(), row["subject"])
            for row in self.rows
            if row["state"] in SENT
            for _name, address in getaddresses([row["recipients"] or ""])
        )

    def _find_colleagues(self):
        users = self.chief.find("res.users", [], ["login", "email"])
        return {text.lower() for row in users for text in (row["login"], row["email"]) if text}


def find_order(letter):
    """Id of the order that a letter is about, None when it is about something else."""
    found = ABOUT.search(str(letter["Message-Id"] or ""))
    return int(found[1]) if found else None


def _first(value):
    return value[0] if value else None
