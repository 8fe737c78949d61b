"""The day, chapter by chapter."""

import time
from concurrent.futures import ThreadPoolExecutor

from fakes.onec_client import Cuts

from .books import Books
from .browser import browsers
from .counter import Counter
from .desk import Desk
from .person import Person
from .shoppers import Shoppers
from .trouble import workers_dying

HANDS = 6  # requests of the site at once
MOMENT = "%Y-%m-%d %H:%M:%S"  # as RPC tells time, UTC
CLICKED = 3  # orders of each manager in a browser


class Day:
    """Everybody and everything that takes part, and what they do in which order.

    :param office: Office, prepared
    :param options: of the command: orders, outage (s), seed
    :param node: kit's Server where the site's requests go and workers die, None: the main server
    """

    def __init__(self, report, office, site, onec, endpoint, options, node=None):
        self.report, self.office, self.site, self.onec, self.endpoint = report, office, site, onec, endpoint
        self.options, self.node = options, node
        self.chief = office.admin
        self.sent = []
        self._began = time.strftime(MOMENT, time.gmtime())
        self._mark_prefix = f"DAY-{options.seed[:6]}"

    def play(self):
        """From the morning export to the last figure of stock."""
        say = self.report.chapter
        with say("Night: 1C pushes its catalogue, prices and stock"):
            self.push_catalogue()
        with say("Morning: shifts open"):
            self.open_shifts()
        with say("The site reads goods, prices and stock"):
            self.fill_shop()
        with say("Customers come"):
            self.sell(self.visits[: len(self.visits) // 2])
        with say("Many want the last piece"):
            self.race()
        with say("Managers work, two of them in browsers"):
            self.work()
        with say("1C takes orders, over a line that breaks"):
            self.exchange(Cuts(every=4))
        with say("Prices change; workers die while customers come"):
            self.change_prices()
            with workers_dying(self.node, self.report):
                self.sell(self.visits[len(self.visits) // 2 :])
        with say("1C is down; the desk goes on"):
            time.sleep(self.options.outage)
            self.work()
        with say("1C is back: takes everything, ships, is paid, changes a line"):
            self.exchange(ship=True)
        with say("Stores collect and hand over; somebody brings goods back"):
            self.serve_counters()
        with say("Evening: the last exchange, and the books"):
            self.close()

    # === 1C === #

    def push_catalogue(self):
        """The whole folder; then wait until it is applied."""
        report = self.onec.push_everything()
        self.report.note(f"{report.files} files in {report.requests} requests")
        self.wait_for_runs()
        if names := self.office.map_what_waits(self.endpoint):
            self.report.note(f"new for us, mapped: {', '.join(names)}")
            self.wait_for_jobs()

    def exchange(self, cuts=None, ship=False):
        """Orders to 1C, its numbers back; some days also shipments, money, changed lines and new figures."""
        self.wait_for_jobs()
        taken = self.onec.take(cuts)
        self.report.count("orders_taken_by_1c", len(taken))
        if ship:
            self.ship()
        self.onec.answer(list(self.onec.base.orders.values()))
        self.onec.push_stock()
        self.wait_for_runs()

    def ship(self):
        """1C ships what waits in the stores that it keeps, and books the money of it."""
        kept = {key for places in self.onec.stock.values() for key in places}
        waiting = [
            document
            for document in self.onec.base.orders.values()
            if document.id not in self.onec.shipped and document.warehouses and document.warehouses[0].id in kept
        ]
        changed = [document for document in waiting[:6] if self.onec.change(document)]
        self.report.count("orders_changed_in_1c", len(changed))
        self.onec.answer(waiting)
        shipped = [self.onec.base.orders[document.id] for document in waiting[: len(waiting) * 2 // 3]]
        self.onec.ship(shipped)
        self.onec.pay(shipped)
        self.report.count("orders_shipped_by_1c", len(shipped))

    # === THE SITE === #

    def fill_shop(self):
        """The site learns what it may sell where."""
        known = self.known_goods()
        goods = {row["id"]: float(row["price"]["price"]) for row in self.site.read_goods() if row.get("price")}
        goods = {number: price for number, price in goods.items() if number in known and price > 0}
        stock = self.site.read_stock(sorted(goods))
        pickup = {store["code"] for store in self.site.get("/stores", pickup="true")["items"]}
        stock = {key: free for key, free in stock.items() if key[1] in pickup}
        self.shoppers = Shoppers(goods, stock, self.options.seed, self._find_delivery())
        self.visits = self.shoppers.visits(self.options.orders, self._mark)
        self.report.note(f"{len(goods)} goods, {len(stock)} of them somewhere free", goods=len(goods))

    def known_goods(self):
        """Ids of goods that 1C knows: only those can be in an order that it takes."""
        domain = [("endpoint_id", "=", self.endpoint), ("res_model", "=", "product.product")]
        return {row["res_id"] for row in self.chief.find("torg.exchange.link", domain, ["res_id"])}

    def sell(self, visits):
        """Everybody sends his basket, several at once."""
        with ThreadPoolExecutor(HANDS) as pool:
            list(pool.map(self._serve, visits))
        rows = self.site.follow()
        self.report.note(f"{len(self.site.orders)} orders, {rows} changes read, {self.site.repeats} repeats")

    def race(self):
        """As many orders as there are pieces, everybody else hears a clean no."""
        visits, pieces = self.shoppers.race(10, self._mark)
        with ThreadPoolExecutor(len(visits) or 1) as pool:
            answers = list(pool.map(self._serve, visits))
        won = sum(answer.status_code == 201 for answer in answers)
        clean = sum(answer.status_code == 409 for answer in answers)
        self.report.book("last_pieces_sold_wrongly", abs(won - min(pieces, len(visits))) + len(visits) - won - clean)
        self.report.note(f"{len(visits)} wanted {pieces}: {won} got it, {clean} were offered something else")

    def _serve(self, visit):
        answer = self.site.order(self._settle(visit), visit.basket["number"])
        taken = answer.status_code == 201
        if taken:
            self.sent.append(visit.basket["number"])
        if visit.kind == "twice":
            again = self.site.order(self._settle(visit), visit.basket["number"])
            if again.content != answer.content or again.headers.get("Idempotent-Replayed") != "true":
                self.report.count("repeats_answered_otherwise")
        expected = {"bad": 422, "good": 201, "twice": 201}.get(visit.kind)
        if expected and answer.status_code != expected:
            self.report.count("unexpected_answers")
            told = f"{visit.kind} {visit.why}: {answer.text[:300]}"
            self.report.details.setdefault("unexpected_answers", []).append(told)
        self.report.count(f"visits_{visit.kind}")
        return answer

    def _settle(self, visit):
        """What may not be brought is picked up: the site asks first and shows the customer what is possible."""
        if visit.kind == "bad" or "delivery" not in visit.basket:
            return visit.basket
        told = ("lines", "customer", "delivery")
        quote = self.site.post("/orders/quote", {name: visit.basket[name] for name in told}).json()
        if quote.get("can_order"):
            self.report.count("deliveries")
            return visit.basket
        rest = {name: value for name, value in visit.basket.items() if name != "delivery"}
        return rest | {"store": visit.store}

    def _mark(self):
        return self.site.next_number(self._mark_prefix)

    def _find_delivery(self):
        methods = self.site.get("/delivery/methods")["items"]
        brought = next((row for row in methods if not row.get("pickup")), None)
        address = {"city": "Санкт-Петербург", "street": "ул. Ефимова, 3"}
        return brought and {"method": brought["id"], "address": address}

    # === THE COMPANY === #

    def open_shifts(self):
        """Managers, staff and the director log in."""
        url, database, password = self.options.url, self.options.db, self.options.password
        enter = lambda login: Person(url, login, password, database)  # noqa: E731
        managers = [enter(login) for login in self.office.logins("manager")[:6]]
        self.desk = Desk(managers, self.chief, self.report, self.options.seed)
        self.desk.open_shifts()
        self.counter = Counter([enter(login) for login in self.office.logins("staff")], self.report)
        self.director = enter(self.office.logins("director")[0])
        self.report.note(f"{len(managers)} managers and {len(self.counter.staff)} people in stores are on line")

    def work(self):
        """Managers take and work on everything that is new."""
        self.wait_for_jobs()
        new = self._find("new")
        owners = self.desk.take_new(new)
        clicked = set() if self.options.no_browser else self.click(owners)
        self.desk.work([number for number in new if number not in clicked])
        self.site.follow()
        self.report.note(f"{len(new)} new orders, {len(clicked)} of them worked on in browsers")

    def click(self, owners):
        """Two managers work on some of their orders in real browsers; return the ids of those."""
        two = self.desk.managers[:2]
        done = set()
        with browsers(self.options.url, [(person.login, self.options.password) for person in two]) as clickers:
            for person, clicker in zip(two, clickers, strict=True):
                clicker.open_desk()
                for number in [number for number, owner in owners.items() if owner is person][:CLICKED]:
                    done.add(number)
                    for stage in (clicker.move_on(number) for _step in ("in_work", "agreed")):
                        self.report.count("clicked_on" if stage else "clicks_refused")
        return done

    def change_prices(self):
        """A revision of some goods, made and published by the director."""
        goods = sorted(self.shoppers.goods)[:5]
        prices = {product: round(self.shoppers.goods[product] * 1.1) for product in goods}
        lines = [(0, 0, {"product_id": product, "new_price": price}) for product, price in prices.items()]
        revision = self.director.create("torg.price.revision", reason="Новые закупочные цены", line_ids=lines)
        for step in ("action_submit", "action_approve", "action_publish"):
            if step == "action_approve":
                self.director.write("torg.price.revision", [revision], accept_warnings=True)
            self.director.call("torg.price.revision", step, [revision])
        self.wait_for_jobs()
        [row] = self.director.read("torg.price.revision", [revision], ["state", "name"])
        self.report.note(f"revision {row['name']} is {row['state']}", prices_changed=len(goods))

    def serve_counters(self):
        """Stores put aside and hand over what is theirs."""
        mine = set(self.site.orders)
        self.counter.collect(mine)
        self.site.follow()
        codes = {number: order.get("pickup_code") for number, order in self.site.orders.items()}
        self.counter.hand_over(mine, codes)
        domain = [("id", "in", list(mine)), ("stage_id.code", "=", "done"), ("warehouse_id.stock_keeper", "=", "odoo")]
        done = self.chief.find("sale.order", domain, limit=5)
        if not any(self.counter.take_back(order["id"]) for order in done):
            self.report.note("nobody had anything to bring back")

    def close(self):
        """The last exchange with everything: 1C books what the stores handed over, and tells all its stock."""
        self.exchange()
        booked = self.onec.book_what_left()
        self.onec.answer(booked)
        self.report.note(f"1C books {len(booked)} orders that stores have handed over")
        self.wait_for_runs()
        self.onec.push_stock(everything=True)
        self.wait_for_runs()
        self.wait_for_jobs()
        self.wait_for_letters()
        self.site.follow()

    def reconcile(self, log_errors):
        """Compare the books."""
        for reason, times in self.desk.refused.items():
            self.report.note(f"{times} × {reason}")
        self.report.book("unexpected_answers", self.report.figures.pop("unexpected_answers", 0))
        self.report.book("repeats_answered_otherwise", self.report.figures.pop("repeats_answered_otherwise", 0))
        Books(self.report, self.chief, self.site, self.onec, self.endpoint, self._began).close(
            self.office, set(self.sent), log_errors
        )

    # === WAITING === #

    def wait_for_runs(self):
        """Until everything that 1C has sent is applied."""
        self._wait("torg.onec.run", [("state", "in", ("waiting", "working"))], "what 1C sent")

    def wait_for_jobs(self):
        """Until the queue is empty of what is due."""
        now = time.strftime(MOMENT, time.gmtime(time.time() + 5))
        states = ("state", "in", ("pending", "enqueued", "started", "wait_dependencies"))
        self._wait("queue.job", [states, "|", ("eta", "=", False), ("eta", "<=", now)], "jobs")

    def wait_for_letters(self):
        """Until no letter waits to be sent."""
        states = ("state", "in", ("waiting", "sending"))
        self._wait("torg.order.message", [states, ("kind", "=", "email")], "letters", 120)

    def _wait(self, model, domain, what, patience=600):
        deadline = time.monotonic() + patience
        while self.chief.count(model, domain):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what}: {self.chief.count(model, domain)} still wait after {patience} s")
            time.sleep(0.5)

    def _find(self, stage):
        domain = [("id", "in", list(self.site.orders)), ("stage_id.code", "=", stage)]
        return [row["id"] for row in self.chief.find("sale.order", domain, order="id")]
