"""The reconciliation: what the site, Odoo and 1C say about the same day, to the piece and to the kopeck."""

import re
from collections import Counter
from decimal import Decimal

from .hearing import Hearing
from .letters import Letters
from .moves import Matrix
from .onec import is_given_up

RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} )", re.MULTILINE)
COLLISION = re.compile(
    r"\S+ \S+ \d+ ERROR \S+ odoo\.sql_db: bad query: .*\nERROR: (could not serialize access|deadlock detected)",
    re.DOTALL,
)
WRITTEN = ("name", "client_order_ref", "state", "amount_total", "stage_id", "warehouse_id", "partner_id")


class Books:
    """Compares everything with everything and keeps what differs in the report; every line must be zero.

    :param chief: Person who sees all orders
    :param endpoint: id of the 1C base
    :param since: when the day began, UTC as a text: what went wrong before is not its fault
    :param replaced: ids of orders in which managers replaced goods
    :param flaws: texts of remarks on the files that 1C was given: they are right to be there, as often as it sends them
    """

    def __init__(self, report, chief, site, onec, endpoint, since, flaws=(), replaced=()):
        self.report, self.chief, self.site, self.onec = report, chief, site, onec
        self.endpoint, self.since, self.flaws, self.replaced = endpoint, since, list(flaws), replaced
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
        ids = [order["id"] for order in self.orders]
        hearing = Hearing(self.chief, office.sink, office.webhook, ids, Matrix(self.chief))
        self._check_webhooks(office, hearing)
        self._check_letters(office.mailbox, hearing)
        self._check_moves(hearing)
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
        still = [name for name in sorted(cancelled & taken.keys()) if not all(map(is_given_up, taken[name]))]
        self.report.book("orders_1c_still_has", still)
        self.report.book("companies_doubled_in_1c", self.onec.find_doubled_companies())
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
        here, told, wrong = self._quants(), self._told(), []
        self.report.figures["stock_figures_compared"] = len(told)
        for (store, product), pieces in told.items():
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

    def _check_webhooks(self, office, hearing):
        sink = office.sink
        repeats = hearing.count_repeats()
        self.report.note(
            f"webhooks: {len(sink.applied)} received one by one, {repeats} came again under their id and were skipped",
            webhooks=len(sink.applied), webhooks_repeated=repeats,
        )  # fmt: skip
        self.report.book("webhooks_lost", hearing.find_lost())
        self.report.book("webhooks_nobody_sent", hearing.find_foreign())
        self.report.book("webhooks_unlike_what_was_done", hearing.find_unlike())
        self.report.book("webhooks_twice", sink.doubles())
        self.report.book("webhooks_out_of_order", sink.disordered())
        self.report.book("webhooks_with_a_wrong_signature", sink.forged)

    def _check_letters(self, mailbox, hearing):
        ids = [order["id"] for order in self.orders]
        letters = Letters(self.chief, mailbox, ids, hearing, self.replaced, self.since)
        found = letters.compare()
        self.report.note(
            f"letters: {letters.count_states()}, caught {len(mailbox.letters)}, {found.colleagues} to colleagues; "
            f"{found.repeats} came again under their Message-Id: one letter with the first",
            letters=len(mailbox.letters), letters_repeated=found.repeats,
        )  # fmt: skip
        self.report.book("letters_unlike_what_was_done", letters.find_unlike())
        self.report.book("letters_lost", found.lost)
        self.report.book("letters_nobody_sent", found.foreign)
        self.report.book("letters_twice", found.doubled)
        self.report.book("letters_that_failed", letters.find_failed())

    # === RULES AND MACHINES === #

    def _check_moves(self, hearing):
        made, forbidden, untold = hearing.judge_steps()
        ways = ", ".join(f"{number} {way}" for way, number in sorted(hearing.count_channels().items()))
        self.report.note(f"{made} steps between stages, each judged by the matrix ({ways})", steps=made)
        self.report.book("illegal_moves", forbidden)
        self.report.book("moves_told_otherwise", untold)

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
        fresh = [("state", "=", "open"), ("create_date", ">=", self.since), ("text", "not in", self.flaws)]
        issues = self.chief.find("torg.onec.issue", fresh, ["text"], limit=20)
        self.report.book("open_remarks_of_1c", [row["text"] for row in issues])


def read_errors(logs):
    """What the servers complained about, `(errors, collisions)`: first and last lines, and how many only collided.

    Core writes every query that met another transaction's change as an error before it does the request again; when
    that helps nobody, what comes of it is an error of its own, with the same text in its traceback.

    :param logs: pairs of path and offset: only what was written after it; without any the errors are None
    """
    if not logs:
        return None, 0
    errors, collisions = [], 0
    for path, offset in logs:
        with open(path, "rb") as stream:
            stream.seek(offset)
            text = stream.read().decode("utf-8", "replace")
        for record in RECORD.split(text):
            if re.match(r"\S+ \S+ \d+ (ERROR|CRITICAL) ", record):
                collided = bool(COLLISION.match(record))
                collisions += collided
                errors += [] if collided else [_head_and_cause(record)]
    return errors, collisions


def _head_and_cause(record):
    first, *rest = record.strip().splitlines()
    return f"{first} … {rest[-1].strip()}" if rest else first


def _money(amount):
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def _differences(some, others):
    return [f"{key}: {value} and {others.get(key)}" for key, value in some.items() if others.get(key) != value]
