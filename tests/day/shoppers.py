"""Who buys what on this day: customers, baskets, mistakes and races, the same for the same seed."""

import random
from dataclasses import dataclass, field

NAMES = ("Алексей", "Мария", "Ольга", "Иван", "Татьяна", "Сергей", "Елена", "Николай", "Юлия", "Андрей")
SURNAMES = ("Ершов", "Кольцов", "Беляк", "Рощин", "Лось", "Заяц", "Сом", "Дрозд", "Шубин", "Мороз")
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
    """

    goods: dict
    stock: dict
    seed: str
    delivery: dict | None = None
    places: dict = field(default_factory=dict)

    def __post_init__(self):
        self._random = random.Random(self.seed)
        self._left = {key: free for key, free in self.stock.items() if free >= 1 and self.goods.get(key[0])}
        for product, store in self._left:
            self.places.setdefault(store, []).append(product)

    def visits(self, count, mark):
        """Visits of the day: mostly good baskets, every tenth of another kind.

        :param mark: callable that gives the site's number of the next order
        """
        made = [self._visit(number, mark) for number in range(count)]
        self._random.shuffle(made)
        return made

    def race(self, buyers, mark):
        """Everybody wants the last pieces of one thing: `(visits, pieces)`; no visits where nothing is rare."""
        rare = sorted(key for key, free in self._left.items() if 1 <= free <= 3)
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
        store = self._random.choice(sorted(store for store, goods in self.places.items() if len(goods) > 5))
        chosen = self._random.sample(sorted(self.places[store]), self._random.randint(1, 4))
        lines = [(product, self._take(product, store)) for product in chosen]
        basket = self._basket(mark, store, [line for line in lines if line[1]], number)
        if self.delivery and number % 5 == 0:
            del basket["store"]
            basket["delivery"] = self.delivery
        return store, basket

    def _take(self, product, store):
        """So many pieces that there is enough for everybody who does not race."""
        most = int(min(self._left[product, store] // 3, 4))
        pieces = self._random.randint(1, max(most, 1))
        if self._left[product, store] - pieces <= 3:
            self.places[store].remove(product)
        self._left[product, store] -= pieces
        return pieces

    def _basket(self, mark, store, lines, number):
        buyer = number % 70
        name = f"{NAMES[buyer % 10]} {SURNAMES[buyer // 10 % 10]}"
        phone = f"+7911{int(self.seed[:6], 16) % 10**5:05}{buyer:02}" if number < 9000 else f"+7921{number:07}"
        return {
            "number": mark(),
            "store": store,
            "lines": [{"product": product, "quantity": pieces} for product, pieces in lines],
            "customer": {"phone": phone, "name": name, "email": f"buyer{buyer:02}@{self.seed[:6]}.example"},
            "comment": "Позвоните за час" if number % 11 == 0 else None,
            "source": "Сайт",
        }
