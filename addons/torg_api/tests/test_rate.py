from odoo.tests import BaseCase

from odoo.addons.torg_api.tools.rate import Limit, judge


class TestRate(BaseCase):
    def test_burst_passes_at_once_and_the_next_one_waits(self):
        limit, free_at = Limit(10, 5), 0.0
        verdicts = []
        for _number in range(6):
            verdict = judge(limit, free_at, 1000.0)
            free_at = verdict.free_at
            verdicts.append(verdict)
        self.assertEqual([verdict.allowed for verdict in verdicts], [True] * 5 + [False])
        self.assertEqual([verdict.remaining for verdict in verdicts], [4, 3, 2, 1, 0, 0])
        self.assertAlmostEqual(verdicts[-1].wait, 0.1)

    def test_a_refused_request_costs_nothing(self):
        limit = Limit(10, 1)
        first = judge(limit, 0, 1000.0)
        refused = judge(limit, first.free_at, 1000.0)
        self.assertEqual(refused.free_at, first.free_at)

    def test_who_waits_as_long_as_told_may_come(self):
        limit = Limit(3, 6)
        free_at, now = 0.0, 1000.0
        while (verdict := judge(limit, free_at, now)).allowed:
            free_at = verdict.free_at
        self.assertFalse(judge(limit, free_at, now + verdict.wait - 1e-3).allowed)
        self.assertTrue(judge(limit, free_at, now + verdict.wait).allowed)
        self.assertEqual(verdict.reset, verdict.wait)

    def test_all_of_it_is_free_again_when_it_was_told(self):
        limit = Limit(10, 5)
        verdict = judge(limit, 0, 1000.0)
        self.assertAlmostEqual(verdict.reset, 0.1)
        self.assertEqual(judge(limit, verdict.free_at, 1000.0 + verdict.reset).remaining, 4)

    def test_over_a_long_time_the_rate_is_kept_to_the_request(self):
        limit, free_at, passed = Limit(50, 100), 0.0, 0
        for step in range(20_000):
            verdict = judge(limit, free_at, 1000 + step / 1000)
            free_at, passed = verdict.free_at, passed + verdict.allowed
        self.assertLessEqual(abs(passed - (100 + 20 * 50)), 1)

    def test_rest_fills_the_bucket_no_further_than_its_brim(self):
        limit = Limit(10, 5)
        self.assertEqual(judge(limit, 0, 1e6).remaining, 4)
