"""The day, chapter by chapter."""

import time

from fakes.onec_client import Cuts

from .books import Books
from .browser import browsers
from .changing import Changing
from .counter import StoreCounter
from .desk import Desk
from .person import Person
from .selling import Selling
from .supply import Supply
from .trouble import workers_dying
from .waiting import MOMENT, Waiting
from .whole import BASKETS, book_undone

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
        self.selling = Selling(report, site, self.supply, options)
        self.desk = self.counter = self.director = None  # until they log in
        self.flaws = []
        self._began = time.strftime(MOMENT, time.gmtime())

    def play(self):
        """From the morning export to the last figure of stock."""
        say = self.report.chapter
        with say("Night: 1C pushes its catalogue, prices and stock"):
            self.supply.push_catalogue()
            self.note_flaws()
        with say("Morning: shifts open"):
            self.open_shifts()
        with say("The site registers its customers, reads goods, prices and stock"):
            self.selling.register_clients()
            self.selling.fill_shop(self.publish)
        with say("Customers come"):
            self.selling.sell(self.options.orders // 2)
        with say("Many want the last piece"):
            self.selling.race()
        with say("Managers work" if self.options.no_browser else "Managers work, two of them in browsers"):
            self.work()
        with say("1C takes orders, over a line that breaks"):
            self.supply.exchange(Cuts(every=4))
        with say("Prices change; workers die while customers come"):
            self.change_prices()
            with workers_dying(self.node, self.report, self.site.count_answers):
                self.selling.sell(self.options.orders - self.options.orders // 2)
        with say("1C is down for an hour; the desk goes on"):
            self.miss_onec()
        with say("1C is back: takes everything, ships, is paid, changes a line"):
            self.supply.exchange(ship=True)
        with say("Stores collect and hand over; somebody brings goods back"):
            self.serve_counters()
        with say("Evening: the last exchange, and the books"):
            self.close()

    def note_flaws(self):
        """What 1C's own files are wrong about is said and stands: it is no mistake of the day."""
        domain = [("state", "=", "open"), ("create_date", ">=", self._began)]
        self.flaws = self.chief.find("torg.onec.issue", domain, ["text"])
        if self.flaws:
            self.report.note(f"remarks on these files: {len(self.flaws)}", remarks_on_the_files=len(self.flaws))
            for text in sorted({row["text"].split("\n")[0][:160] for row in self.flaws})[:5]:
                self.report.note(f"  {text}")

    # === THE COMPANY === #

    def open_shifts(self):
        """Managers, staff and the director log in."""
        url, database, password = self.options.url, self.options.db, self.options.password
        enter = lambda login: Person(url, login, password, database)  # noqa: E731
        managers = [enter(login) for login in self.office.logins("manager")[:6]]
        self.desk = Desk(managers, self.chief, self.report, self.options.orders)
        self.desk.open_shifts()
        self.counter = StoreCounter([enter(login) for login in self.office.logins("staff")], self.report)
        self.director = enter(self.office.logins("director")[0])
        self.report.note(f"{len(managers)} managers and {len(self.counter.staff)} people in stores are on line")

    def work(self):
        """Managers take and work on everything that is new."""
        self.waiting.for_jobs()
        self.desk.sold = set(self.supply.find_goods().values())
        new = self._find("new")
        owners = self.desk.take_new(new)
        clicked = set() if self.options.no_browser else self.click(owners)
        self.desk.work([number for number in new if number not in clicked])
        self.site.follow()
        self.report.note(f"{len(new)} new orders, {len(clicked)} of them worked on in browsers")

    def click(self, owners):
        """Two managers work on some of their orders in real browsers; return the ids of those that they finished."""
        two, done = self.desk.managers[:2], set()
        with browsers(self.options.url, [(person.login, self.options.password) for person in two]) as clickers:
            for person, clicker in zip(two, clickers, strict=True):
                clicker.open_desk()
                for number in [number for number, owner in owners.items() if owner is person][:CLICKED]:
                    steps = [clicker.move_on(number) for _step in ("in_work", "agreed")]
                    self.report.count("clicked_on", sum(map(bool, steps)))
                    self.report.count("clicks_refused", sum(not stage for stage in steps))
                    if all(steps):
                        done.add(number)
                    else:
                        self.report.explain("clicked_on", f"order {number} did not go on by its button")
        return done

    def miss_onec(self):
        """Nobody comes from 1C; orders are worked on, and wait for it."""
        time.sleep(self.options.outage)
        self.work()
        Changing(self.report, self.desk, self.selling, self.onec).play(self._find("agreed"))
        self.waiting.for_jobs()
        states = ("state", "in", ("ready", "offered", "failed"))
        waiting = self.chief.count("torg.exchange.message", [("endpoint_id", "=", self.endpoint), states])
        self.report.note(f"{waiting} messages wait for 1C", messages_waiting_for_1c=waiting)

    def change_prices(self):
        """A revision of some goods, made and published by the director; the site sells at the new prices."""
        goods = sorted(self.selling.shoppers.goods)[:5]
        prices = {product: round(self.selling.shoppers.goods[product] * 1.1) for product in goods}
        self.publish(prices, "Новые закупочные цены")
        now = self.selling.find_prices(prices)
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
            self.report.explain(f"returns_to_stores_kept_{place}", f"{len(done)} orders were handed over there")
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
        self.report.book("customers_taken_for_others", self.selling.clients.find_wrong())
        flaws = [row["text"] for row in self.flaws]
        Books(
            self.report, self.chief, self.site, self.onec, self.endpoint, self._began, flaws, self.desk.replaced
        ).close(self.office, set(self.selling.sent), log_errors)
        is_whole = self.options.orders >= BASKETS and not self.supply.is_own
        left_out = {"workers_killed": not self.node, "clicked_on": self.options.no_browser}
        book_undone(self.report, is_whole, [name for name, is_out in left_out.items() if is_out])

    def _find(self, stage):
        domain = [("id", "in", list(self.site.orders)), ("stage_id.code", "=", stage)]
        return [row["id"] for row in self.chief.find("sale.order", domain, order="id")]
