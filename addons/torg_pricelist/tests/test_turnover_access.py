from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_turnover import TurnoverCommon


@tagged("post_install", "-at_install")
class TestTurnoverAccess(TurnoverCommon):
    """Rights, as people: managers read, directors publish, strangers see nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.user_id = cls.manager
        cls.passer_by.user_id = False
        for customer in (cls.shop, cls.passer_by):
            cls._buy(customer, 30_000)

    def _see(self, user, model="torg.turnover.level", field="partner_id"):
        return self.env[model].with_user(user).search([("table_id", "=", self.table.id)])[field].sudo()

    def test_manager_sees_levels_of_own_and_nobody_s_customers(self):
        both = self.shop | self.passer_by
        self.assertEqual(self._see(self.manager), both)
        self.assertEqual(self._see(self.other_manager), self.passer_by)
        self.assertEqual(self._see(self.supervisor), both)
        self.assertEqual(self._see(self.director), both)

    def test_turnover_and_history_are_as_closed_as_levels(self):
        for user, customers in ((self.manager, self.shop | self.passer_by), (self.other_manager, self.passer_by)):
            self.assertEqual(self._see(user, "torg.turnover.level.history"), customers)
            self.assertEqual(self.Entry.with_user(user).search([]).partner_id.sudo(), customers)

    def test_verb_tells_a_foreign_level_to_nobody(self):
        self.assertEqual(self.shop.with_user(self.manager)._get_turnover_level().percent, 3.0)
        self.assertIsNone(self.shop.with_user(self.other_manager)._get_turnover_level())

    def test_group_by_tells_no_foreign_turnover(self):
        groups = self.Level.with_user(self.other_manager)._read_group([], [], ["turnover:sum"])
        self.assertEqual(groups, [(30_000,)])

    def test_strangers_see_nothing(self):
        for user in (self.stranger, self.store_staff, self.courier, self.integration_admin):
            for model in ("torg.turnover.table", "torg.turnover.level", "torg.turnover.entry"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_nobody_writes_levels_turnover_and_history_by_hand(self):
        for user in (self.manager, self.supervisor, self.director):
            level = self._get_level().with_user(user)
            for record, values in (
                (level, {"line_id": self.table.line_ids[-1].id}),
                (level.history_ids, {"note": "nobody saw it"}),
                (self.Entry.search([], limit=1).with_user(user), {"amount": 1e9}),
            ):
                with self.assertRaises(AccessError):
                    record.write(values)

    def test_only_a_director_makes_publishes_and_archives_tables(self):
        for user in (self.manager, self.supervisor):
            with self.assertRaises(AccessError):
                self.Table.with_user(user).create({"name": "Mine"})
            with self.assertRaises(AccessError):
                self._create_table().with_user(user)._publish()
            with self.assertRaises(AccessError):
                self.table.with_user(user).action_archive_table()
            with self.assertRaises(AccessError):
                self.env["torg.turnover.simulation"].with_user(user).create({"table_id": self.table.id})
        table = self.Table.with_user(self.director).create(
            {"name": "Mine", "line_ids": [(0, 0, {"threshold": 5, "percent": 1})]}
        )
        table._publish()
        self.assertEqual(table.state, "published")
        table.action_archive_table()
        self.assertEqual(table.state, "archived")

    def test_state_is_not_written_by_rpc(self):
        draft = self._create_table().with_user(self.director)
        for values in ({"state": "published"}, {"date_from": "2020-01-01"}):
            with self.assertRaises(AccessError):
                draft.write(values)
        with self.assertRaises(AccessError):
            self.Table.with_user(self.director).with_context(default_state="published").create({"name": "Sly"})
