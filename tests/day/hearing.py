"""What the site heard by webhooks against what was done: one by one."""

from collections import Counter, defaultdict

from .moves import read_rows, split_steps

EVENTS = ("order.created", "order.changed", "order.stage_changed", "order.paid", "order.shipped")
TOLD = {
    "amount_total", "warehouse_id", "partner_id", "partner_shipping_id", "pricelist_id", "carrier_id",
    "commitment_date", "order_type_id", "merged_into_id",
}  # fmt: skip


class Hearing:
    """The receiver's book beside the outbox and beside what stands in the base.

    :param sink: WebhookSink of the site
    :param orders: ids of the day's orders
    :param matrix: Matrix in force
    """

    def __init__(self, chief, sink, endpoint, orders, matrix):
        self.chief, self.sink, self.matrix = chief, sink, matrix
        self.orders = set(orders)
        self._kinds = {
            row["id"]: row["order_type_id"] and row["order_type_id"][0]
            for row in chief.find("sale.order", [("id", "in", sorted(self.orders))], ["order_type_id"])
        }
        fields = ["uuid", "event_id", "res_id", "state"]
        self._outbox = chief.find("torg.exchange.message", [("endpoint_id", "=", endpoint)], fields)
        self.rows = read_rows(chief, self.orders)
        self._heard = defaultdict(list)
        for delivery in sorted(sink.applied.values(), key=lambda one: one.body["data"]["revision"]):
            event, number, _revision = delivery.key
            self._heard[event, number].append(delivery.body["data"])

    # === MESSAGE BY MESSAGE === #

    def find_lost(self):
        """Messages that are to be delivered and are not, or are and were not received."""
        codes = {row["id"]: row["code"] for row in self.chief.find("torg.exchange.event", [], ["code"])}
        lost = []
        for row in self._outbox:
            told = self.sink.applied.get(row["uuid"])
            meant = codes[row["event_id"][0]], row["res_id"]
            if row["state"] == "cancelled" and meant[0] != "order.stage_changed" and self._heard.get(meant):
                continue  # replaced by a newer one of the same record
            if not told or told.key[:2] != meant or row["state"] != "delivered":
                lost.append(f"{meant[0]} of order {meant[1]}: {row['state']}, received as {told and told.key}")
        return lost

    def find_foreign(self):
        """What came and stands in no outbox. Orders of days before may go on today: they are heard of, too."""
        known = {row["uuid"] for row in self._outbox}
        return [delivery.key for delivery in self.sink.applied.values() if delivery.id not in known]

    def count_repeats(self):
        """How many times a message came again under its id: a receiver skips those."""
        return sum(self.sink.attempts.values()) - len(self.sink.applied)

    # === AGAINST WHAT WAS DONE === #

    def find_unlike(self):
        """Orders of which the site heard less, more or something else than was done with them."""
        wrong = [
            f"order.created of {number}: heard {len(self._heard['order.created', number])} times"
            for number in sorted(self.orders)
            if len(self._heard["order.created", number]) != 1
        ]
        for event, (least, most) in self._find_done().items():
            heard = {
                number for code, number in self._heard if code == event and self._heard[code, number]
            } & self.orders
            wrong += [f"{event} of {number}: never heard" for number in sorted(least - heard)]
            wrong += [f"{event} of {number}: nothing of the kind was done" for number in sorted(heard - most)]
        return wrong

    def _find_done(self):
        """`{event: (orders it must be heard of, orders it may be heard of)}` by the books of the base."""
        paid = self._find_owners("torg.order.payment")
        left = self._find_owners("torg.order.shipment") | self._find_owners("torg.order.return")
        changed = self._find_changed()
        return {
            "order.paid": (paid, paid),
            "order.shipped": (left, left),
            "order.changed": (changed, changed | self._find_owners("torg.delivery")),
        }

    def _find_owners(self, model):
        rows = self.chief.find(model, [("order_id", "in", sorted(self.orders))], ["order_id"])
        return {row["order_id"][0] for row in rows}

    def _find_changed(self):
        domain = [("order_id", "in", sorted(self.orders)), ("kind", "=", "changed")]
        rows = self.chief.find("torg.order.journal", domain, ["order_id", "changes"])
        return {row["order_id"][0] for row in rows if _is_told(row["changes"] or {})}

    # === STEPS === #

    def judge_steps(self):
        """`(steps made, steps that the matrix forbids, orders whose steps were told otherwise)`."""
        made, forbidden, untold = 0, [], []
        ids = {code: number for number, code in self.matrix.codes.items()}
        for number, rows in sorted(self.rows.items()):
            told = [ids.get(data["stage"]["code"]) for data in self._heard["order.stage_changed", number]]
            steps, rest = split_steps(rows, told)
            if steps is None or rest:
                untold.append(f"order {number}: journal {self._name(rows)}, told {[self._code(one) for one in told]}")
                continue
            made += len(steps)
            for row, source, target in steps:
                if not self.matrix.allows(self._kinds[number], source, target, row):
                    step = f"{self._code(source)} → {self._code(target)}"
                    forbidden.append(f"order {number}: {step} by {row.user}, {row.channel}")
        return made, forbidden, untold

    def count_channels(self):
        """How many transactions moved orders, by their way."""
        return Counter(row.channel for rows in self.rows.values() for row in rows[1:])

    def get_stages(self, number):
        """Ids of the stages that an order came to, from the first one on, each as often as it came there."""
        ids = {code: stage for stage, code in self.matrix.codes.items()}
        told = [ids.get(data["stage"]["code"]) for data in self._heard["order.stage_changed", number]]
        return [row.target for row in self.rows[number][:1]] + told

    def _name(self, rows):
        return [self._code(row.target) for row in rows]

    def _code(self, stage):
        return self.matrix.codes.get(stage, stage)


def _is_told(changes):
    return bool(changes.get("lines")) or any(change[0] in TOLD for change in changes.get("fields", ()))
