from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import ABSENT, AddressRec, HeaderRec, SectionEndRec, SectionRec

from .authors import COMPANY, AuthorsMixin, AuthorsOdataCommon
from .orders import NOW, OrdersCommon


@tagged("post_install", "-at_install")
class TestOrdersAuthors(AuthorsMixin, OrdersCommon):
    """What a base itself has changed is no news to it; what was changed here is."""

    def setUp(self):
        super().setUp()
        self.client = self.env["res.partner"].create(
            {"name": "Ладога", "city": "Тверь", "street": "Мира, 1", **COMPANY}
        )
        self.order = self.make_confirmed(partner_id=self.client.id)
        [self.document] = self.take()
        self.told = self.document.partners[0]
        self.answer([self.document])
        self.rest()

    def news(self, session):
        return self.take(session)

    def send_partner(self, **changes):
        """1C tells the customer by himself."""
        head = SectionRec("partners", only_changes=True)
        rows = [head, replace(self.told, **changes), SectionEndRec(head, 1)]
        run = self.load([HeaderRec("2.10", NOW), *rows])
        self.assertFalse(self.texts(run), self.show(run))

    def test_requisites_that_1c_has_changed_do_not_go_back_to_it(self):
        self.send_partner(kpp="771001001", official_name="ООО «Ладога Плюс»")
        self.assertEqual(self.client.kpp, "771001001")
        self.nudge(self.order)
        self.assertEqual(self.take("after"), [])

    def test_address_that_1c_has_changed_does_not_go_back_to_it(self):
        self.send_partner(addresses=(AddressRec("legal", fields=(("Город", "Псков"), ("Улица", "Лесная, 2"))),))
        self.assertEqual(self.client.city, "Псков")
        self.nudge(self.order)
        self.assertEqual(self.take("after"), [])

    def test_answer_after_such_a_change_does_not_go_back_to_it(self):
        self.send_partner(kpp="771001001")
        self.answer([self.document], lines=(self.line(quantity=1, price=100),))
        self.assertEqual(self.order.order_line.product_uom_qty, 1)
        self.nudge(self.order)
        self.assertEqual(self.take("after"), [])

    def test_card_of_its_own_is_no_news_to_1c_in_another_order_of_the_customer(self):
        other = self.make_confirmed(partner_id=self.client.id)
        [document] = self.take("second")
        self.rest()
        self.answer([replace(document, partners=(replace(self.told, id="own-card"),))])
        self.nudge(self.order | other)
        self.assertEqual(self.take("after"), [])

    def test_goods_and_store_renamed_by_1c_are_no_news_to_it(self):
        self.env["torg.exchange.link"]._link(self.onec, "warehouse", {("w1", ""): self.near})
        self.nudge(self.order)
        self.rest()
        self.product.write({"name": "Rum, 7 years", "default_code": "RUM-7"})
        self.near.name = "Nearest store"
        self.nudge(self.order)
        self.assertEqual(self.take("after"), [])

    def test_another_base_is_told_what_the_first_has_changed(self):
        second = self.make_onec("second", onec_takes_foreign_orders=True)
        self.know({("r", ""): self.product}, second)
        self.env["torg.exchange.link"]._link(second, "warehouse", {("w2", ""): self.far})
        order = self.make_confirmed(partner_id=self.client.id, store=self.far)
        [document] = self.take("s1", second)
        while self.take("rest", second):
            pass
        self.send_partner(kpp="771001001")
        self.nudge(order)
        [after] = self.take("after", second)
        self.assertEqual((after.id, after.partners[0].kpp), (document.id, "771001001"))

    # === CHANGED HERE === #

    def test_requisites_changed_here_go_with_the_next_word_about_the_order(self):
        self.client.with_user(self.manager).kpp = "780101001"
        self.nudge(self.order)
        [after] = self.take("after")
        self.assertEqual((after.id, after.partners[0].kpp), (self.document.id, "780101001"))
        self.nudge(self.order)
        self.assertEqual(self.take("then"), [])

    def test_change_of_1c_does_not_hide_what_was_changed_here(self):
        self.client.with_user(self.manager).phone = "+7 900 765-43-21"
        self.send_partner(kpp="771001001", contacts=ABSENT)
        self.nudge(self.order)
        [after] = self.take("after")
        self.assertEqual(after.partners[0].contacts[0].value, "+7 900 765-43-21")

    def test_another_customer_who_is_called_the_same_is_news(self):
        twin = self.client.copy({"name": self.client.name, "vat": False, "kpp": False, "phone": False})
        namesake = twin.copy({"name": self.client.name})
        order = self.make_confirmed(partner_id=twin.id)
        [before] = self.take("twins")
        self.rest()
        order.partner_id = namesake
        self.nudge(order)
        [after] = self.take("after")
        self.assertEqual(after.id, before.id)
        self.assertNotEqual(after.partners[0].id, before.partners[0].id)


@tagged("post_install", "-at_install")
class TestOrdersAuthorsOdata(AuthorsOdataCommon):
    """The same of a base that we write to and read by OData."""

    def test_requisites_that_1c_has_changed_do_not_go_back_to_it(self):
        self.read_change(КПП="771001001")
        self.assertEqual(self.customer.kpp, "771001001")
        before = self.sent()
        self.nudge(self.order)
        self.assertEqual((self.news("after"), self.sent()), ([], before))

    def test_requisites_changed_here_go_with_the_next_word_about_the_order(self):
        self.read_change(КПП="771001001")
        before = self.sent()
        self.change(kpp="780101001")
        self.assertEqual(self.sent(), before + 1)
        self.assertEqual(self.card()["КПП"], "780101001")
