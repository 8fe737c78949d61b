from odoo.exceptions import UserError
from odoo.tests import tagged

from .price_list import PriceListCommon


@tagged("post_install", "-at_install")
class TestPriceListSend(PriceListCommon):
    # === SENDING === #

    def _send(self, price_list, partners, **values):
        vals = {"price_list_id": price_list.id, "partner_ids": partners.ids, "own_prices": False} | values
        wizard = self.env["torg.price.list.send"].with_user(self.manager).create(vals)
        wizard.action_send()
        return wizard

    def _get_letters(self, price_list):
        return self.env["mail.mail"].search([("model", "=", "torg.price.list"), ("res_id", "in", price_list.ids)])

    def test_list_goes_to_customers_as_a_file(self):
        price_list = self._make()
        self._send(price_list, self.shop | self.passer_by, requested=True)
        letters = self._get_letters(price_list)
        self.assertEqual(letters.recipient_ids, self.shop | self.passer_by)
        self.assertEqual(len(letters), 2)
        self.assertEqual(letters.attachment_ids.mapped("name"), [price_list.file_name])
        self.assertTrue(price_list.sent_at)

    def test_link_instead_of_a_file(self):
        price_list = self._make()
        self._send(price_list, self.shop, requested=True, send_link=True)
        letter = self._get_letters(price_list)
        self.assertFalse(letter.attachment_ids)
        self.assertIn("access_token=", letter.body_html)

    def test_without_consent_only_on_request(self):
        price_list = self._make()
        wizard = self.env["torg.price.list.send"].with_user(self.manager).create(
            {"price_list_id": price_list.id, "partner_ids": (self.shop | self.passer_by).ids}
        )  # fmt: skip
        self.assertEqual(wizard.left_out_ids, self.shop | self.passer_by)
        with self.assertRaises(UserError):
            wizard.action_send()
        self.shop._record_consent("advertising", True, "manager")
        self._send(price_list, self.shop | self.passer_by)
        self.assertEqual(self._get_letters(price_list).recipient_ids, self.shop)

    def test_customer_without_an_address_is_named(self):
        self.shop.email = False
        wizard = self.env["torg.price.list.send"].create(
            {"price_list_id": self._make().id, "partner_ids": self.shop.ids, "requested": True}
        )
        self.assertIn("Corner shop", wizard.left_out_note)

    def test_each_gets_his_own_prices(self):
        price_list = self._make()
        wholesaler = self._create_customer("Second shop", self.wholesale, email="second@example.com")
        self._send(price_list, self.shop | self.passer_by | wholesaler, own_prices=True, requested=True)
        made = self.env["torg.price.list"].search([("id", ">", price_list.id)], order="id")
        recipients = {document.pricelist_id: document.recipient_ids for document in made}
        self.assertEqual(recipients, {self.wholesale: self.shop | wholesaler, self.retail: self.passer_by})
        self.assertEqual(len(self._get_letters(made)), 3)
        self.assertFalse(made.filtered(lambda document: len(document.recipient_ids) > 1).partner_id)

    def test_letter_waits_for_the_file(self):
        price_list = self.env["torg.price.list"].create(
            {"pricelist_id": self.wholesale.id, "scope": "products", "product_ids": self.water.ids}
        )
        self._send(price_list, self.shop, requested=True)
        self.assertEqual((price_list.state, len(self._get_letters(price_list))), ("ready", 1))

    def test_lists_forget_a_person_who_is_forgotten(self):
        person = self._create_customer("Феврония", self.wholesale, is_company=False, email="fevronia@example.com")
        own, common = self._make(partner_id=person.id), self._make()
        for price_list, customers in ((own, person), (common, person | self.shop)):
            self._send(price_list, customers, requested=True)
        name = own.file_name
        self.assertIn("Феврония", name)
        person.with_user(self.director)._anonymize()
        self.assertFalse(own.exists())
        self.assertFalse(self.env["ir.attachment"].search([("name", "=", name)]))
        self.assertEqual(common.recipient_ids, self.shop)
        self.assertNotIn("Феврония", " ".join(map(str, common.message_ids.mapped("body"))))

    # === NIGHT === #

    def _run_night(self):
        self.env["torg.price.list"].with_context(queue_job__no_delay=True)._cron_nightly()
        return self.env["torg.price.list"].search([("is_nightly", "=", True)])

    def test_night_makes_one_list_for_those_who_pay_the_same(self):
        second = self._create_customer("Second shop", self.wholesale)
        (self.shop | self.passer_by | second).price_list_nightly = True
        lists = self._run_night()
        self.assertEqual(len(lists), 2)
        self.assertEqual(self.shop.price_list_id, second.price_list_id)
        self.assertEqual(self.passer_by.price_list_id.partner_id, self.passer_by)
        self.assertEqual(set(lists.mapped("state")), {"ready"})

    def test_night_without_changes_makes_nothing(self):
        self.shop.price_list_nightly = True
        first = self._run_night()
        self.assertEqual(self._run_night(), first)
        self.water.list_price = 41.0
        second = self._run_night()
        self.assertEqual(len(second), 1)
        self.assertNotEqual(second, first)
        self.assertEqual(self.shop.price_list_id, second)

    def test_list_made_for_one_is_not_given_to_two(self):
        self.shop.price_list_nightly = True
        self._run_night()
        self.assertEqual(self.shop.price_list_id.partner_id, self.shop)
        second = self._create_customer("Second shop", self.wholesale, price_list_nightly=True)
        self._run_night()
        self.assertFalse(second.price_list_id.partner_id)

    def test_customer_of_another_company_gets_its_prices(self):
        other = self.env["res.company"].create({"name": "Other trade"})
        theirs = self._create_pricelist("Theirs", company_id=other.id)
        foreign = self.env["res.partner"].create({"name": "Foreign", "company_id": other.id})
        foreign.with_company(other).property_product_pricelist = theirs
        (self.shop | foreign).price_list_nightly = True
        self._run_night()
        self.assertEqual(foreign.price_list_id.pricelist_id, theirs)
        self.assertEqual(foreign.price_list_id.company_id, other)
        self.assertEqual(self.shop.price_list_id.pricelist_id, self.wholesale)

    def test_second_sending_leaves_the_first_alone(self):
        self.patch(self.env.registry["torg.price.list"], "_start", lambda doc: doc.sudo().write({"state": "making"}))
        price_list = self.env["torg.price.list"].create({"pricelist_id": self.wholesale.id})
        self._send(price_list, self.shop, requested=True)
        with self.assertRaises(UserError):
            self._send(price_list, self.passer_by, requested=True)
        self.assertEqual(price_list.recipient_ids, self.shop)

    def test_morning_letter_goes_to_those_who_agreed_and_only_when_prices_changed(self):
        (self.shop | self.passer_by).write({"price_list_nightly": True, "price_list_mail": True})
        self.shop._record_consent("advertising", True, "manager")
        lists = self._run_night()
        sent = self._get_letters(lists).filtered(lambda letter: letter.state == "outgoing")
        self.assertEqual(sent.recipient_ids, self.shop)
        self._run_night()
        self.assertEqual(len(self._get_letters(self._run_night())), 2)

    def test_customer_without_an_address_gets_a_list_and_no_letter(self):
        nowhere = self._create_customer("No mail", self.wholesale, price_list_nightly=True, price_list_mail=True)
        nowhere._record_consent("advertising", True, "manager")
        self.assertFalse(self._get_letters(self._run_night()))
        self.assertEqual(nowhere.price_list_id.state, "ready")

    def test_list_of_a_customer_who_left_goes(self):
        self.shop.price_list_nightly = True
        self._run_night()
        self.shop.price_list_nightly = False
        self.assertFalse(self._run_night())

    def test_old_lists_are_cleared_away(self):
        price_list = self._make()
        self.env.cr.execute(
            "UPDATE torg_price_list SET create_date = create_date - interval '91 days' WHERE id = %s", [price_list.id]
        )
        self.env["torg.price.list"]._gc_price_lists()
        self.assertFalse(price_list.exists())
