from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.torg_1c.tools.kinds import ITEM, PARTNER
from odoo.addons.torg_1c.tools.records import BankAccountRec, ContactRec, PartnerRec

from .bases import BasesMixin, warehouse
from .orders import OrdersCommon

PHONE = (ContactRec("Мобильный", "+7 921 555-00-11", "mobile"),)
ACCOUNTS = (BankAccountRec("40702810200000000001", "Сбербанк", "044525225", "30101810400000000225"),)


@tagged("post_install", "-at_install")
class TestRelink(BasesMixin, OrdersCommon):
    """Links that people join and part: the log, and the way back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_bases()
        cls.admin = new_test_user(cls.env, "onec-admin", groups="torg_base.group_integration_admin")
        cls.log = cls.env["torg.onec.relink"]

    def send_both(self):
        """Each base brings the same two products, and nobody is told to look for them."""
        self.shop.onec_match = "none"
        self.send(self.office, warehouse("main", "Main"), *self.goods(self.office, 2))
        self.send(self.shop, warehouse("hall", "Hall"), *self.goods(self.shop, 2, name="Tovar"))
        self.send(self.shop, *self.balances(self.shop, "hall", {0: 3}))
        ours = self.variant_of(self.office, 0).product_tmpl_id
        theirs = self.variant_of(self.shop, 0).product_tmpl_id
        return ours, theirs

    def linked(self, base, kind, key):
        return self.env["torg.exchange.link"]._lookup(base, kind, [(key, "")]).get((key, ""))

    def merge(self, kept, dropped):
        """Join as the administrator does, on the card of the one that goes."""
        field = "product_tmpl_id" if kept._name == "product.template" else "partner_id"
        other = "other_product_id" if field == "product_tmpl_id" else "other_partner_id"
        wizard = self.env["torg.onec.regroup"].with_user(self.admin)
        wizard.create({field: dropped.id, other: kept.id, "action": "merge"}).action_apply()
        return self.log.search([], limit=1)

    # === PRODUCTS === #

    def test_merged_products_are_one_with_the_links_and_the_stock_of_both(self):
        ours, theirs = self.send_both()
        row = self.merge(ours, theirs)
        self.assertEqual((row.action, row.create_uid, row.from_name, row.to_name),
                         ("merge", self.admin, theirs.display_name, ours.display_name))  # fmt: skip
        self.assertFalse(theirs.active)
        self.assertEqual(self.variant_of(self.shop, 0), ours.product_variant_id)
        hall = self.store_of(self.shop, "hall")
        self.assertEqual(self.free(ours.product_variant_id, hall), 3)
        run = self.send(self.shop, *self.goods(self.shop, 2, name="Tovar"))
        self.assertFalse(self.texts(run), self.show(run))
        self.assertEqual(ours.name, "Goods 0")

    def test_merge_is_undone_and_done_again(self):
        ours, theirs = self.send_both()
        hall = self.store_of(self.shop, "hall")
        variant = self.variant_of(self.shop, 0)
        row = self.merge(ours, theirs)
        row.with_user(self.admin).action_undo()
        self.assertEqual((row.state, row.undone_by_id), ("undone", self.admin))
        self.assertTrue(theirs.active and variant.active)
        self.assertEqual(self.variant_of(self.shop, 0), variant)
        self.assertEqual((self.free(variant, hall), self.free(ours.product_variant_id, hall)), (3, 0))
        with self.assertRaisesRegex(UserError, "undone already"):
            row.action_undo()
        self.merge(ours, theirs)
        self.assertEqual(self.variant_of(self.shop, 0), ours.product_variant_id)
        self.assertEqual(self.free(ours.product_variant_id, hall), 3)

    def test_merge_is_not_undone_once_a_newer_order_speaks_of_the_product(self):
        ours, theirs = self.send_both()
        earlier = self._make_order(product=ours.product_variant_id)
        row = self.merge(ours, theirs)
        self.assertFalse(row._find_newer(), "an order of before is no hindrance")
        order = self._make_order(product=ours.product_variant_id)
        with self.assertRaisesRegex(UserError, order.name):
            row.with_user(self.admin).action_undo()
        self.assertNotEqual(earlier, order)
        self.assertFalse(theirs.active)

    def test_later_merge_is_undone_first(self):
        ours, theirs = self.send_both()
        first = self.merge(ours, theirs)
        third = self.env["product.template"].create({"name": "Typed by hand"})
        second = self.merge(ours, third)
        with self.assertRaisesRegex(UserError, "undo that first"):
            first.action_undo()
        second.action_undo()
        first.action_undo()
        self.assertEqual(self.variant_of(self.shop, 0).product_tmpl_id, theirs)

    def test_two_products_of_one_base_stay_two(self):
        self.send_both()
        first, second = (self.variant_of(self.office, number).product_tmpl_id for number in (0, 1))
        with self.assertRaisesRegex(UserError, "these are two"):
            self.log._merge(first, second)

    def test_split_gives_a_base_a_product_of_its_own(self):
        self.send(self.office, *self.goods(self.office, 1))
        self.send(self.shop, warehouse("hall", "Hall"), *self.goods(self.shop, 1, name="Tovar"))
        self.send(self.shop, *self.balances(self.shop, "hall", {0: 3}))
        product = self.variant_of(self.shop, 0)
        wizard = self.env["torg.onec.regroup"].with_user(self.admin)
        wizard.create(
            {"product_tmpl_id": product.product_tmpl_id.id, "action": "split", "endpoint_id": self.shop.id}
        ).action_apply()
        own, hall = self.variant_of(self.shop, 0), self.store_of(self.shop, "hall")
        self.assertNotEqual(own, product)
        self.assertEqual(self.variant_of(self.office, 0), product)
        self.assertEqual((self.free(own, hall), self.free(product, hall)), (3, 0))
        row = self.log.search([], limit=1)
        row.with_user(self.admin).action_undo()
        self.assertEqual(self.variant_of(self.shop, 0), product)
        self.assertEqual((self.free(product, hall), own.active), (3, False))

    def test_split_is_not_undone_once_its_product_is_sold(self):
        self.send(self.office, *self.goods(self.office, 1))
        self.send(self.shop, *self.goods(self.shop, 1))
        row = self.log._split(self.variant_of(self.shop, 0).product_tmpl_id, self.shop)
        self._make_order(product=self.variant_of(self.shop, 0))
        with self.assertRaisesRegex(UserError, "nobody could say which"):
            row.action_undo()

    def test_what_one_base_alone_knows_is_not_split(self):
        self.send(self.office, *self.goods(self.office, 1))
        with self.assertRaisesRegex(UserError, "nothing to split"):
            self.log._split(self.variant_of(self.office, 0).product_tmpl_id, self.office)

    def test_decision_about_a_pair_is_logged_and_taken_back(self):
        twins = self.env["product.template"].create([{"name": name, "default_code": "A-00000"} for name in "AB"])
        self.send(self.shop, *self.goods(self.shop, 1))
        match = self.env["torg.onec.match"].with_user(self.admin).search([("endpoint_id", "=", self.shop.id)])
        self.assertIn("A-00000", match.facts_html)
        match.product_tmpl_id = twins[1]
        match.action_link()
        self.assertEqual(self.linked(self.shop, ITEM, "shop-0"), twins[1].id)
        self.assertEqual((match.user_id, self.log.search([], limit=1).action), (self.admin, "match"))
        with self.assertRaisesRegex(UserError, "decided already"):
            match.action_new()
        match.action_undo()
        self.assertEqual((match.state, self.linked(self.shop, ITEM, "shop-0")), ("open", None))

    # === CUSTOMERS === #

    def client(self, key="s-1", **vals):
        return PartnerRec(
            key, **{"name": "Ладога", "is_company": True, "inn": "7707083893", "kpp": "770701001", **vals}
        )

    def test_customer_of_two_bases_is_one_by_inn_and_kpp_and_another_branch_is_not(self):
        self.send(self.office, self.client("o-1"), section="partners")
        self.send(self.shop, self.client("s-1", name="Ladoga LLC"), self.client("s-2", kpp="780101001"),
                  section="partners")  # fmt: skip
        partner = self.linked(self.office, PARTNER, "o-1")
        self.assertEqual(self.linked(self.shop, PARTNER, "s-1"), partner)
        self.assertNotEqual(self.linked(self.shop, PARTNER, "s-2"), partner)
        self.assertEqual(self.env["res.partner"].browse(partner).name, "Ладога")

    def test_person_of_two_bases_is_one_by_phone_and_never_by_name(self):
        self.send(self.office, PartnerRec("o-1", name="Анна", contacts=PHONE), section="partners")
        self.send(self.shop, PartnerRec("s-1", name="Аня", contacts=PHONE), PartnerRec("s-2", name="Анна"),
                  section="partners")  # fmt: skip
        anna = self.linked(self.office, PARTNER, "o-1")
        self.assertEqual(self.linked(self.shop, PARTNER, "s-1"), anna)
        self.assertNotEqual(self.linked(self.shop, PARTNER, "s-2"), anna)

    def test_company_with_the_phone_of_a_person_waits_for_a_decision(self):
        self.send(self.office, PartnerRec("o-1", name="Анна", contacts=PHONE), section="partners")
        self.send(self.shop, self.client(contacts=PHONE), section="partners")
        self.assertIsNone(self.linked(self.shop, PARTNER, "s-1"))
        match = self.env["torg.onec.match"].search([("endpoint_id", "=", self.shop.id)])
        self.assertEqual(match.partner_ids.ids, [self.linked(self.office, PARTNER, "o-1")])
        match.action_new()
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertNotIn(self.linked(self.shop, PARTNER, "s-1"), (None, self.linked(self.office, PARTNER, "o-1")))

    def test_matching_asks_as_often_for_many_customers_as_for_few(self):
        rows = {
            (f"s-{number}", ""): PartnerRec(f"s-{number}", name=f"C {number}", inn=f"77070838{number:02}")
            for number in range(40)
        }
        applier = self.env["torg.onec.applier"]
        partners = self.env["res.partner"].with_context(no_vat_validation=True)
        partners.create([{"name": "Typed", "is_company": True, "vat": row.inn} for row in rows.values()])
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            found = applier._find_same_partners(self.shop, rows)
        self.assertEqual(len(found), 40)

    def test_contacts_merged_by_the_wizard_of_odoo_keep_the_links(self):
        self.send(self.office, self.client("o-1", bank_accounts=ACCOUNTS), section="partners")
        self.send(self.shop, self.client("s-1", kpp="780101001", bank_accounts=ACCOUNTS), section="partners")
        first, second = (
            self.env["res.partner"].browse(self.linked(base, PARTNER, key))
            for base, key in ((self.office, "o-1"), (self.shop, "s-1"))
        )
        self.assertNotEqual(first, second)
        self.env["base.partner.merge.automatic.wizard"]._merge((first | second).ids, first)
        self.assertFalse(second.exists())
        self.assertEqual(self.linked(self.shop, PARTNER, "s-1"), first.id)
        row = self.log.search([], limit=1)
        self.assertEqual((row.action, row.to_id, bool(row.note)), ("merge", first.id, True))
        with self.assertRaisesRegex(UserError, "does not exist any more"):
            row.action_undo()
        run = self.send(self.shop, self.client("s-1", kpp="780101001", bank_accounts=ACCOUNTS, name="Changed"),
                        section="partners")  # fmt: skip
        self.assertFalse(self.texts(run), self.show(run))
        self.assertEqual((first.name, len(first.bank_ids)), ("Ладога", 1))

    # === RIGHTS AND CARDS === #

    def test_manager_reads_on_the_card_what_bases_call_a_record_and_joins_nothing(self):
        self.send(self.office, *self.goods(self.office, 1))
        self.send(self.shop, *self.goods(self.shop, 1))
        template = self.variant_of(self.shop, 0).product_tmpl_id.with_user(self.manager)
        for word in ("Office", "Shop", "ut-test-0", "shop-0"):
            self.assertIn(word, template.onec_links_html)
        strange = self.env["product.template"].create({"name": "Nobody knows it"})
        self.assertFalse(strange.with_user(self.manager).onec_links_html)
        for model in ("torg.onec.relink", "torg.onec.regroup", "torg.onec.match"):
            self.assertFalse(self.env[model].with_user(self.manager).has_access("read"), model)
        row = self.log._split(template.sudo(), self.shop)
        with self.assertRaises(AccessError):
            row.with_user(self.manager).action_undo()
        self.assertFalse(self.log.with_user(self.admin).has_access("write"))

    def test_card_of_a_store_tells_its_base(self):
        self.send(self.office, warehouse("main", "Main store"))
        store = self.store_of(self.office, "main")
        self.assertIn("tells the stock", store.with_user(self.manager).onec_links_html)
