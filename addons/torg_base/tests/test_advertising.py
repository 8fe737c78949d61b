from odoo.tests import Form, tagged

from odoo.addons.mail.tests.common import MailCase

from .common import RolesCommon


@tagged("post_install", "-at_install")
class TestAdvertising(RolesCommon, MailCase):
    """An advertising letter reaches only those who agreed to it, whichever way it is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.willing = Partner.create({"name": "Willing", "email": "willing@example.com"})
        cls.unwilling = Partner.create({"name": "Unwilling", "email": "unwilling@example.com"})
        cls.customers = cls.willing + cls.unwilling
        cls.willing._record_consent("advertising", True, "site")
        cls.template = cls.env["mail.template"].create(
            {
                "name": "Sale",
                "subject": "Sale for {{ object.name }}",
                "body_html": "<p>Everything must go</p>",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "partner_to": "{{ object.id }}",
                "use_default_to": False,
                "is_advertising": True,
            }
        )

    def assertLeftOut(self, partner):
        self.assertIn("Sale", partner.message_ids[:1].body)

    def test_template_reaches_the_willing_only(self):
        mails = self.template.send_mail_batch(self.customers.ids)
        self.assertEqual(mails.mapped("state"), ["outgoing", "cancel"])
        self.assertEqual(mails[0].recipient_ids, self.willing)
        self.assertFalse(mails[1].recipient_ids)
        self.assertEqual(mails[1].failure_type, "mail_optout")
        self.assertLeftOut(self.unwilling)

    def test_letter_sent_at_once_does_not_leave_to_the_unwilling(self):
        with self.mock_mail_gateway():
            self.template.send_mail_batch(self.customers.ids, force_send=True)
        self.assertEqual([mail["email_to"] for mail in self._mails], [['"Willing" <willing@example.com>']])

    def test_plain_addresses_need_a_consent_as_well(self):
        self.template.write({"partner_to": "", "email_to": "{{ object.email }}, nobody@example.com"})
        mails = self.template.send_mail_batch(self.customers.ids)
        self.assertEqual(mails.mapped("email_to"), ["willing@example.com", ""])
        self.assertEqual(mails.mapped("state"), ["outgoing", "cancel"])

    def test_ordinary_letter_needs_no_consent(self):
        self.template.is_advertising = False
        mails = self.template.send_mail_batch(self.customers.ids)
        self.assertEqual(mails.recipient_ids, self.customers)
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})

    def test_mass_letter_reaches_the_willing_only(self):
        composer = Form(
            self.env["mail.compose.message"].with_context(
                default_composition_mode="mass_mail",
                default_model="res.partner",
                default_res_ids=self.customers.ids,
                default_template_id=self.template.id,
            )
        ).save()
        self.assertTrue(composer.is_advertising)
        with self.mock_mail_gateway():
            composer._action_send_mail()
        self.assertEqual([mail["email_to"] for mail in self._mails], [['"Willing" <willing@example.com>']])
        self.assertLeftOut(self.unwilling)

    def test_mailing_with_a_template_reaches_the_willing_only(self):
        with self.mock_mail_gateway():
            self.customers.message_mail_with_source(self.template)
        self.assertEqual([mail["email_to"] for mail in self._mails], [['"Willing" <willing@example.com>']])

    def test_posted_message_reaches_neither_unwilling_recipients_nor_followers(self):
        order = self._create_order(self.manager, partner_id=self.willing.id)
        order.message_subscribe(self.unwilling.ids)
        with self.mock_mail_gateway():
            message = order.message_post(
                body="Everything must go",
                subject="Sale",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.customers.ids,
                is_advertising=True,
            )
        self.assertEqual(message.notified_partner_ids & self.customers, self.willing)
        letters = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertEqual(letters.recipient_ids & self.customers, self.willing)
        self.assertLeftOut(self.unwilling)

    def test_template_posted_on_an_order_reaches_the_willing_only(self):
        order = self._create_order(self.manager, partner_id=self.unwilling.id)
        self.template.write({"model_id": self.env["ir.model"]._get_id("sale.order"), "partner_to": ""})
        self.template.partner_to = f"{self.willing.id},{self.unwilling.id}"
        with self.mock_mail_gateway():
            message = order.message_post_with_source(self.template, subtype_xmlid="mail.mt_comment")
        self.assertTrue(message.is_advertising)
        self.assertEqual(message.notified_partner_ids & self.customers, self.willing)

    def test_letter_scheduled_for_later_is_still_advertising(self):
        order = self._create_order(self.manager, partner_id=self.willing.id)
        composer = self.env["mail.compose.message"].create(
            {
                "composition_mode": "comment",
                "model": "sale.order",
                "res_ids": order.ids,
                "subject": "Sale",
                "body": "Everything must go",
                "partner_ids": [(6, 0, self.customers.ids)],
                "is_advertising": True,
                "scheduled_date": "2099-01-01 10:00:00",
            }
        )
        with self.mock_mail_gateway():
            composer._action_schedule_message().post_message()
        message = order.message_ids.filtered(lambda message: message.subject == "Sale")
        self.assertTrue(message.is_advertising)
        self.assertEqual(message.notified_partner_ids & self.customers, self.willing)

    def test_withdrawn_consent_counts_no_more(self):
        self.willing._record_consent("advertising", False, "phone")
        self.assertFalse(self.customers._filter_advertising_allowed())

    def test_consent_withdrawn_while_the_letter_waits_holds_it_back(self):
        letter = self.template.send_mail_batch(self.willing.ids)
        self.willing._record_consent("advertising", False, "phone")
        with self.mock_mail_gateway():
            letter.send()
        self.assertFalse(self._mails)
        self.assertEqual(letter.state, "cancel")

    def test_colleagues_may_read_the_letter_too(self):
        everybody = self.customers + self.manager.partner_id
        self.assertEqual(everybody._filter_advertising_allowed(), self.willing + self.manager.partner_id)

    def test_manager_without_rights_on_consents_of_others_sends_as_well(self):
        mails = self.template.with_user(self.manager).sudo(False).send_mail_batch(self.customers.ids)
        self.assertEqual(mails.mapped("state"), ["outgoing", "cancel"])
