"""The site through the day: who comes to it, what they order, how it is answered."""

from concurrent.futures import ThreadPoolExecutor

from .bringing import Bringing
from .clients import Clients
from .shoppers import Shoppers

HANDS = 6  # requests of the site at once


class Selling:
    """The site with its customers.

    :param supply: Supply, which knows what 1C knows
    :param options: of the command: seed, and run, the mark of this day among days of the same seed
    :ivar sent: numbers of good baskets that were taken
    """

    def __init__(self, report, site, supply, options):
        self.report, self.site, self.supply, self.options = report, site, supply, options
        self.clients = Clients(site, options.seed)
        self.sent, self._came, self._names = [], 0, {}
        self.bringing = self.shoppers = None
        self._mark_prefix = f"DAY-{options.seed[:6]}-{options.run}"

    def register_clients(self):
        """People with accounts, and companies that some of them buy for."""
        self.clients.register()
        firms, people = len(self.clients.firms), len(self.clients.people)
        self.report.note(f"{people} people, {firms} companies with two buyers each", customers=people, companies=firms)

    def fill_shop(self, publish):
        """The site learns what it may sell where.

        :param publish: how prices are published that goods of a new base lack
        """
        known = set(self.supply.find_goods().values())
        prices = self._read_prices(known)
        if fresh := self.supply.make_prices(prices):
            publish(fresh, "Цены товаров новой базы 1С")
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

    # === CUSTOMERS === #

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
        if not visits:
            self.report.explain("visits_race", "no goods are nearly sold out")
        with ThreadPoolExecutor(len(visits) or 1) as pool:
            answers = list(pool.map(self._serve, visits))
        won = sum(answer.status_code == 201 for answer in answers)
        clean = sum(answer.status_code == 409 for answer in answers)
        self.report.book("last_pieces_sold_wrongly", abs(won - min(pieces, len(visits))) + len(visits) - won - clean)
        self.report.note(f"{len(visits)} wanted {pieces}: {won} got it, {clean} were offered something else")

    def give_up(self, order):
        """A customer cancels an order at the site; return whether that was taken."""
        answer = self.site.post(f"/orders/{order}/cancel", {"comment": "Передумали"})
        if answer.status_code != 200:
            self.report.explain("taken_orders_cancelled", answer.text[:200])
        return answer.status_code == 200

    def find_prices(self, products):
        """`{product id: price}` of these goods as the site shows them now."""
        return {row["id"]: float(row["price"]["price"]) for row in self.site.read_goods() if row["id"] in products}

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
