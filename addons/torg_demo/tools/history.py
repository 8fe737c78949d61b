"""Some weeks of orders of the demo company, planned without a database and the same at every run."""

import random
from collections import Counter
from dataclasses import dataclass

ORDERS = 120
DAYS = 28
STATES = ("draft", "sent", "confirmed", "delivered", "cancelled")
# Share of the states by the age of an order in days: (older than, weights in the order of STATES).
AGES = ((6, (0, 3, 3, 86, 8)), (2, (2, 8, 30, 50, 10)), (0, (14, 18, 48, 14, 6)), (-1, (44, 22, 34, 0, 0)))
CITIES = {"Выборг": "store_vyborg", "Гатчина": "store_gatchina", "Кировск": "store_kirovsk"}
CITY_STORES = ("store_sadovaya", "store_vasilevsky", "store_petrogradka", "store_moskovsky", "store_ozerki")
LEADERS = ("user_mikhail", "user_olga")


@dataclass(frozen=True)
class PlannedOrder:
    """An order as it should be at the end of the loading."""

    name: str
    customer: str
    manager: str
    team: str
    store: str
    state: str
    days_ago: int
    time_of_day: float  # from 0, the opening of the shops, to 1, their closing
    delivery_minutes: int
    lines: tuple


def plan(customers, products, variants, stock, baskets, staff):
    """The orders, oldest first; arguments are the rows of the tables."""
    dice = random.Random("ladoga")
    shelves = _Shelves(products, variants, stock)
    # The last days are denser: that is where people look.
    moments = sorted((-int(DAYS * dice.random() ** 2), round(dice.random(), 3)) for _order in range(ORDERS))
    baskets = {row["tag"]: row for row in baskets}
    teams = {row["id"]: row["team"] for row in staff}
    return [
        _plan_order(dice, f"order_{number:03d}", moment, dice.choice(customers), shelves, baskets, teams)
        for number, moment in enumerate(moments, 1)
    ]


def sum_shipped(orders):
    """{(store, article): quantity} that has left with the delivered orders."""
    shipped = Counter()
    for order in orders:
        if order.state == "delivered":
            for article, quantity in order.lines:
                shipped[order.store, article] += quantity
    return shipped


def _plan_order(dice, name, moment, customer, shelves, baskets, teams):
    tag = next((tag for tag in customer["tags"].split(", ") if tag in baskets), "")
    team = "team_wholesale" if tag else "team_retail"
    store = _pick_store(dice, customer, baskets[tag])
    weights = next(weights for age, weights in AGES if -moment[0] > age)
    state = dice.choices(STATES, weights)[0]
    return PlannedOrder(
        name=name,
        customer=customer["id"],
        manager=_pick_manager(dice, customer, state, teams, team),
        team=team,
        store=store,
        state=state,
        days_ago=-moment[0],
        time_of_day=moment[1],
        delivery_minutes=dice.randint(60, 2000),
        lines=shelves.fill(dice, baskets[tag], store, state),
    )


def _pick_manager(dice, customer, state, teams, team):
    """The customer's own manager, or any of the team; a new order from the site may still have none."""
    if customer["manager"] and not (state == "draft" and customer["kind"] == "person"):
        return customer["manager"]
    if state == "draft":
        return ""
    return dice.choice([user for user in teams if teams[user] == team and user not in LEADERS])


def _pick_store(dice, customer, basket):
    if basket["store"] != "nearest":
        return basket["store"]
    return CITIES.get(customer["city"]) or dice.choice(CITY_STORES)


class _Shelves:
    """What can be put into an order, by category and store; open orders take from what is left."""

    def __init__(self, products, variants, stock):
        self.left = {(store, row["article"]): float(row[store]) for row in stock for store in row if store != "article"}
        category = {row["article"]: row["category"] for row in products}
        self.unit = {row["article"]: row["unit"] for row in products}
        self.goods = {}
        for row in [row for row in products if row["barcode"]] + variants:
            parent = row.get("product") or row["article"]
            self.unit[row["article"]] = self.unit[parent]
            self.goods.setdefault(category[parent], []).append(row["article"])

    def fill(self, dice, basket, store, state):
        """Lines of an order: (article, quantity), no article twice."""
        lines = {}
        categories = basket["categories"].split()
        for _line in range(dice.randint(int(basket["lines_min"]), int(basket["lines_max"]))):
            wanted = dice.choice(self.goods[dice.choice(categories)])
            quantity = dice.randint(int(basket["quantity_min"]), int(basket["quantity_max"]))
            quantity = min(quantity, self._limit(dice, store, wanted, state))
            if quantity and wanted not in lines:
                lines[wanted] = quantity
                if state == "confirmed":
                    self.left[store, wanted] -= quantity
        return tuple(lines.items()) or self.fill(dice, basket, store, state)

    def _limit(self, dice, store, article, state):
        """Delivered goods were there; an open order now and then wants more than is left."""
        if state == "delivered" or dice.random() < 0.12:
            return 999
        return max(int(self.left[store, article]), 0)
