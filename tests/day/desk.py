"""What managers and store staff do with orders in the web client."""

from .person import Refused

ORDER = ("id", "name", "stage_id", "warehouse_id", "user_id", "state", "order_line", "amount_total")
FATES = {"cancelled_by_managers": 0.04, "substituted": 0.06, "stores_changed": 0.05}  # share of a day's baskets


class Desk:
    """Managers at the desk: take, substitute, change the store, move on.

    Every action is what a screen calls, with the rights of that person. What a person is told no for is counted by
    reason in `refused`: a busy day has some, and none may lose anything. `chief` sees everybody's orders.

    :param baskets: of the day: so many orders are changed on their way, one in each way at least
    :ivar replaced: ids of orders in which goods were replaced, once for each time
    :ivar sold: ids of products that 1C knows: only those may replace others, None: any
    """

    def __init__(self, managers, chief, report, baskets):
        self.managers, self.chief, self.report = managers, chief, report
        self.refused, self.replaced, self.sold = {}, [], None
        self.left = {name: max(1, round(share * baskets)) for name, share in FATES.items()}
        self.stages = {row["code"]: row["id"] for row in managers[0].find("sale.order.stage", [], ["code"])}

    def open_shifts(self):
        """Everybody says that they are on line."""
        for manager in self.managers:
            manager.call("res.users", "set_my_shift_state", "on_line")

    def take_new(self, ids):
        """Each new order gets somebody who works on it: who was handed it, else who takes it first."""
        owners = {row["id"]: row["user_id"] for row in self._read(ids)}
        for place, number in enumerate(ids):
            if not owners[number]:
                manager = self.managers[place % len(self.managers)]
                self._try(manager.call, "sale.order", "action_take", [number])
        return self._owners(ids)

    def work(self, ids):
        """Work on these orders to the stage where goods are collected; the first ones are changed or given up.

        Each tries one way, the next order the next: what cannot be done with one is tried with another.
        """
        ways = {
            "cancelled_by_managers": self.cancel, "substituted": self.substitute, "stores_changed": self.change_store,
        }  # fmt: skip
        for number, manager in self._owners(ids).items():
            self._move(manager, number, "in_work")
            fate = next((name for name in ways if self.left[name]), None)
            if fate:
                way = ways.pop(fate)
                ways[fate] = way  # the last in turn
                if way(number, manager):
                    self.left[fate] -= 1
                    self.report.count(fate)
                    if fate == "cancelled_by_managers":
                        continue
            self._move(manager, number, "agreed")

    def move(self, ids, stage):
        """Drag these cards to a stage."""
        for number, manager in self._owners(ids).items():
            self._move(manager, number, stage)

    def try_forbidden(self, ids):
        """Managers try to go on with orders that are over, which only a supervisor may.

        :return: `(how many were refused, orders that went on)`
        """
        over = self.chief.find("sale.order", [("id", "in", list(ids)), ("stage_id.is_final", "=", True)], limit=5)
        refused, let = 0, []
        for row in over:
            try:
                self.managers[0].write("sale.order", [row["id"]], stage_id=self.stages["in_work"])
                let.append(row["id"])
            except Refused:
                refused += 1
        return refused, let

    # === ONE ORDER === #

    def cancel(self, number, manager):
        """Give an order up for the first reason there is; return whether that was let."""
        reason = manager.find("torg.cancel.reason", [], limit=1)[0]["id"]
        return self._move(manager, number, "cancelled", cancel_reason_id=reason)

    def substitute(self, number, manager):
        """Sell something else instead of the first line that something can be sold for; return whether it was."""
        for line in self._find_lines(number, manager):
            offers = manager.call("sale.order.line", "get_offers", [line["id"]])["offers"]
            offer = next((row["id"] for row in offers if self.sold is None or row["id"] in self.sold), None)
            if offer and self._try(manager.call, "sale.order.line", "replace_product", [line["id"]], offer):
                self.replaced.append(number)
                return True
        self.report.explain("substituted", "there was nothing to offer instead")
        return False

    def change_store(self, number, manager):
        """Take an order from another store that has all of it; return whether that was let."""
        choice = manager.call("sale.order", "get_store_choice", [number])
        other = [store for store in choice["stores"] if store["state"] == "all" and not store.get("is_present")]
        if not other:
            self.report.explain("stores_changed", "no other store had all goods of an order")
        return bool(other) and self._try(manager.call, "sale.order", "change_store", [number], other[-1]["id"])

    def raise_quantity(self, number, manager):
        """One piece more of a line, as the form of the order writes it; return whether that was let."""
        for line in self._find_lines(number, manager):
            command = (1, line["id"], {"product_uom_qty": line["product_uom_qty"] + 1})
            if self._try(manager.write, "sale.order", [number], order_line=[command]):
                return True
        return False

    def _find_lines(self, number, manager):
        domain = [("order_id", "=", number), ("is_delivery", "=", False), ("product_id", "!=", False)]
        return manager.find("sale.order.line", domain, ["product_uom_qty"], order="id")

    def _move(self, manager, number, stage, **answers):
        moved = self._try(manager.write, "sale.order", [number], stage_id=self.stages[stage], **answers)
        if moved:
            self.report.count("cards_moved")
        return moved

    def find_owner(self, number):
        """Who works on an order."""
        return self._owners([number])[number]

    def _owners(self, ids):
        """`{order: Person}` of who works on it; the first manager where it is somebody who is not in today."""
        by_id = {manager.id: manager for manager in self.managers}
        rows = self._read(ids)
        return {row["id"]: by_id.get(row["user_id"] and row["user_id"][0], self.managers[0]) for row in rows}

    def _read(self, ids):
        return self.chief.find("sale.order", [("id", "in", list(ids))], ORDER, order="id")

    def _try(self, action, *args, **kwargs):
        try:
            action(*args, **kwargs)
            return True
        except Refused as refusal:
            reason = str(refusal).split("\n")[0][:80]
            self.refused[reason] = self.refused.get(reason, 0) + 1
            self.report.explain("cards_moved", reason)
            return False
