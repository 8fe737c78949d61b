"""Who buys what on this day: customers, baskets, mistakes and races, the same for the same seed."""

import itertools
import random
from dataclasses import dataclass, field

from .clients import make_person

MISTAKES = (
    ("a word where a number is wanted", lambda basket: basket | {"lines": [{"product": "вино", "quantity": 1}]}),
    ("less than nothing", lambda basket: basket | {"lines": [{**basket["lines"][0], "quantity": -1}]}),
    ("a field nobody knows", lambda basket: basket | {"points": 100}),
    ("goods nobody sells", lambda basket: basket | {"lines": [{"product": 2**31 - 2, "quantity": 1}]}),
    ("a store nobody has", lambda basket: basket | {"store": "НЕТ-ТАКОГО"}),
    ("no goods", lambda basket: basket | {"lines": []}),
)


@dataclass(frozen=True)
class Visit:
    """Somebody sends a basket.

    :ivar kind: good, bad, twice or race
    :ivar store: where it can be picked up
    """

    kind: str
    basket: dict
    why: str = ""
    store: str = ""


@dataclass
class Shoppers:
    """The day's customers and what each puts into the basket.

    :ivar goods: `{product: price}`
    :ivar stock: `{(product, store code): free}`
    :ivar delivery: body of the delivery, None where the company does not deliver
    :ivar firms: ids of companies that every eighth basket is for
    :ivar brought: goods that may be brought: every fifth basket is of those
    """

    goods: dict
    stock: dict
    seed: str
    delivery: dict | None = None
    firms: list = field(default_factory=list)
    brought: set = field(default_factory=set)
    places: dict = field(default_factory=dict)

    def __post_init__(self):
        self._random = random.Random(self.seed)
        self._asked = set()
        self._turns = {True: itertools.count(), False: itertools.count()}
        self.restock(self.stock)

    def restock(self, stock):
        """What lies where now: managers and 1C have taken their part since."""
        self._left = {key: free for key, free in stock.items() if free >= 1 and self.goods.get(key[0])}
        self.places = {}
        for product, store in self._left:
            self.places.setdefault(store, []).append(product)

    def visits(self, count, mark, first=0):
        """Visits of a part of the day: mostly good baskets, every tenth of another kind; fewer where goods run out.

        :param mark: callable that gives the site's number of the next order
        :param first: how many there were before
        """
        made = []
        for number in range(first, first + count):
            if not self._find_stores():
                break
            made.append(self._visit(number, mark))
        self._random.shuffle(made)
        return made

    def race(self, buyers, mark):
        """Everybody wants the last pieces of one thing: `(visits, pieces)`; no visits where nothing is rare.

        Nobody else may want it: call it after `visits`.
        """
        rare = sorted(key for key, free in self._left.items() if 1 <= free <= 3 and key[0] not in self._asked)
        if not rare:
            return [], 0
        product, store = self._random.choice(rare)
        pieces = int(self._left.pop((product, store)))
        self.places[store].remove(product)
        baskets = [self._basket(mark, store, [(product, 1)], 9000 + number) for number in range(buyers)]
        return [Visit("race", basket) for basket in baskets], pieces

    # === BASKETS === #

    def _visit(self, number, mark):
        store, basket = self._fill(number, mark)
        if number % 20 == 7:
            why, spoil = MISTAKES[number // 20 % len(MISTAKES)]
            return Visit("bad", spoil(basket), why, store)
        return Visit("twice" if number % 20 == 13 else "good", basket, "", store)

    def _fill(self, number, mark):
        brought = self.brought if self.delivery and number % 5 == 0 and self._find_stores(self.brought) else None
        stores = self._find_stores(brought)
        store = stores[next(self._turns[bool(brought)]) % len(stores)]  # in turn: also a small day comes into each
        goods = sorted(self._find_choice(store, brought))
        chosen = self._random.sample(goods, min(self._random.randint(1, 4), len(goods)))
        lines = [(product, self._take(product, store)) for product in chosen]
        basket = self._basket(mark, store, [line for line in lines if line[1]], number)
        return store, basket | ({"delivery": self.delivery} if brought else {})

    def _find_stores(self, among=None):
        """Stores with a choice; where there is none, those with anything at all."""
        stocked = [(len(goods), store) for store in self.places if (goods := self._find_choice(store, among))]
        return sorted(store for count, store in stocked if count > 5) or sorted(store for _count, store in stocked)

    def _find_choice(self, store, among):
        goods = self.places[store]
        return goods if among is None else [product for product in goods if product in among]

    def _take(self, product, store):
        """So many pieces that there is enough for everybody who does not race."""
        self._asked.add(product)
        most = int(min(self._left[product, store] // 3, 4))
        pieces = self._random.randint(1, max(most, 1))
        if self._left[product, store] - pieces <= 3:
            self.places[store].remove(product)
        self._left[product, store] -= pieces
        return pieces

    def _basket(self, mark, store, lines, number):
        firm = self.firms and number % 8 == 3
        customer = {"id": self.firms[number // 8 % len(self.firms)]} if firm else make_person(number, self.seed)
        return {
            "number": mark(),
            "store": store,
            "lines": [{"product": product, "quantity": pieces} for product, pieces in lines],
            "customer": customer,
            "comment": "Позвоните за час" if number % 11 == 0 else None,
            "source": "Сайт",
        }
