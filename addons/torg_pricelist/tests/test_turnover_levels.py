from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_turnover import TurnoverCommon


@tagged("post_install", "-at_install")
class TestTurnoverLevels(TurnoverCommon):
    def test_level_begins_exactly_at_its_threshold(self):
        for amount, percent in ((29_999.99, 0), (0.01, 3), (69_999.99, 3), (0.01, 5), (200_000, 7)):
            self._buy(self.shop, amount, self.today - timedelta(days=len(self.Entry.search([]))))
            self.assertEqual(self._get_percent(), percent)

    def test_level_tells_turnover_and_what_is_left(self):
        self._buy(self.shop, 85_000)
        level = self.shop._get_turnover_level()
        self.assertEqual((level.name, level.percent, level.turnover), ("3 %", 3.0, 85_000))
        self.assertEqual((level.next_name, level.next_threshold, level.left), ("5 %", 100_000, 15_000))
        self.assertTrue(level.is_close)
        self._buy(self.shop, 300_000, self.today - timedelta(days=1))
        level = self.shop._get_turnover_level()
        self.assertEqual((level.percent, level.next_name, level.left), (7.0, "", 0.0))

    def test_contact_has_the_level_of_the_company(self):
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.shop.id})
        self._buy(self.shop, 30_000)
        self.assertEqual(contact._get_turnover_level().percent, 3.0)

    def test_customer_who_bought_nothing_has_no_level(self):
        self._night()
        self.assertIsNone(self.passer_by._get_turnover_level())
        self.assertFalse(self._get_level(self.passer_by))

    def test_returned_goods_lower_turnover_and_level(self):
        self._buy(self.shop, 100_000)
        self._buy(self.shop, -0.01, self.today - timedelta(days=1))
        self.assertEqual((self._get_percent(), self.shop._get_turnover_level().turnover), (3.0, 99_999.99))

    # === PERIODS === #

    def test_rolling_period_loses_a_purchase_a_year_later_to_the_day(self):
        self.table.sudo().date_from = self._day(2026, 1, 1)
        with freeze_time("2026-03-10 09:00:00"):
            self._buy(self.shop, 30_000, self._day(2026, 3, 10))
            self.assertEqual(self._get_percent(), 3.0)
        with freeze_time("2027-03-09 09:00:00"):
            self._night()
            self.assertEqual(self._get_percent(), 3.0)
        with freeze_time("2027-03-10 09:00:00"):
            self._night()
            self.assertEqual(self._get_percent(), 0.0)

    def test_day_of_trade_is_moscow_s(self):
        self.env.company.trade_tz = "Europe/Moscow"
        self.table.sudo().date_from = self._day(2026, 1, 1)
        self._buy(self.shop, 30_000, self._day(2026, 3, 10), refresh=False)
        for moment, percent in (("2027-03-09 20:59:00", 3.0), ("2027-03-09 21:01:00", 0.0)):
            with freeze_time(moment):
                self._night()
                self.assertEqual(self._get_percent(), percent)

    def test_month_told_by_another_system_counts_until_the_whole_month_is_out(self):
        self.table.sudo().date_from = self._day(2026, 1, 1)
        self.Entry._load_turnover([(self.shop, self._day(2026, 3, 1), 30_000, None)], "opening")
        for moment, percent in (("2026-03-15", 3.0), ("2027-03-30", 3.0), ("2027-03-31", 0.0)):
            with freeze_time(f"{moment} 09:00:00"):
                self._night()
                self.assertEqual(self._get_percent(), percent, moment)

    def test_calendar_year_begins_anew(self):
        table = self._create_table(basis="year")
        table.sudo().write({"state": "published", "date_from": self._day(2026, 1, 1)})
        self._buy(self.shop, 100_000, self._day(2026, 12, 31), refresh=False)
        for moment, name in (("2026-12-31 09:00", "5 %"), ("2026-12-31 21:30", False)):
            with freeze_time(moment):
                self._night()
                self.assertEqual(self._get_level(table=table).line_id.display_name, name)

    def test_level_of_a_year_holds_through_the_next_when_it_falls_at_the_end_of_the_year(self):
        table = self._create_table(basis="year", fall_on="year")
        table.sudo().write({"state": "published", "date_from": self._day(2026, 1, 1)})
        self._buy(self.shop, 100_000, self._day(2026, 6, 1), refresh=False)
        for moment, name in (
            ("2026-06-02", "5 %"),
            ("2027-01-01", "5 %"),
            ("2027-12-31", "5 %"),
            ("2028-01-01", False),
        ):
            with freeze_time(f"{moment} 09:00"):
                self._night()
                self.assertEqual(self._get_level(table=table).line_id.display_name, name, moment)

    def test_level_waits_for_the_end_of_the_month_to_fall(self):
        table = self._create_table(fall_on="month")
        table.sudo().write({"state": "published", "date_from": self._day(2026, 1, 1)})
        self._buy(self.shop, 30_000, self._day(2026, 3, 10), refresh=False)
        steps = (("2027-03-09", "3 %"), ("2027-03-10", "3 %"), ("2027-03-31", "3 %"), ("2027-04-01", False))
        for moment, name in steps:
            with freeze_time(f"{moment} 09:00"):
                self._night()
                self.assertEqual(self._get_level(table=table).line_id.display_name, name, moment)
        self.assertEqual(self._get_last_change(table).reason, "period")

    def test_level_that_only_rises_stays_when_the_period_is_over(self):
        table = self._create_table(mode="one_way")
        table.sudo().write({"state": "published", "date_from": self._day(2026, 1, 1)})
        self._buy(self.shop, 100_000, self._day(2026, 3, 10), refresh=False)
        for moment in ("2026-03-11 09:00", "2027-03-11 09:00", "2030-01-01 09:00"):
            with freeze_time(moment):
                self._night()
                self.assertEqual(self._get_level(table=table).line_id.display_name, "5 %", moment)
        self.assertEqual(self._get_level(table=table).turnover, 0.0)

    def test_all_time_never_ends(self):
        table = self._create_table(basis="life")
        self._publish_table(table)
        self._buy(self.shop, 30_000, self._day(2001, 5, 5))
        self.assertEqual(self._get_level(table=table).line_id.display_name, "3 %")

    # === WHO AND WHAT === #

    def test_only_counted_categories_make_turnover(self):
        table = self._create_table(counted_category_ids=self.wine.ids)
        self._publish_table(table)
        self._buy(self.shop, 40_000, category=self.drinks)
        self._buy(self.shop, 30_000, category=self.wine)
        self.assertEqual(self._get_level(table=table).turnover, 30_000)
        self.assertEqual(self._get_level().turnover, 70_000)

    def test_table_of_people_is_not_for_companies(self):
        table = self._create_table(customer_kind="person")
        self._publish_table(table)
        person = self.env["res.partner"].create({"name": "Maria"})
        for customer in (person, self.shop):
            self._buy(customer, 30_000)
        self.assertEqual(self._get_level(person, table).line_id.display_name, "3 %")
        self.assertFalse(self._get_level(table=table).line_id)

    def test_customer_who_lost_the_tag_loses_the_level(self):
        tag = self.env["res.partner.category"].create({"name": "VIP"})
        table = self._create_table(tag_ids=tag.ids)
        self._publish_table(table)
        self.shop.category_id = tag
        self._buy(self.shop, 30_000)
        self.assertEqual(self._get_level(table=table).line_id.display_name, "3 %")
        self.shop.category_id = False
        self._night()
        self.assertFalse(self._get_level(table=table).line_id)

    def test_the_best_of_several_tables_applies(self):
        self._publish_table(self._create_table(levels=((1_000, 4),)))
        self._buy(self.shop, 30_000)
        self.assertEqual(self._get_percent(), 4.0)
        self._buy(self.shop, 70_000, self.today - timedelta(days=1))
        self.assertEqual(self._get_percent(), 5.0)

    # === BY HAND === #

    def test_level_by_hand_ends_with_its_last_day(self):
        gold = self.table.line_ids[-1]
        self.Level._set_manual(self.shop, gold, self.today, "Promised")
        self.assertEqual(self._get_percent(), 7.0)
        self.assertEqual([level.percent for level in self.shop._get_tier_levels()], [7.0])
        with freeze_time(self.today + timedelta(days=1, hours=0)):
            self.assertFalse(self.shop._get_tier_levels(), "also before the night has counted")
            self._night()
            level = self._get_level()
            self.assertFalse(level.line_id or level.manual_line_id)
            change = self._get_last_change()
            self.assertEqual((change.reason, change.note), ("manual_end", "Promised"))

    def test_turnover_raises_a_level_by_hand_but_never_lowers_it(self):
        silver = self.table.line_ids[1]
        self.Level._set_manual(self.shop, silver, self.today + timedelta(days=30), "Promised")
        self._buy(self.shop, 30_000)
        self.assertEqual(self._get_percent(), 5.0)
        self._buy(self.shop, 300_000, self.today - timedelta(days=1))
        self.assertEqual(self._get_percent(), 7.0)
        self._get_level().action_end_manual()
        self.assertEqual(self._get_percent(), 7.0)

    def test_history_tells_who_gave_the_level_and_why(self):
        level = self.Level.with_user(self.director)._set_manual(
            self.shop, self.table.line_ids[0], self.today, "The director agreed"
        )
        row = level.history_ids
        self.assertEqual((row.user_id, row.reason, row.note), (self.director, "manual", "The director agreed"))
        self.assertEqual((row.from_line_id.id, row.to_line_id), (False, self.table.line_ids[0]))
        self._buy(self.shop, 100_000)
        change = self._get_last_change()
        self.assertEqual((change.reason, change.user_id.id, change.turnover), ("turnover", False, 100_000))

    def test_level_by_hand_in_the_past_is_refused(self):
        with self.assertRaises(UserError):
            self.Level._set_manual(self.shop, self.table.line_ids[0], self.today - timedelta(days=1), "Late")

    def test_manager_gives_no_level(self):
        with self.assertRaises(AccessError):
            self.Level.with_user(self.manager)._set_manual(self.shop, self.table.line_ids[0], self.today, "Please")

    # === TABLES === #

    def test_published_table_is_not_changed(self):
        for values in ({"basis": "life"}, {"customer_kind": "person"}):
            with self.assertRaises(UserError):
                self.table.with_user(self.director).write(values)
        with self.assertRaises(UserError):
            self.table.line_ids[0].with_user(self.director).percent = 50
        with self.assertRaises(UserError):
            self.table.with_user(self.director).line_ids.create(
                {"table_id": self.table.id, "threshold": 1, "percent": 1}
            )

    def test_published_table_can_be_talked_about(self):
        table = self.table.with_user(self.director)
        table.message_post(body="Agreed with everybody")
        table.note = "Agreed"
        self.assertEqual(table.note, "Agreed")

    def test_copy_replaces_the_table_from_its_first_day(self):
        self._buy(self.shop, 30_000)
        copy = self.table.copy()
        copy.line_ids[0].percent = 4
        tomorrow = self.today + timedelta(days=1)
        self._publish_table(copy, tomorrow)
        self._night()
        self.assertEqual((self.table.date_to, copy.date_from), (self.today, tomorrow))
        self.assertEqual(self._get_percent(), 3.0)
        with freeze_time(tomorrow + timedelta(days=0)):
            self.assertEqual(self._get_percent(), 4.0)

    def test_replacing_table_keeps_levels_given_by_hand(self):
        until = self.today + timedelta(days=90)
        self.Level._set_manual(self.shop, self.table.line_ids[1], until, "Promised")
        copy = self.table.copy()
        self._publish_table(copy)
        self._night()
        level = self._get_level(table=copy)
        self.assertEqual((level.line_id, level.manual_until), (copy.line_ids[1], until))

    def test_table_without_levels_is_not_published(self):
        with self.assertRaises(UserError):
            self._create_table(levels=())._publish()

    def test_who_buys_more_gets_no_less(self):
        with self.assertRaises(ValidationError):
            self._create_table(levels=((1_000, 5), (2_000, 4)))

    def test_level_gives_a_percent_or_a_price_list_not_both(self):
        for gift in ({"percent": 0}, {"percent": 3, "pricelist_id": self.wholesale.id}):
            with self.assertRaises(ValidationError):
                self._create_table(levels=((1_000, gift),))

    def test_archived_table_gives_nothing(self):
        self._buy(self.shop, 30_000)
        self.table.sudo().date_from = self.today - timedelta(days=5)
        self.table.action_archive_table()
        self.assertIsNone(self.shop._get_turnover_level())
