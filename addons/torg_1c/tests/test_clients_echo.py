from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import HeaderRec, SectionEndRec, SectionRec

from .orders import NOW, OrdersCommon


@tagged("post_install", "-at_install")
class TestClientsEcho(OrdersCommon):
    """A customer goes to 1C in an order and comes back alone: he is one person, and no news to where he came from."""

    def setUp(self):
        super().setUp()
        self.client = self.env["res.partner"].create(
            {"name": "Ладога", "is_company": True, "vat": "7707083893", "kpp": "770701001", "phone": "+7 900 123-45-67"}
        )
        self.order = self.make_confirmed(partner_id=self.client.id)
        [self.document] = self.take()
        self.told = self.document.partners[0]
        self.answer([self.document])

    def send_partners(self, *partners):
        """1C tells customers by themselves."""
        head = SectionRec("partners", only_changes=True)
        run = self.load([HeaderRec("2.10", NOW), head, *partners, SectionEndRec(head, len(partners))])
        self.assertFalse(self.texts(run), self.show(run))
        return run

    def count_clients(self):
        return self.env["res.partner"].with_context(active_test=False).search_count([("vat", "=", self.client.vat)])

    def test_identifier_is_the_same_in_each_order(self):
        self.make_confirmed(partner_id=self.client.id)
        [document] = self.take("next")
        self.assertEqual(document.partners[0].id, self.told.id)
        self.assertEqual((document.partners[0].inn, document.partners[0].kpp), ("7707083893", "770701001"))

    def test_echo_alone_changes_nothing_here_and_nothing_goes_back(self):
        before = self.count_rows()
        for _time in range(2):
            self.send_partners(self.told)
            self.assertEqual(self.count_rows() | {"torg.onec.change": 0}, before | {"torg.onec.change": 0})
        self.assertEqual(self.take("after"), [])
        self.assertEqual(self.count_clients(), 1)

    def test_what_1c_has_changed_of_him_comes_and_makes_no_second_document(self):
        self.send_partners(replace(self.told, kpp="771001001"))
        self.assertEqual(self.client.kpp, "771001001")
        self.assertLessEqual({row.id for row in self.take("after")}, {self.document.id})
        self.assertEqual(self.take("then"), [])
        self.assertEqual(self.count_clients(), 1)

    def test_what_was_changed_here_goes_with_the_next_order_under_the_same_identifier(self):
        self.client.write({"name": "Ладога плюс", "kpp": "780101001"})
        order = self.make_confirmed(partner_id=self.client.id)
        documents = {document.number: document.partners[0] for document in self.take("next")}
        self.assertIn(order.name, documents)
        told = {(partner.id, partner.name, partner.kpp) for partner in documents.values()}
        self.assertEqual(told, {(self.told.id, "Ладога плюс", "780101001")})

    def test_customer_without_an_order_is_nobodys_news(self):
        self.env["res.partner"].create({"name": "Онега", "is_company": True, "vat": "7728168971"})
        self.assertEqual(self.take("after"), [])

    def test_card_that_1c_had_of_him_already_is_his_and_goes_with_his_next_orders(self):
        self.answer([replace(self.document, partners=(replace(self.told, id="own-card"),))])
        self.send_partners(replace(self.told, id="own-card", name="Ладога (Невский)"))
        self.assertEqual(self.count_clients(), 1)
        self.assertEqual(self.client.name, "Ладога (Невский)")
        self.make_confirmed(partner_id=self.client.id)
        self.assertEqual({document.partners[0].id for document in self.take("next")}, {"own-card"})

    def test_two_cards_of_him_in_1c_are_a_question_to_a_person(self):
        self.send_partners(self.told)
        head = SectionRec("partners", only_changes=True)
        second = replace(self.told, id="own-card")
        self.load([HeaderRec("2.10", NOW), head, second, SectionEndRec(head, 1)])
        self.assertEqual(self.count_clients(), 1)
        question = self.env["torg.onec.match"].search([("external_id", "=", "own-card")])
        self.assertEqual(question.partner_ids, self.client)
