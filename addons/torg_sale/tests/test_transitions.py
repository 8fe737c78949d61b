import random

from odoo.tests import BaseCase, tagged

from odoo.addons.torg_sale.tools.transitions import Move, Rule, is_allowed, lint

CHANNELS = ("desk", "api", "1c", "phone", "system")
LADDER = ("manager", "supervisor", "director")
FINAL = frozenset({7, 8})
SHIPPED = (
    Rule(1, allow=True, sources=FINAL, role="supervisor", channel="desk"),
    Rule(2, allow=True, sources=FINAL, channel="system"),
    Rule(3, allow=False, sources=FINAL),
    Rule(4, allow=True),
)


def is_legal(move):
    """What the shipped matrix says, told another way."""
    if move.source not in FINAL:
        return True
    return move.channel == "system" or (move.channel == "desk" and "supervisor" in move.roles)


@tagged("post_install", "-at_install")
class TestTransitions(BaseCase):
    def test_hundred_thousand_attempts_are_judged_as_the_words_say(self):
        dice = random.Random(19)
        illegal = 0
        for _ in range(100_000):
            move = Move(
                kind=dice.randrange(3),
                source=dice.randrange(1, 9),
                target=dice.randrange(1, 9),
                roles=frozenset(LADDER[: dice.randrange(4)]),
                channel=dice.choice(CHANNELS),
            )
            illegal += is_allowed(SHIPPED, move) != is_legal(move)
        self.assertEqual(illegal, 0)

    def test_what_no_rule_speaks_about_is_forbidden(self):
        self.assertFalse(is_allowed((), Move(1, 1, 2, frozenset(), "desk")))

    def test_first_rule_that_fits_decides(self):
        rules = (Rule(1, allow=False, targets=frozenset({2})), Rule(2, allow=True))
        self.assertFalse(is_allowed(rules, Move(1, 1, 2, frozenset(), "desk")))
        self.assertTrue(is_allowed(rules, Move(1, 1, 3, frozenset(), "desk")))

    def test_rule_of_a_type_leaves_other_types_alone(self):
        rules = (Rule(1, allow=False, kinds=frozenset({2})), Rule(2, allow=True))
        self.assertFalse(is_allowed(rules, Move(2, 1, 3, frozenset(), "api")))
        self.assertTrue(is_allowed(rules, Move(1, 1, 3, frozenset(), "api")))

    def test_linter_finds_what_nobody_reaches_and_where_nobody_leaves(self):
        rules = (
            Rule(1, allow=False, targets=frozenset({3})),
            Rule(2, allow=False, sources=frozenset({2})),
            Rule(3, allow=True),
        )
        found = lint(rules, 1, [1, 2, 3, 4], 1, {4}, [frozenset(LADDER)], CHANNELS)
        self.assertEqual(found.unreachable, {3})
        self.assertEqual(found.dead_ends, {2})

    def test_final_stage_is_no_dead_end(self):
        found = lint(
            (Rule(1, allow=False, sources=FINAL), Rule(2, allow=True)), 1, [1, 7], 1, FINAL, [frozenset()], CHANNELS
        )
        self.assertFalse(found.dead_ends)
        self.assertFalse(found.unreachable)
