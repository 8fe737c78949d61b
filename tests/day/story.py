"""The day, chapter by chapter."""

import time
from concurrent.futures import ThreadPoolExecutor

from fakes.onec_client import Cuts

from .books import Books
from .bringing import Bringing
from .browser import browsers
from .clients import Clients
from .counter import Counter
from .desk import Desk
from .person import Person
from .shoppers import Shoppers
from .supply import Supply
from .trouble import workers_dying
from .waiting import MOMENT, Waiting
from .whole import BASKETS, book_undone

HANDS = 6  # requests of the site at once
CLICKED = 3  # orders of each manager in a browser


class Day:
    """Everybody and everything that takes part, and what they do in which order.

    :param office: Office, prepared
    :param folder: Folder that 1C exports
    :param endpoint: id of the 1C base, and whether the folder has one of its own
    :param options: of the command: orders, outage (s), seed
    :param node: kit's Server where the site's requests go and workers die, None: the main server
    """

    def __init__(self, report, office, site, onec, folder, endpoint, options, node=None):
        self.report, self.office, self.site, self.onec = report, office, site, onec
        self.options, self.node = options, node
        self.chief = office.admin
        self.endpoint, is_own = endpoint
        self.waiting = Waiting(self.chief)
        self.supply = Supply(report, office, onec, folder, self.endpoint, self.waiting, is_own)
        self.clients = Clients(site, options.seed)
        self.sent, self._came = [], 0
        self._began = time.strftime(MOMENT, time.gmtime())
        self._mark_prefix = f"DAY-{options.seed[:6]}"

    def play(self):
        """From the morning export to the last figure of stock."""
        say = self.report.chapter
        with say("Night: 1C pushes its catalogue, prices and stock"):
            self.supply.push_catalogue()
            self.note_flaws()
        with say("Morning: shifts open"):
            self.open_shifts()
        with say("The site registers its customers, reads goods, prices and stock"):
            self.register_clients()
            self.fill_shop()
        with say("Customers come"):
            self.sell(self.options.orders // 2)
        with say("Many want the last piece"):
            self.race()
        with say("Managers work" if self.options.no_browser else "Managers work, two of them in browsers"):
            self.work()
        with say("1C takes orders, over a line that breaks"):
            self.supply.exchange(Cuts(every=4))
        with say("Prices change; workers die while customers come"):
            self.change_prices()
            with workers_dying(self.node, self.report, self.site.count_answers):
                self.sell(self.options.orders - self.options.orders // 2)
        with say("1C is down for an hour; the desk goes on"):
            self.miss_onec()
        with say("1C is back: takes everything, ships, is paid, changes a line"):
            self.supply.exchange(ship=True)
        with say("Stores collect and hand over; somebody brings goods back"):
            self.serve_counters()
        with say("Evening: the last exchange, and the books"):
            self.close()

    # === THE SITE === #

    def note_flaws(self):
        """What 1C's own files are wrong about is said and stands: it is no mistake of the day."""
        domain = [("state", "=", "open"), ("create_date", ">=", self._began)]
        self.flaws = self.chief.find("torg.onec.issue", domain, ["text"])
        if self.flaws:
            self.report.note(f"remarks on these files: {len(self.flaws)}", remarks_on_the_files=len(self.flaws))
            for text in sorted({row["text"].split("\n")[0][:160] for row in self.flaws})[:5]:
                self.report.note(f"  {text}")

    def register_clients(self):
        """People with accounts, and companies that some of them buy for."""
        self.clients.register()
        firms, people = len(self.clients.firms), len(self.clients.people)
        self.report.note(f"{people} people, {firms} companies with two buyers each", customers=people, companies=firms)

    def fill_shop(self):
        """The site learns what it may sell where."""
        known = set(self.supply.find_goods().values())
        prices = self._read_prices(known)
        if fresh := self.supply.make_prices(prices):
            self.publish(fresh, "Цены товаров новой базы 1С")
            prices = self._read_prices(known)
        goods = {number: price for number, price in prices.items() if price > 0}
        stock, self.bringing = self._read_stock(goods), Bringing(self.site, self.report)
        brought = self.bringing.find_goods({product: self._names[product] for product, _store in stock})
        firms = sorted(self.clients.firms)
        self.shoppers = Shoppers(goods, stock, self.options.seed, self.bringing.body, firms, brought)
        self.report.note(
            f"{len(goods)} goods, {len(stock)} counts of them in stores, {len(brought)} may be brought",
            goods=len(goods),
        )

    def _read_prices(self, known):
        rows = [row for row in self.site.read_goods() if row["price"] and row["id"] in known]
        self._names = {row["id"]: row["name"] for row in rows}
        return {row["id"]: float(row["price"]["price"]) for row in rows}

    def _read_stock(self, goods):
        """What is free where customers come to: `{(product, store): free}`."""
        pickup = {store["code"] for store in self.site.get("/stores", pickup="true")["items"]}
        stock = self.site.read_stock(sorted(goods))
        return {key: free for key, free in stock.items() if key[1] in pickup}

    def sell(self, count):
        """So many customers fill their baskets with what lies there now and send them, several at once."""
        self.shoppers.restock(self._read_stock(self.shoppers.goods))
        visits = self.shoppers.visits(count, self._mark, self._came)
        self._came += count
        if len(visits) < count:
            self.report.note(f"there are goods for {len(visits)} baskets of {count} only")
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
        basket = self.bringing.settle(visit)
        answer = self.site.order(basket, basket["number"])
        if answer.status_code == 201:
            self.sent.append(basket["number"])
            self.report.count("orders_of_companies", int("id" in basket["customer"]))
            self.report.count("deliveries", int("delivery" in basket))
        if visit.kind == "twice":
            again = self.site.order(basket, basket["number"])
            if again.content != answer.content or again.headers.get("Idempotent-Replayed") != "true":
                self.report.count("repeats_answered_otherwise")
        expected = {"bad": 422, "good": 201, "twice": 201}.get(visit.kind)
        if expected and answer.status_code != expected:
            self.report.count("unexpected_answers")
            told = f"{visit.kind} {visit.why}: {answer.text[:300]}"
            self.report.details.setdefault("unexpected_answers", []).append(told)
        self.report.count(f"visits_{visit.kind}")
        return answer

    def _mark(self):
        return self.site.next_number(self._mark_prefix)

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
        self.waiting.for_jobs()
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

    def miss_onec(self):
        """Nobody comes from 1C; orders are worked on, and wait for it."""
        time.sleep(self.options.outage)
        self.work()
        self.waiting.for_jobs()
        states = ("state", "in", ("ready", "offered", "failed"))
        waiting = self.chief.count("torg.exchange.message", [("endpoint_id", "=", self.endpoint), states])
        self.report.note(f"{waiting} messages wait for 1C", messages_waiting_for_1c=waiting)

    def change_prices(self):
        """A revision of some goods, made and published by the director; the site sells at the new prices."""
        goods = sorted(self.shoppers.goods)[:5]
        prices = {product: round(self.shoppers.goods[product] * 1.1) for product in goods}
        self.publish(prices, "Новые закупочные цены")
        now = {row["id"]: float(row["price"]["price"]) for row in self.site.read_goods() if row["id"] in prices}
        self.report.book("prices_the_site_does_not_see", [number for number in goods if now[number] != prices[number]])
        self.report.count("prices_changed", len(goods))

    def publish(self, prices, reason):
        """Make a revision of retail prices and publish it, as the director does.

        :param prices: `{product id: price}`
        """
        lines = [(0, 0, {"product_id": product, "new_price": price}) for product, price in prices.items()]
        revision = self.director.create("torg.price.revision", reason=reason, line_ids=lines)
        for step in ("action_submit", "action_approve", "action_publish"):
            if step == "action_approve":
                self.director.write("torg.price.revision", [revision], accept_warnings=True)
            self.director.call("torg.price.revision", step, [revision])
        self.waiting.for_jobs()
        [row] = self.director.read("torg.price.revision", [revision], ["state", "name"])
        self.report.note(f"revision {row['name']} of {len(prices)} prices is {row['state']}")

    def serve_counters(self):
        """Stores put aside and hand over what is theirs; then some customers come back with goods."""
        mine = set(self.site.orders)
        self.counter.collect(mine)
        self.site.follow()
        codes = {number: order.get("pickup_code") for number, order in self.site.orders.items()}
        self.counter.hand_over(mine, codes)
        for keeper, place in (("odoo", "here"), ("external", "in_1c")):
            domain = [
                ("id", "in", list(mine)),
                ("stage_id.code", "=", "done"),
                ("warehouse_id.stock_keeper", "=", keeper),
            ]
            done = self.chief.find("sale.order", domain, limit=8)
            taken = next((order["id"] for order in done if self.counter.take_back(order["id"])), None)
            self.report.count(f"returns_to_stores_kept_{place}", int(bool(taken)))
        refused, let = self.desk.try_forbidden(mine)
        self.report.note(f"{refused} orders that are over were not opened again by a manager", moves_refused=refused)
        self.report.book("forbidden_moves_let", let)

    def close(self):
        """The last exchange with everything: 1C books what the stores handed over, and tells all its stock."""
        self.supply.exchange()
        booked = self.onec.book_what_left()
        self.onec.answer(booked)
        self.report.note(f"1C books {len(booked)} orders that stores have handed over")
        self.report.note(
            f"1C books {self.supply.book_returns(self.site.orders)} lines that were brought back to its stores"
        )
        self.waiting.for_runs()
        self.onec.push_stock(everything=True)
        self.waiting.for_runs()
        self.waiting.for_jobs()
        self.waiting.for_letters()
        self.waiting.for_webhooks(self.office.webhook)
        self.site.follow()

    def reconcile(self, log_errors):
        """Compare the books."""
        for reason, times in self.desk.refused.items():
            self.report.note(f"{times} × {reason}")
        self.report.book("unexpected_answers", self.report.figures.pop("unexpected_answers", 0))
        self.report.book("repeats_answered_otherwise", self.report.figures.pop("repeats_answered_otherwise", 0))
        self.report.book("customers_taken_for_others", self.clients.find_wrong())
        flaws = [row["text"] for row in self.flaws]
        Books(
            self.report, self.chief, self.site, self.onec, self.endpoint, self._began, flaws, self.desk.replaced
        ).close(self.office, set(self.sent), log_errors)
        is_whole = self.options.orders >= BASKETS and not self.supply.is_own
        book_undone(self.report, is_whole, () if self.node else ("workers_killed",))

    def _find(self, stage):
        domain = [("id", "in", list(self.site.orders)), ("stage_id.code", "=", stage)]
        return [row["id"] for row in self.chief.find("sale.order", domain, order="id")]
