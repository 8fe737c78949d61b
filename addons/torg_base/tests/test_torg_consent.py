from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import RolesCommon


@tagged("post_install", "-at_install")
class TestTorgConsent(RolesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["torg.consent.text"].search([]).active = False
        cls.text = cls.env["torg.consent.text"].create({"purpose": "orders", "version": "t1", "body": "I agree."})

    def test_nobody_has_agreed_before_they_are_asked(self):
        self.assertFalse(self.customer._has_consent("orders"))

    def test_consent_keeps_who_where_and_to_which_text(self):
        consent = self.customer.with_user(self.manager)._record_consent("orders", True, "phone", ip="10.0.0.1")
        self.assertTrue(self.customer._has_consent("orders"))
        self.assertFalse(self.customer._has_consent("advertising"))
        self.assertEqual((consent.source, consent.user_id), ("phone", self.manager))
        self.assertEqual((consent.text_version, consent.text_id), ("t1", self.text))
        self.assertEqual(consent.ip, "10.0.0.1")

    def test_agreeing_twice_to_the_same_text_is_one_consent(self):
        self.customer._record_consent("orders", True, "site")
        self.customer._record_consent("orders", True, "site")
        self.assertEqual(len(self.customer.consent_ids), 1)

    def test_contacts_who_both_agreed_are_merged(self):
        stays, goes = self.env["res.partner"].create([{"name": "Пётр"}, {"name": "Петр"}])
        first = goes._record_consent("orders", True, "site")
        stays._record_consent("orders", True, "phone")
        goes._record_consent("advertising", True, "site")
        self.env["base.partner.merge.automatic.wizard"]._merge((stays | goes).ids, stays)
        self.assertEqual(stays.consent_ids.filtered(lambda row: row.purpose == "orders"), first)
        self.assertTrue(stays._has_consent("advertising"))

    def test_word_of_a_merged_contact_is_the_last_one_said(self):
        stays, goes = self.env["res.partner"].create([{"name": "Пётр"}, {"name": "Петр"}])
        for purpose in ("orders", "advertising"):
            stays._record_consent(purpose, True, "site").given_on = "2026-01-10"
        goes._record_consent("advertising", False, "phone").withdrawn_on = "2026-03-01"
        self.env["base.partner.merge.automatic.wizard"]._merge((stays | goes).ids, stays)
        self.assertEqual((stays._has_consent("orders"), stays._has_consent("advertising")), (True, False))

    def test_agreeing_to_a_new_text_is_another_consent(self):
        self.customer._record_consent("orders", True, "site")
        self.env["torg.consent.text"].create({"purpose": "orders", "version": "t2", "body": "I agree a lot."})
        self.customer._record_consent("orders", True, "site")
        self.assertEqual(self.customer.consent_ids.mapped("text_version"), ["t2", "t1"])

    def test_shop_names_a_version_that_is_not_kept_here(self):
        consent = self.customer._record_consent("orders", True, "site", text_version="shop-7")
        self.assertEqual((consent.text_version, consent.text_id.id), ("shop-7", False))

    def test_withdrawal_ends_every_version(self):
        self.customer._record_consent("orders", True, "site")
        self.customer._record_consent("orders", True, "site", text_version="other")
        self.customer._record_consent("orders", False, "phone")
        self.assertFalse(self.customer._has_consent("orders"))
        self.assertEqual(set(self.customer.consent_ids.mapped("withdrawal_source")), {"phone"})

    def test_refusal_without_a_consent_is_kept_once(self):
        self.customer._record_consent("advertising", False, "phone")
        self.customer._record_consent("advertising", False, "phone")
        self.assertEqual(len(self.customer.consent_ids), 1)
        self.assertFalse(self.customer.consent_ids.given_on)

    def test_person_may_agree_again_after_withdrawing(self):
        for given in (True, False, True):
            self.customer._record_consent("orders", given, "site")
        self.assertTrue(self.customer._has_consent("orders"))
        self.assertEqual(len(self.customer.consent_ids), 2)

    def test_address_speaks_for_its_owner(self):
        address = self.env["res.partner"].create({"parent_id": self.customer.id, "type": "delivery", "name": "Home"})
        address._record_consent("orders", True, "site")
        self.assertTrue(self.customer._has_consent("orders"))
        self.assertTrue(address._has_consent("orders"))

    def test_employee_of_a_customer_speaks_for_himself(self):
        company = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        person = self.env["res.partner"].create({"parent_id": company.id, "name": "Buyer"})
        person._record_consent("orders", True, "site")
        self.assertFalse(company._has_consent("orders"))

    def test_text_in_use_never_changes(self):
        self.text.body = "I agree very much."
        self.customer._record_consent("orders", True, "site")
        with self.assertRaises(UserError):
            self.text.body = "I agree to everything."
        self.assertNotEqual(self.text.copy().version, self.text.version)

    def test_manager_notes_a_consent_in_the_dialog(self):
        action = self.customer.with_user(self.manager).action_open_consent_wizard()
        wizard = Form(self.env["torg.consent.record"].with_user(self.manager).with_context(**action["context"]))
        wizard.purpose = "advertising"
        wizard.source = "phone"
        wizard.save().action_record()
        self.assertTrue(self.customer._has_consent("advertising"))
        self.assertEqual(self.customer.consent_ids.user_id, self.manager)

    # === RIGHTS === #

    def test_nobody_writes_consents_by_hand(self):
        consent = self.customer._record_consent("orders", True, "site").sudo(False)
        for user in (self.manager, self.director, self.integration_admin, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    consent.with_user(user).write({"withdrawn_on": False})
                with self.assertRaises(AccessError):
                    consent.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    consent.with_user(user).create({"partner_id": self.customer.id, "purpose": "orders"})

    def test_manager_reads_consents_but_not_addresses_on_the_net(self):
        consent = self.customer._record_consent("orders", True, "site", ip="10.0.0.1").sudo(False)
        self.assertEqual(consent.with_user(self.manager).purpose, "orders")
        with self.assertRaises(AccessError):
            consent.with_user(self.manager).read(["ip"])

    def test_courier_and_stranger_read_no_consents(self):
        for user in (self.courier, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["torg.consent"].with_user(user).search([])

    def test_texts_are_kept_by_the_director(self):
        self.text.with_user(self.director).body = "I agree, said the director."
        with self.assertRaises(AccessError):
            self.text.with_user(self.manager).body = "I agree, said the manager."

    def test_courier_does_not_note_consents(self):
        with self.assertRaises(AccessError):
            self.env["torg.consent.record"].with_user(self.courier).create({"partner_id": self.customer.id})
