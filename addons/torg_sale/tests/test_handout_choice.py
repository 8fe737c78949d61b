import random
from collections import Counter
from time import perf_counter

from odoo.tests import BaseCase

from odoo.addons.torg_sale.tools.handout import Candidate, Task, choose

STORES, KINDS, TEAMS = (1, 2, 3), (1, 2), (1, 2)


class TestHandoutChoice(BaseCase):
    def test_customers_own_manager_comes_first(self):
        choice = choose(Task(own=2), [Candidate(1), Candidate(2, load=9)])
        self.assertEqual((choice.user_id, choice.kind), (2, "own"))

    def test_own_manager_who_may_not_take_it_is_passed_over_and_it_is_said(self):
        choice = choose(Task(own=2), [Candidate(1), Candidate(2, load=9, cap=9)])
        self.assertEqual((choice.user_id, choice.own_is_away), (1, True))

    def test_fewest_orders_by_share(self):
        choice = choose(Task(), [Candidate(1, load=3), Candidate(2, load=4, weight=2)])
        self.assertEqual((choice.user_id, choice.kind, choice.by_share), (2, "least", True))

    def test_of_equals_the_longest_waiting(self):
        choice = choose(Task(), [Candidate(1, load=2, last=50), Candidate(2, load=2, last=40)])
        self.assertEqual((choice.user_id, choice.kind), (2, "longest"))

    def test_nobody_fits(self):
        cases = {
            "share is nothing": (Candidate(1, weight=0), Task()),
            "hands are full": (Candidate(1, load=2.5, cap=3), Task()),
            "another store": (Candidate(1, stores=frozenset({2})), Task(store=1)),
            "another type": (Candidate(1, kinds=frozenset({2})), Task(kind=1)),
            "another team": (Candidate(1, teams=frozenset({2})), Task(teams=frozenset({1}))),
            "another language": (Candidate(1, languages=frozenset({"ru_RU"})), Task(language="kk_KZ")),
            "did not open it": (Candidate(1), Task(refused=frozenset({1}))),
        }
        for name, (candidate, task) in cases.items():
            with self.subTest(name):
                self.assertIsNone(choose(task, [candidate]))

    def test_tenths_make_a_whole(self):
        self.assertTrue(Candidate(1, load=0.1 + 0.2, cap=0.4).fits(Task(weight=0.1)))

    def test_ten_thousand_orders_to_twenty_people_who_come_and_go(self):
        """Who gets an order may take it, and nobody of his weight who may has less, so nobody gets ahead by two."""
        rng = random.Random(7)
        people = [_make_candidate(rng, number) for number in range(1, 21)]
        on_line, ineligible, spread, seconds = set(people_ids(people)), 0, 0.0, 0.0
        kinds = Counter()
        for now in range(10_000):
            for person in rng.sample(people, 2):
                on_line ^= {person.id}
            for person in rng.sample(people, 3):
                person.load = max(0.0, person.load - rng.randint(0, 4))
            task, present = _make_task(rng), [person for person in people if person.id in on_line]
            eligible = {person.id: person.load for person in present if _may(person, task)}
            start = perf_counter()
            choice = choose(task, present)
            seconds += perf_counter() - start
            self.assertEqual(bool(choice), bool(eligible))
            if not choice:
                continue
            kinds[choice.kind] += 1
            ineligible += choice.user_id not in eligible
            winner = next(person for person in people if person.id == choice.user_id)
            winner.take(task, now)
            peers = [person.load for person in present if person.id in eligible and person.weight == winner.weight]
            if choice.kind != "own":
                spread = max(spread, winner.load - min(peers))
        self.assertEqual(ineligible, 0)
        self.assertLessEqual(spread, 1.0 + 1e-9)
        self.assertEqual(set(kinds), {"own", "only", "least", "longest"})
        self.assertLess(seconds / 10_000, 0.01)

    def test_loads_of_people_who_stay_differ_by_one_at_most(self):
        people = [Candidate(number) for number in range(1, 21)]
        for now in range(10_000):
            choice = choose(Task(), people)
            people[choice.user_id - 1].take(Task(), now)
            loads = [person.load for person in people]
            self.assertLessEqual(max(loads) - min(loads), 1)

    def test_who_was_away_catches_up(self):
        people = [Candidate(number, load=10.0 * (number > 5)) for number in range(1, 21)]
        for now in range(5 * 10 + 20):
            choice = choose(Task(), people)
            people[choice.user_id - 1].take(Task(), now)
        loads = [person.load for person in people]
        self.assertLessEqual(max(loads) - min(loads), 1)


def people_ids(people):
    """Return the ids of candidates."""
    return [person.id for person in people]


def _make_candidate(rng, number):
    return Candidate(
        number,
        weight=rng.choice([1.0, 1.0, 2.0]),
        cap=rng.choice([0, 0, 12]),
        teams=frozenset({rng.choice(TEAMS)}),
        stores=frozenset(rng.sample(STORES, rng.randint(0, 2))),
        kinds=frozenset(rng.sample(KINDS, rng.randint(0, 1))),
    )


def _make_task(rng):
    return Task(
        teams=frozenset(rng.sample(TEAMS, rng.randint(0, 1))),
        store=rng.choice(STORES),
        kind=rng.choice(KINDS),
        own=rng.choice([0, 0, 0, rng.randint(1, 20)]),
        refused=frozenset(rng.sample(range(1, 21), 1)),
    )


def _may(person, task):
    """The rules in other words than the code's."""
    if task.teams and not (person.teams & task.teams):
        return False
    if person.stores and task.store not in person.stores:
        return False
    if person.kinds and task.kind not in person.kinds:
        return False
    if person.cap and person.load + 1 > person.cap:
        return False
    return person.id not in task.refused
