"""The reconciliation: what the site, Odoo and 1C say about the same day, to the piece and to the kopeck."""

import re
from collections import Counter
from decimal import Decimal

RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} )", re.MULTILINE)
COLLISION = "could not serialize access"
WRITTEN = ("name", "client_order_ref", "state", "amount_total", "stage_id", "warehouse_id", "partner_id")


class Books:
    """Compares everything with everything and keeps what differs in the report; every line must be zero.

    :param chief: Person who sees all orders
    :param endpoint: id of the 1C base
    :param since: when the day began, UTC as a text: what went wrong before is not its fault
    """

    def __init__(self, report, chief, site, onec, endpoint, since):
        self.report, self.chief, self.site, self.onec = report, chief, site, onec
        self.endpoint, self.since = endpoint, since
        self.orders = chief.find("sale.order", [("client_order_ref", "in", self._numbers())], WRITTEN, order="id")

    def _numbers(self):
        return [order["reference"] for order in self.site.orders.values()]

    def close(self, office, sent, log_errors):
        """Write all lines.

        :param sent: numbers of good baskets that the site sent
        :param log_errors: of `read_errors`
        """
        self._compare_numbers(sent)
        self._compare_with_onec()
        self._compare_sums()
        self._compare_stock()
        self._check_letters(office.mailbox)
        self._check_webhooks(office)
        self._check_moves()
        self._check_machinery()
        errors, self.report.figures["collisions_done_again"] = log_errors
        self.report.book("errors_in_the_log", errors)

    # === ORDERS === #

    def _compare_numbers(self, sent):
        here = Counter(order["client_order_ref"] for order in self.orders)
        self.report.book("orders_lost", [number for number in sent if not here[number]])
        self.report.book("orders_doubled", [number for number, times in here.items() if times > 1])
        self.report.book("orders_nobody_sent", [number for number in here if number not in sent])

    def _compare_with_onec(self):
        taken = self.onec.documents_by_order()
        told = {order["name"] for order in self.orders if order["state"] == "sale"}
        cancelled = {order["name"] for order in self.orders if order["state"] == "cancel"}
        ours = {order["name"] for order in self.orders}
        self.report.book("orders_1c_lacks", sorted(told - taken.keys()))
        self.report.book("orders_doubled_in_1c", self.onec.base.doubled())
        open_here = {name for name in taken.keys() & ours if name not in told | cancelled}
        self.report.book("orders_1c_has_and_we_do_not_sell", sorted(open_here))
        self.report.note(f"{len(told)} orders confirmed here, {len(told & taken.keys())} of them in 1C")

    def _compare_sums(self):
        taken = self.onec.documents_by_order()
        site = {order["number"]: Decimal(order["total"]) for order in self.site.orders.values()}
        odoo = {order["name"]: _money(order["amount_total"]) for order in self.orders}
        self.report.book("sums_that_the_site_sees_otherwise", _differences(odoo, site))
        booked = {
            name: sum(document.total for document in taken[name])
            for name in (order["name"] for order in self.orders if order["state"] == "sale")
            if name in taken
        }
        self.report.book("sums_that_1c_sees_otherwise", _differences(booked, odoo))

    # === STOCK === #

    def _compare_stock(self):
        """What lies in a store that 1C keeps is what 1C has; no more is promised than there is."""
        here, wrong = self._quants(), []
        for (store, product), pieces in self._told().items():
            if here.get((store, product), (0, 0))[0] != pieces:
                wrong.append(f"store {store}, product {product}: 1C {pieces}, here {here.get((store, product))}")
        self.report.book("stock_that_differs_from_1c", wrong)
        below = [key for key, (quantity, reserved) in here.items() if quantity < reserved or quantity < 0]
        self.report.book("goods_promised_beyond_the_stock", below)

    def _told(self):
        """`{(store, product): pieces on hand in 1C}` of what both sides know."""
        offers, stores = self._linked("product.product"), self._linked("stock.warehouse")
        return {
            (stores[warehouse, ""], offers[key]): float(pieces)
            for key, places in self.onec.stock.items()
            for warehouse, pieces in places.items()
            if key in offers and (warehouse, "") in stores
        }

    def _quants(self):
        """`{(store, product): (on hand, promised)}`."""
        stores = self.chief.find("stock.warehouse", [("stock_keeper", "=", "external")], ["lot_stock_id"])
        places = {row["lot_stock_id"][0]: row["id"] for row in stores}
        fields = ["location_id", "product_id", "quantity", "reserved_quantity"]
        found = {}
        for row in self.chief.find("stock.quant", [("location_id", "in", list(places))], fields):
            key = places[row["location_id"][0]], row["product_id"][0]
            quantity, reserved = found.get(key, (0, 0))
            found[key] = quantity + row["quantity"], reserved + row["reserved_quantity"]
        return found

    def _linked(self, model):
        domain = [("endpoint_id", "=", self.endpoint), ("res_model", "=", model)]
        rows = self.chief.find("torg.exchange.link", domain, ["external_id", "sub_id", "res_id"])
        return {(row["external_id"], row["sub_id"]): row["res_id"] for row in rows}

    # === LETTERS AND WEBHOOKS === #

    def _check_letters(self, mailbox):
        ids = [order["id"] for order in self.orders]
        domain = [("order_id", "in", ids), ("kind", "=", "email")]
        told = self.chief.find("torg.order.message", domain, ["state", "reason"])
        states = Counter(row["state"] for row in told)
        self.report.note(f"letters: {dict(states)}, caught {len(mailbox.letters)}", letters=len(mailbox.letters))
        self.report.book("letters_twice", mailbox.doubles())
        self.report.book("letters_lost", max(states["sent"] - len(mailbox.letters), 0))
        failed = [row["reason"] for row in told if row["state"] in ("failed", "sending")]
        self.report.book("letters_that_failed", failed)

    def _check_webhooks(self, office):
        sink = office.sink
        messages = self.chief.find("torg.exchange.message", [("endpoint_id", "=", office.webhook)], ["state"])
        open_ones = [row["id"] for row in messages if row["state"] not in ("delivered", "cancelled")]
        self.report.note(f"webhooks: {len(sink.applied)} delivered", webhooks=len(sink.applied))
        self.report.book("webhooks_not_delivered", open_ones)
        self.report.book("webhooks_twice", sink.doubles())
        self.report.book("webhooks_out_of_order", sink.disordered())

    # === RULES AND MACHINES === #

    def _check_moves(self):
        """Every step of an order follows some row of the matrix that allows it."""
        ids = [order["id"] for order in self.orders]
        final = {row["id"] for row in self.chief.find("sale.order.stage", [("is_final", "=", True)])}
        fields = ["order_id", "stage_from_id", "stage_to_id", "channel"]
        steps = self.chief.find("torg.order.journal", [("order_id", "in", ids), ("stage_to_id", "!=", False)], fields)
        wrong = [
            step for step in steps
            if step["stage_from_id"] and step["stage_from_id"][0] in final and step["channel"] not in ("system",)
        ]  # fmt: skip
        self.report.note(f"{len(steps)} steps between stages", steps=len(steps))
        self.report.book("illegal_moves", [step["order_id"][1] for step in wrong])

    def _check_machinery(self):
        bad = [("state", "in", ("failed", "dead")), ("create_date", ">=", self.since)]
        messages = self.chief.find("torg.exchange.message", bad, ["endpoint_id", "error"], limit=20)
        self.report.book("red_messages", [(row["endpoint_id"][1], row["error"]) for row in messages])
        jobs = self.chief.find(
            "queue.job",
            [("state", "=", "failed"), ("date_created", ">=", self.since)],
            ["name", "exc_message"],
            limit=20,
        )
        self.report.book("failed_jobs", [(row["name"], row["exc_message"]) for row in jobs])
        issues = self.chief.find(
            "torg.onec.issue", [("state", "=", "open"), ("create_date", ">=", self.since)], ["text"], limit=20
        )
        self.report.book("open_remarks_of_1c", [row["text"] for row in issues])


def read_errors(logs):
    """What the servers complained about, `(errors, collisions)`: first lines, and how many were only collisions.

    Core writes every query that met another transaction's change as an error before it does the request again; when
    that helps nobody, what comes of it is an error of its own.

    :param logs: pairs of path and offset: only what was written after it
    """
    errors, collisions = [], 0
    for path, offset in logs:
        with open(path, "rb") as stream:
            stream.seek(offset)
            text = stream.read().decode("utf-8", "replace")
        for record in RECORD.split(text):
            if re.match(r"\S+ \S+ \d+ (ERROR|CRITICAL) ", record):
                collided = COLLISION in record
                collisions += collided
                errors += [] if collided else [record.splitlines()[0]]
    return errors, collisions


def _money(amount):
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def _differences(some, others):
    return [f"{key}: {value} and {others.get(key)}" for key, value in some.items() if others.get(key) != value]
