from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import DeletedRec, ItemRec, PartnerRec, PictureRec

from .goods import GoodsMixin
from .test_catalogue import CatalogueCase
from .test_pictures import picture


class FuseCase(GoodsMixin, CatalogueCase):
    """A base of ten items whose fuse is three."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.onec.onec_fuse_number = 3
        cls.load_rows(cls.items(*range(10)))

    @classmethod
    def items(cls, *numbers, **told):
        return [ItemRec(f"i{number}", f"i{number}", name=f"Wine {number}", **told) for number in numbers]

    def make_export(self):
        return self.env["torg.onec.export"].create({"endpoint_id": self.onec.id})

    def export(self, *numbers):
        """Apply a full export of these items; return its run."""
        export = self.make_export()
        run = self.load_rows(self.items(*numbers), only_changes=False, export_id=export.id)
        export._close()
        return run

    def active(self):
        """Return how many items are sold."""
        return sum(self.product(f"i{number}").active for number in range(10))

    def asked(self, kind="item"):
        domain = [("endpoint_id", "=", self.onec.id), ("kind", "=", kind), ("state", "=", "waiting")]
        return self.env["torg.onec.approval"].search(domain)


@tagged("post_install", "-at_install")
class TestFuse(FuseCase):
    """The fuse counts what all files of an export take away, and forgets nothing that it has asked about."""

    def test_files_of_one_export_are_counted_together(self):
        export = self.make_export()
        self.load_rows(self.items(0, 1, deleted=True), export_id=export.id)
        self.assertEqual((self.active(), self.asked().count), (8, 0))
        for numbers in ((2, 3), (4, 5)):
            self.load_rows(self.items(*numbers, deleted=True), export_id=export.id)
        self.assertEqual((self.active(), self.asked().count), (8, 4))
        self.assertIn("Wine 2", self.asked().row_text)
        self.asked().action_approve()
        self.assertEqual(self.active(), 4)

    def test_another_export_begins_anew(self):
        for numbers in ((0, 1, 2), (3, 4, 5)):
            self.load_rows(self.items(*numbers, deleted=True), export_id=self.make_export().id)
        self.assertEqual((self.active(), self.asked().count), (4, 0))

    def test_files_without_an_export_are_counted_by_the_day(self):
        first = self.load_rows(self.items(0, 1, deleted=True))
        self.load_rows(self.items(2, 3, deleted=True))
        self.assertEqual((self.active(), self.asked().count), (8, 2))
        first.flush_recordset()
        self.env.cr.execute("UPDATE torg_onec_run SET create_date = create_date - interval '2 days'")
        self.env.invalidate_all()
        self.load_rows(self.items(4, deleted=True))
        self.assertEqual((self.active(), self.asked().count), (7, 2))

    def test_what_a_person_has_agreed_to_is_not_held_against_the_next(self):
        self.load_rows(self.items(*range(5), deleted=True))
        self.asked().action_approve()
        self.load_rows(self.items(5, deleted=True))
        self.assertEqual((self.active(), self.asked().count), (4, 0))

    def test_later_question_keeps_what_the_earlier_one_asked(self):
        self.load_rows(self.items(*range(5), deleted=True))
        self.load_rows(self.items(*range(4, 9), deleted=True))
        self.assertEqual((self.active(), len(self.asked()), self.asked().count), (10, 1, 9))
        self.assertIn("9", self.asked().text)

    def test_what_1c_names_again_is_not_asked_about_any_more(self):
        self.export(0, 1)
        self.assertEqual((self.active(), self.asked().count), (10, 8))
        self.load_rows(self.items(2, 3))
        self.assertEqual(self.asked().count, 6)
        self.load_rows(self.items(*range(4, 9)))
        self.asked().action_approve()
        self.assertEqual((self.active(), self.product("i9").active), (9, False))
        self.load_rows(self.items(9))
        self.assertEqual(self.active(), 10)

    def test_question_without_rows_is_over(self):
        self.export(0, 1)
        self.load_rows(self.items(*range(2, 10)))
        self.assertFalse(self.asked())

    def test_refused_absence_is_not_asked_about_by_every_export(self):
        self.export(0, 1)
        self.asked().action_refuse()
        self.export(0, 1)
        self.assertEqual((self.active(), self.asked().count), (10, 0))

    def test_marked_items_again_write_and_ask_nothing(self):
        self.load_rows(self.items(0, deleted=True))
        before = self.versions()
        run = self.load_rows(self.items(0, deleted=True))
        self.assertEqual((self.counts(run, "item"), self.versions()), ({"unchanged": 1}, before))

    def test_too_many_customers_marked_for_deletion_wait(self):
        rows = [PartnerRec(f"p{number}", name=f"Cafe {number}") for number in range(5)]
        self.load_rows(rows, section="partners")
        self.load_rows([PartnerRec(row.id, name=row.name, deleted=True) for row in rows], section="partners")
        partners = self.env["res.partner"].search([("name", "=like", "Cafe _")])
        self.assertEqual((len(partners), self.asked("partner").count), (5, 5))
        self.env["res.users"].create({"login": "cafe-1", "name": "Cafe 1", "partner_id": partners[1].id})
        self.asked("partner").action_approve()
        self.assertEqual(partners.filtered("active"), partners[1], "who signs in stays")

    def test_pictures_of_several_files_are_counted_together(self):
        self.onec.onec_fuse_number = 1
        self.env["torg.onec.file"].create({"name": "a.png", "endpoint_id": self.onec.id, "format": "other"})._append(
            picture("red")
        )
        self.load_pictures(*self.items(0, 1, 2, pictures=(PictureRec("a.png"),)))
        for number in range(3):
            self.load_pictures(*self.items(number, pictures=()))
        self.assertEqual([bool(self.product(f"i{number}").image_1920) for number in range(3)], [False, True, True])
        self.assertEqual(self.asked("picture").count, 2)
        self.load_pictures(*self.items(1, pictures=(PictureRec("a.png"),)))
        self.assertEqual(self.asked("picture").count, 1)
        self.asked("picture").action_approve()
        self.assertEqual([bool(self.product(f"i{number}").image_1920) for number in range(3)], [False, True, False])

    def load_pictures(self, *items):
        self.load_rows(list(items))
        self.finish(self.env["torg.onec.run"].search([("topic", "=", "pictures"), ("state", "=", "waiting")]))


@tagged("post_install", "-at_install")
class TestFusePrices(FuseCase):
    """Prices that are taken back, or become zero, in several files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods(8)
        cls.retail = cls.map_price_type()

    def setUp(self):
        super().setUp()
        self.send({number: 10 for number in range(8)})
        self.env.flush_all()
        self.env.cr.execute("UPDATE product_pricelist_item SET date_start = date_start - interval '1 hour'")
        self.env.invalidate_all()

    def send(self, prices, **vals):
        rows = [self.price_row(number, price) for number, price in prices.items()]
        return self.load_rows(rows, section="offers", **vals)

    def in_force(self):
        """Return how many prices are in force that are not zero."""
        price_list = self.retail.price_type_id.pricelist_id
        domain = [("pricelist_id", "=", price_list.id), ("date_end", "=", False), ("fixed_price", "!=", 0)]
        return self.env["product.pricelist.item"].search_count(domain)

    def test_files_of_one_export_are_counted_together_by_the_settings_of_the_base(self):
        export = self.make_export()
        for numbers in ((0, 1), (2, 3), (4, 5)):
            self.send(dict.fromkeys(numbers), export_id=export.id)
        self.assertEqual((self.in_force(), self.asked("prices").count), (6, 4))
        self.asked("prices").action_approve()
        self.assertEqual(self.in_force(), 2)

    def test_price_told_again_is_not_asked_about_any_more(self):
        self.send(dict.fromkeys(range(5)))
        self.send({0: 10, 1: 12})
        self.assertEqual(self.asked("prices").count, 3)
        self.asked("prices").action_approve()
        self.assertEqual(self.in_force(), 5)

    def test_too_many_zeros_wait_for_a_person(self):
        self.onec.onec_zero_price = "zero"
        self.send(dict.fromkeys(range(5), 0))
        self.assertEqual((self.in_force(), self.asked("prices").count), (8, 5))
        self.asked("prices").action_approve()
        self.assertEqual((self.in_force(), self.prices(self.retail)[:5]), (3, [0] * 5))

    def test_some_zeros_are_in_force_when_the_file_is_over(self):
        self.onec.onec_zero_price = "zero"
        self.send({0: 0, 1: 0})
        self.assertEqual((self.in_force(), self.prices(self.retail)[:3]), (6, [0, 0, 10]))
        before = self.versions()
        self.send({0: 0, 1: 0})
        self.assertEqual(self.versions(), before)


@tagged("post_install", "-at_install")
class TestDeleted(FuseCase):
    """What a base only says is gone."""

    def waiting(self):
        return self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])

    def test_item_deleted_for_good_is_archived_once(self):
        run = self.load_rows([DeletedRec("item", "i0"), DeletedRec("item", "nobody")])
        self.assertFalse(self.product("i0").active, self.show(run))
        self.assertEqual(self.counts(run, "item"), {"archived": 1, "unchanged": 1})
        run = self.load_rows([DeletedRec("item", "i0")])
        self.assertEqual((self.counts(run, "item"), self.waiting().ids), ({"unchanged": 1}, []))

    def test_customer_deleted_for_good_is_archived(self):
        self.load_rows([PartnerRec("p", name="Cafe")], section="partners")
        partner = self.link("partner", "res.partner", "p")
        self.load_rows([DeletedRec("partner", "p")])
        self.assertFalse(partner.active)

    def test_item_that_is_told_again_is_back(self):
        self.load_rows([DeletedRec("item", "i0")])
        self.load_rows(self.items(0))
        self.assertTrue(self.product("i0").active)

    def test_too_many_deleted_items_wait(self):
        self.load_rows([DeletedRec("item", f"i{number}") for number in range(5)])
        self.assertEqual((self.active(), self.asked().count), (10, 5))

    def test_deletions_of_other_kinds_wait_for_their_addon(self):
        self.load_rows([DeletedRec("contract", "c")])
        self.assertEqual((self.waiting().waits_kind, self.waiting().waits_id), ("handler", "DeletedRec:contract"))
        self.env["torg.onec.parked"]._cron_replay()
        self.assertFalse(self.env["torg.onec.run"].search([("state", "=", "waiting")]))

    def test_deletions_that_waited_are_done(self):
        run = self.load_rows([])
        rows = [DeletedRec("item", "i0"), DeletedRec("contract", "c")]
        self.env["torg.onec.parked"]._put(run, [(row, "handler", ("DeletedRec", ""), "") for row in rows])
        self.env["torg.onec.parked"]._cron_replay()
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertFalse(self.product("i0").active)
        self.assertEqual(self.waiting().waits_id, "DeletedRec:contract")
