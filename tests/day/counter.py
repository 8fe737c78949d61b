"""What the staff of stores do: collect, take money, hand over, take back."""

import uuid

from .person import Refused


class StoreCounter:
    """The counters of the stores where people work today, through the screen they have."""

    def __init__(self, staff, report):
        self.staff, self.report = staff, report

    def collect(self, mine):
        """Put aside everything that is to be collected; `mine` are ids of the day's orders."""
        for person, desk in self._desks():
            for card in desk["collect"]:
                if card["id"] in mine:
                    self._collect_one(person, card["id"])

    def hand_over(self, mine, codes):
        """Take the money that is due and hand over.

        :param codes: `{order id: what the customer says}`
        """
        for person, desk in self._desks():
            for card in desk["ready"]:
                if card["id"] in mine:
                    self._try(self._hand_over_one, person, card["id"], codes.get(card["id"]) or "")

    def take_back(self, order):
        """A customer brings one piece back to a store where somebody works; return whether it was taken."""
        for person, desk in self._desks():
            try:
                sheet = person.call("torg.store.desk", "get_handout", order)
            except Refused:
                continue
            line = next((row for row in sheet["lines"] if row["given"] - row["returned"] >= 1), None)
            if not line:
                return False
            reason, press = desk["reasons"][0]["id"], uuid.uuid4().hex
            for _twice in range(2):  # a nervous press: it counts once
                person.call("torg.store.desk", "take_back", order, {line["id"]: 1}, reason, "cash", press)
            return True
        return False

    # === ONE ORDER === #

    def _collect_one(self, person, number):
        sheet = person.call("torg.store.desk", "take_order", number, True)
        for line in sheet["lines"]:
            if self._try(person.call, "torg.store.desk", "pick", number, line["id"], line["asked"]):
                self.report.count("lines_collected")

    def _hand_over_one(self, person, number, code):
        sheet = person.call("torg.store.desk", "get_handout", number)
        if sheet["due"] > 0 and not sheet["is_paid_later"]:
            person.call("torg.store.desk", "take_payment", number, sheet["due"], "card", uuid.uuid4().hex)
            self.report.count("payments")
        person.call("torg.store.desk", "hand_over", number, code)
        self.report.count("handed_over")

    def _desks(self):
        for person in self.staff:
            stores = person.call("torg.store.desk", "get_desk")["stores"]
            for store in stores:
                yield person, person.call("torg.store.desk", "get_desk", store["id"])

    def _try(self, action, *args):
        try:
            action(*args)
            return True
        except Refused as refusal:
            self.report.explain("handed_over", str(refusal).split("\n")[0])
            return False
