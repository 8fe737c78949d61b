import random
from fractions import Fraction

from odoo.tests import BaseCase

from odoo.addons.torg_sale.tools.upsell import Change, Line, Money, make_account, split

ANNA, BORIS = 1, 2
RUM, GIN = 10, 20
RATES = {RUM: (100_00, 30_00), GIN: (150_00, 60_00)}


def _money(product, quantity, discount=0):
    amount, margin = RATES[product]
    return Money(int(amount * quantity) - discount, int(margin * quantity) - discount)


def _line(number, product, quantity, kept=None, discount=0, **values):
    kept = quantity if kept is None else kept
    return Line(number, product, Fraction(quantity), Fraction(kept), _money(product, kept, discount), **values)


def _sent(**quantities):
    products = {"rum": RUM, "gin": GIN}
    return {
        products[name]: (Fraction(quantity), _money(products[name], quantity)) for name, quantity in quantities.items()
    }


class TestUpsellAccount(BaseCase):
    def _rows(self, sent, lines, changes=()):
        account = make_account(sent, lines, [Change(*change) for change in changes], ANNA)
        completed = sum((line.money for line in lines), Money())
        self.assertEqual(account.completed, completed, "the account adds up to the lines")
        return [(row.user, row.product, row.kind, row.quantity, row.money.amount) for row in account.rows]

    def test_order_kept_as_it_came_has_no_upsell(self):
        self.assertEqual(self._rows(_sent(rum=2), [_line(1, RUM, 2, was_sent=True)]), [])

    def test_more_of_what_was_sent_is_added(self):
        rows = self._rows(_sent(rum=2), [_line(1, RUM, 5, was_sent=True)], [(ANNA, 1, RUM, 3)])
        self.assertEqual(rows, [(ANNA, RUM, "added", 3, 300_00)])

    def test_discount_on_the_line_lowers_what_was_added(self):
        rows = self._rows(_sent(), [_line(1, GIN, 2, discount=50_00)], [(ANNA, 1, GIN, 2)])
        self.assertEqual(rows, [(ANNA, GIN, "added", 2, 250_00)])

    def test_removed_goods_are_taken_off(self):
        rows = self._rows(_sent(rum=2, gin=1), [_line(1, RUM, 2, was_sent=True)], [(BORIS, 2, GIN, -1)])
        self.assertEqual(rows, [(BORIS, GIN, "removed", -1, -150_00)])

    def test_two_managers_share_by_what_each_added(self):
        changes = [(ANNA, 1, GIN, 1), (BORIS, 1, GIN, 2)]
        rows = self._rows(_sent(), [_line(1, GIN, 3, discount=1)], changes)
        self.assertEqual(rows, [(ANNA, GIN, "added", 1, 150_00), (BORIS, GIN, "added", 2, 299_99)])

    def test_who_took_back_his_own_shares_nothing(self):
        changes = [(ANNA, 1, GIN, 1), (BORIS, 1, GIN, 2), (BORIS, 1, GIN, -2)]
        self.assertEqual(self._rows(_sent(), [_line(1, GIN, 1)], changes), [(ANNA, GIN, "added", 1, 150_00)])

    def test_return_takes_the_added_first(self):
        changes = [(ANNA, 1, RUM, 3)]
        for kept, left in ((5, 300_00), (3, 100_00)):
            rows = self._rows(_sent(rum=2), [_line(1, RUM, 5, kept, was_sent=True)], changes)
            self.assertEqual(rows[0][4], left)
        self.assertEqual(self._rows(_sent(rum=2), [_line(1, RUM, 5, 2, was_sent=True)], changes), [])

    def test_goods_that_did_not_arrive_are_nobodys_removal(self):
        self.assertEqual(self._rows(_sent(rum=2), [_line(1, RUM, 2, 1, was_sent=True)]), [])

    def test_what_the_site_added_later_is_nobodys(self):
        rows = self._rows(_sent(rum=2), [_line(1, RUM, 3, was_sent=True)], [(None, 1, RUM, 1)])
        self.assertEqual(rows, [])

    def test_replacement_counts_the_difference(self):
        lines = [_line(1, RUM, 0, was_sent=True), _line(2, GIN, 2, replaces=RUM, replaced_quantity=Fraction(2))]
        rows = self._rows(_sent(rum=2), lines, [(BORIS, 2, GIN, 2)])
        self.assertEqual(rows, [(BORIS, GIN, "replaced", 2, 100_00)])

    def test_forced_replacement_counts_only_above_the_price(self):
        for old, new, expected in ((RUM, GIN, 50_00), (GIN, RUM, None)):
            sent = {old: (Fraction(1), _money(old, 1))}
            line = _line(2, new, 1, replaces=old, replaced_quantity=Fraction(1), is_forced=True)
            rows = self._rows(sent, [line], [(ANNA, 2, new, 1)])
            self.assertEqual([row[4] for row in rows], [expected] if expected else [])

    def test_returned_replacement_is_taken_back_with_its_price(self):
        lines = [_line(2, GIN, 2, 1, replaces=RUM, replaced_quantity=Fraction(2))]
        rows = self._rows(_sent(rum=2), lines, [(ANNA, 2, GIN, 2)])
        self.assertEqual(rows, [(ANNA, GIN, "replaced", 1, 50_00)])

    def test_kopeck_that_does_not_divide_goes_to_the_largest_remainder(self):
        self.assertEqual(split(100, [1, 1, 1]), [34, 33, 33])
        self.assertEqual(split(-100, [1, 2]), [-33, -67])
        self.assertEqual(split(5, [0, 0]), [0, 0])


class TestUpsellProperties(BaseCase):
    """A thousand random orders, changed, replaced, delivered in part and returned by random people."""

    def test_every_kopeck_is_accounted_for(self):
        for seed in range(1000):
            story = _Story(random.Random(seed))
            account = make_account(*story.tell(), ANNA)
            completed = sum((line.money for line in story.lines.values()), Money())
            self.assertEqual(account.completed, completed, seed)

    def test_managers_alone_explain_an_order_delivered_at_its_prices(self):
        for seed in range(1000):
            story = _Story(random.Random(seed), site=False, whole=True, discounts=False)
            account = make_account(*story.tell(), ANNA)
            completed = sum((line.money.amount for line in story.lines.values()), 0)
            explained = sum(row.money.amount for row in account.rows) + account.rest["forced"].amount
            self.assertEqual(explained, completed - account.sent.amount, seed)

    def test_nobody_gets_more_than_the_lines_are_worth(self):
        for seed in range(1000):
            story = _Story(random.Random(seed))
            account = make_account(*story.tell(), ANNA)
            added = sum(row.money.amount for row in account.rows if row.kind == "added")
            self.assertLessEqual(added, sum(line.money.amount for line in story.lines.values()), seed)
            self.assertLessEqual({row.user for row in account.rows}, {ANNA, BORIS}, seed)

    def test_returned_order_leaves_no_added_goods(self):
        for seed in range(500):
            story = _Story(random.Random(seed))
            sent, lines, changes = story.tell()
            returned = [line._replace(kept=Fraction(), money=Money()) for line in lines]
            rows = make_account(sent, returned, changes, ANNA).rows
            self.assertEqual([row for row in rows if row.money.amount > 0], [], seed)


class _Story:
    """A random order: `tell()` returns what `make_account` asks for."""

    def __init__(self, dice, site=True, whole=False, discounts=True):
        self.dice, self.whole, self.discounts = dice, whole, discounts
        self.people = [ANNA, BORIS, None] if site else [ANNA, BORIS]
        self.lines, self.changes, self.sent = {}, [], {}

    def tell(self):
        for product in self.dice.sample(range(1, 6), self.dice.randint(1, 4)):
            number = self._add(product, self.dice.randint(1, 9))
            line = self.lines[number] = self.lines[number]._replace(was_sent=True)
            self.sent[product] = (line.quantity, self._price(product, line.quantity))
        for _time in range(self.dice.randint(0, 8)):
            self.dice.choice([self._change, self._change, self._bring, self._substitute])()
        for number, line in self.lines.items():
            kept = line.quantity if self.whole else Fraction(self.dice.randint(0, int(line.quantity)))
            self.lines[number] = line._replace(kept=kept, money=self._value(line.product, kept))
        return self.sent, list(self.lines.values()), self.changes

    def _price(self, product, quantity):
        return Money(int(product * 10_007 * quantity), int(product * 3_001 * quantity))

    def _value(self, product, quantity):
        money = self._price(product, quantity)
        off = self.dice.randint(0, money.amount // 7) if self.discounts else 0
        return Money(money.amount - off, money.margin - off)

    def _add(self, product, quantity, **values):
        number = len(self.lines) + 1
        self.lines[number] = Line(number, product, Fraction(quantity), Fraction(), Money(), **values)
        return number

    def _change(self):
        line = self.dice.choice([line for line in self.lines.values() if not line.replaces])
        quantity = Fraction(self.dice.randint(0, 12))
        self.lines[line.id] = line._replace(quantity=quantity)
        self.changes.append(Change(self.dice.choice(self.people), line.id, line.product, quantity - line.quantity))

    def _bring(self):
        product, quantity = self.dice.randint(1, 8), Fraction(self.dice.randint(1, 5))
        self.changes.append(Change(self.dice.choice(self.people), self._add(product, quantity), product, quantity))

    def _substitute(self):
        line = self.dice.choice([line for line in self.lines.values() if not line.replaces])
        if not line.quantity:
            return
        self.lines[line.id] = line._replace(quantity=Fraction())
        values = {"replaces": line.product, "replaced_quantity": line.quantity, "is_forced": self.dice.random() < 0.5}
        product = self.dice.choice([one for one in range(1, 9) if one != line.product])
        number = self._add(product, line.quantity, **values)
        self.changes.append(Change(self.dice.choice([ANNA, BORIS]), number, product, line.quantity))
