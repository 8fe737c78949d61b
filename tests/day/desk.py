"""What managers and store staff do with orders in the web client."""

import random

from .person import Refused

ORDER = ("id", "name", "stage_id", "warehouse_id", "user_id", "state", "order_line", "amount_total")


class Desk:
    """Managers at the desk: take, substitute, change the store, move on.

    Every action is what a screen calls, with the rights of that person. What a person is told no for is counted by
    reason in `refused`: a busy day has some, and none may lose anything. `chief` sees everybody's orders.
    """

    def __init__(self, managers, chief, report, seed):
        self.managers, self.chief, self.report = managers, chief, report
        self.refused, self.replaced = {}, []
        self._random = random.Random(seed)
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

    def work(self, ids, substitute=0.06, move_store=0.05, cancel=0.04):
        """Work on these orders to the stage where goods are collected; some are changed or given up on the way."""
        reason = self.managers[0].find("torg.cancel.reason", [], limit=1)[0]["id"]
        for number, manager in self._owners(ids).items():
            self._move(manager, number, "in_work")
            fate = self._random.random()
            if fate < cancel:
                self._move(manager, number, "cancelled", cancel_reason_id=reason)
                self.report.count("cancelled_by_managers")
                continue
            if fate < cancel + substitute:
                self._substitute(manager, number)
            elif fate < cancel + substitute + move_store:
                self._change_store(manager, number)
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

    def _move(self, manager, number, stage, **answers):
        moved = self._try(manager.write, "sale.order", [number], stage_id=self.stages[stage], **answers)
        if moved:
            self.report.count("cards_moved")
        return moved

    def _substitute(self, manager, number):
        lines = manager.find("sale.order.line", [("order_id", "=", number), ("is_delivery", "=", False)])
        for line in lines[:1]:
            offers = manager.call("sale.order.line", "get_offers", [line["id"]])["offers"]
            if offers and self._try(manager.call, "sale.order.line", "replace_product", [line["id"]], offers[0]["id"]):
                self.report.count("substituted")
                self.replaced.append(number)

    def _change_store(self, manager, number):
        choice = manager.call("sale.order", "get_store_choice", [number])
        other = [store for store in choice["stores"] if store["state"] == "all" and not store.get("is_present")]
        if other and self._try(manager.call, "sale.order", "change_store", [number], other[-1]["id"]):
            self.report.count("stores_changed")

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
