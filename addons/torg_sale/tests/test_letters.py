from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.mail import html2plaintext

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


class LetterCommon(OrderCommon):
    """A customer with an address to write to and a phone; what is written about an order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write({"email": "shop@example.com", "name": "Test shop"})
        cls.customer.write({"email": "customer@example.com", "phone": "+7 495 123-45-67", "lang": "en_US"})

    def _get_messages(self, order, code=None):
        messages = order.message_log_ids
        return messages.filtered(lambda message: message.stage_id == self.stages[code]) if code else messages

    def _send(self, order):
        order.message_log_ids._send_waiting()
        return order.message_log_ids


@tagged("post_install", "-at_install")
class TestLetters(LetterCommon):
    def test_new_order_is_confirmed_by_a_letter_at_once(self):
        order = self._make_order()
        message = self._send(order)
        self.assertEqual(message.state, "sending")
        self.assertEqual(message.recipients, '"Test customer" <customer@example.com>')
        self.assertEqual(message.mail_id.recipient_ids, self.customer)
        self.assertIn("Rum", message.body)
        self.assertIn("Thank you for your order", message.body)

    def test_job_that_runs_twice_writes_once(self):
        order = self._make_order()
        self._send(order)
        mail = order.message_log_ids.mail_id
        self._send(order)
        self.assertEqual(order.message_log_ids.mail_id, mail)
        self.assertEqual(self.env["mail.mail"].search_count([("recipient_ids", "in", self.customer.ids)]), 1)

    def test_one_move_writes_one_row(self):
        order = self._make_order()
        self._move(order, "agreed")
        order._plan_stage_messages(self.stages["agreed"])
        self.assertEqual(len(self._get_messages(order, "agreed")), 1)

    def test_move_puts_its_letter_into_the_queue_of_jobs(self):
        order = self._make_order()
        before = self.env["queue.job"].search([])
        self._move(order, "agreed")
        jobs = self.env["queue.job"].search([]) - before
        self.assertIn("_send_waiting", jobs.mapped("method_name"))

    def test_refused_move_writes_nothing(self):
        order = self._make_order()
        with self.assertRaises(StageRefusal), self.cr.savepoint():
            self._move(order, "cancelled")
        order.invalidate_recordset()
        self.assertFalse(self._get_messages(order, "cancelled"))

    def test_sent_and_failed_letters_are_told_apart(self):
        order = self._make_order()
        message = self._send(order)
        message.mail_id._postprocess_sent_message([], [], failure_reason="No such mailbox", failure_type="unknown")
        self.assertEqual((message.state, message.reason), ("failed", "No such mailbox"))
        message.mail_id._postprocess_sent_message(self.customer.ids, [])
        self.assertEqual((message.state, message.reason), ("sent", False))

    def test_stage_that_is_switched_off_writes_nothing(self):
        self.stages["agreed"].sends_letter = False
        order = self._make_order()
        self._move(order, "agreed")
        self.assertFalse(self._get_messages(order, "agreed"))

    def test_letters_switched_off_in_the_settings_are_not_planned(self):
        self.env.company.sends_order_letters = False
        self.assertFalse(self._make_order().message_log_ids)

    def test_letters_switched_off_before_the_job_runs_are_skipped(self):
        order = self._make_order()
        self.env.company.sends_order_letters = False
        message = self._send(order)
        self.assertEqual(message.state, "skipped")
        self.assertIn("settings", message.reason)

    def test_customer_who_wants_no_letters_gets_none(self):
        self.customer.no_order_letters = True
        message = self._send(self._make_order())
        self.assertEqual((message.state, message.mail_id.id), ("skipped", False))
        self.assertIn("wants no letters", message.reason)

    def test_customer_without_an_address_is_no_error(self):
        self.customer.email = False
        message = self._send(self._make_order())
        self.assertEqual(message.state, "skipped")
        self.assertIn("no e-mail address", message.reason)

    def test_letters_go_where_whoever_made_the_order_wants_them(self):
        self.env.company.sends_order_sms = True
        order = self._make_order(contact_email="other@example.com", contact_phone="+7 912 555-66-77")
        self._move(order, "ready")
        letter, sms = self._send(order).filtered(lambda row: row.stage_id.code == "ready").sorted("kind")
        self.assertEqual((letter.mail_id.email_to, letter.recipients), ("other@example.com", "other@example.com"))
        self.assertFalse(letter.mail_id.recipient_ids)
        self.assertEqual(sms.sms_id.number, "+79125556677")
        self.assertEqual(order.desk_card["phone"], "+7 912 555-66-77")

    def test_whoever_wants_no_letters_gets_none_at_the_told_address(self):
        self.customer.no_order_letters = True
        message = self._send(self._make_order(contact_email="other@example.com"))
        self.assertEqual(message.state, "skipped")

    def test_accountant_of_a_company_gets_a_copy(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        buyer, accountant, other = self.env["res.partner"].create(
            [
                {"name": name, "parent_id": firm.id, "email": f"{name}@example.com", "order_letter_copy": copy}
                for name, copy in (("buyer", False), ("accountant", True), ("other", False))
            ]
        )
        message = self._send(self._make_order(partner_id=buyer.id))
        self.assertEqual(message.mail_id.recipient_ids, buyer | accountant)
        self.assertNotIn(other.email, message.recipients)
        accountant.no_order_letters = True
        self.assertEqual(buyer._get_order_letter_recipients(), buyer)
        firm.no_order_letters = True
        self.assertFalse(buyer._get_order_letter_recipients())

    def test_letter_waits_for_goods_and_goes_when_they_come(self):
        order = self._make_order(order_line=[])
        message = self._send(order)
        self.assertEqual((message.state, message.is_held), ("waiting", True))
        before = self.env["queue.job"].search([])
        order.order_line = [Command.create({"product_id": self.product.id, "product_uom_qty": 1})]
        self.assertIn("_send_waiting", (self.env["queue.job"].search([]) - before).mapped("method_name"))
        self.assertEqual(self._send(order).state, "sending")

    def test_held_letter_of_a_stage_that_is_left_is_not_sent(self):
        order = self._make_order(order_line=[])
        self._send(order)
        self._move(order, "in_work")
        order.order_line = [Command.create({"product_id": self.product.id, "product_uom_qty": 1})]
        message = self._send(order)
        self.assertEqual(message.state, "skipped")

    def test_broken_template_stops_no_other_letter(self):
        self.stages["new"].mail_template_id.body_html = '<p t-out="object.no_such_field"/>'
        broken, good = self._make_order(), self._make_order()
        self._move(good, "agreed")
        (broken.message_log_ids | self._get_messages(good, "agreed"))._send_waiting()
        self.assertEqual(broken.message_log_ids.state, "failed")
        self.assertTrue(broken.message_log_ids.reason)
        self.assertEqual(self._get_messages(good, "agreed").state, "sending")

    def test_every_shipped_letter_is_full(self):
        self.near.write({"phone": "+7 495 000-00-01", "pickup_allowed": True})
        self.near.partner_id.write({"street": "Tverskaya 1", "city": "Moscow"})
        order = self._make_order()
        order.order_line = [Command.create({"product_id": self._create_product("Old gin").id, "product_uom_qty": 0})]
        self._move(order, "agreed")
        order._register_payment(50, "till")
        own = self.env["ir.model.data"].search([("module", "=", "torg_sale"), ("model", "=", "mail.template")])
        templates = (
            self.env["mail.template"].browse(own.mapped("res_id")).filtered(lambda one: one.model == "sale.order")
        )
        self.assertEqual(len(templates), 8)
        for template in templates:
            letter = template._generate_template(order.ids, ("subject", "body_html"))[order.id]
            text = html2plaintext(letter["body_html"])
            with self.subTest(template=template.name):
                self.assertIn(order.name, letter["subject"])
                self.assertIn("Rum", text)
                self.assertNotIn("Old gin", text)
                self.assertIn("200.00", text)
                self.assertNotIn("{{", letter["subject"] + text)
                self.assertNotIn("t-out", letter["body_html"])
        ready = self.stages["ready"].mail_template_id
        text = html2plaintext(ready._generate_template(order.ids, ("body_html",))[order.id]["body_html"])
        self.assertIn(order.pickup_code, text)
        self.assertIn("Tverskaya 1", text)
        self.assertIn("Today: around the clock", text)
        self.assertIn("+7 495 000-00-01", text)

    def test_change_of_the_store_is_told(self):
        order = self._make_order()
        order._change_store(self.far)
        message = order.message_log_ids.filtered(lambda message: message.occasion == "store")
        message._send_waiting()
        self.assertIn("Far store", message.body)

    def test_replacement_is_told_once(self):
        order = self._make_order()
        order._tell_replacement(order.order_line)
        order._tell_replacement(order.order_line)
        message = order.message_log_ids.filtered(lambda message: message.occasion == "goods")
        self.assertEqual(len(message), 1)

    def test_history_that_is_loaded_is_no_news(self):
        order = self.env["sale.order"].with_context(torg_silent=True).create({"partner_id": self.customer.id})
        self.assertFalse(order.message_log_ids)

    def test_person_does_not_silence_letters_by_a_context(self):
        order = self._make_order()
        self._move(order.with_context(torg_silent=True), "agreed")
        self.assertTrue(self._get_messages(order, "agreed"))

    def test_sms_goes_through_the_gateway_of_odoo_when_it_is_switched_on(self):
        self.env.company.sends_order_sms = True
        order = self._make_order()
        self._move(order, "ready")
        sms = self._get_messages(order, "ready").filtered(lambda message: message.kind == "sms")
        sms._send_waiting()
        self.assertEqual(sms.sms_id.number, "+74951234567")
        self.assertIn(order.pickup_code, sms.sms_id.body)
        with patch(
            "odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch",
            lambda api, messages, **kwargs: [
                {"uuid": number["uuid"], "state": "success"} for message in messages for number in message["numbers"]
            ],
        ):
            sms.sms_id.send()
        self.assertEqual(sms.state, "sent")

    def test_sms_is_off_until_somebody_pays_for_it(self):
        order = self._make_order()
        self._move(order, "ready")
        self.assertEqual(self._get_messages(order, "ready").mapped("kind"), ["email"])

    def test_customer_who_wants_no_sms_gets_none(self):
        self.env.company.sends_order_sms = True
        self.customer.no_order_sms = True
        order = self._make_order()
        self._move(order, "ready")
        sms = self._get_messages(order, "ready").filtered(lambda message: message.kind == "sms")
        sms._send_waiting()
        self.assertEqual(sms.state, "skipped")
        self.assertIn("wants no SMS", sms.reason)

    def test_failed_letter_is_sent_again_by_who_may_change_the_order(self):
        self.customer.email = False
        order = self._make_order()
        message = self._send(order)
        self.customer.email = "found@example.com"
        with self.assertRaises(AccessError):
            message.with_user(self.other_manager).action_send_again()
        message.with_user(self.manager).action_send_again()
        self._send(order)
        self.assertEqual((message.state, message.mail_id.recipient_ids), ("sending", self.customer))
        mail = message.mail_id
        message.with_user(self.manager).action_send_again()
        self.assertEqual((message.state, message.mail_id), ("sending", mail))

    def test_messages_are_read_by_who_sees_the_order_and_written_by_nobody(self):
        order = self._make_order(user=self.other_manager)
        order.team_id = self.other_team
        message = order.message_log_ids
        self.assertTrue(message.with_user(self.other_manager).has_access("read"))
        self.assertTrue(message.with_user(self.director).has_access("read"))
        self.assertFalse(message.with_user(self.manager).has_access("read"))
        self.assertFalse(message.with_user(self.stranger).has_access("read"))
        self.assertFalse(message.with_user(self.director).has_access("write"))


@tagged("post_install", "-at_install")
class TestPickupCode(LetterCommon):
    def test_confirmed_order_has_a_code_of_its_own(self):
        first, second = self._make_order(), self._make_order()
        (first | second)._move_to_stage(self.stages["agreed"], "desk")
        self.assertRegex(first.pickup_code, r"^\d{5}$")
        self.assertNotEqual(first.pickup_code, second.pickup_code)

    def test_code_stays_while_the_order_is_open_and_is_free_afterwards(self):
        order = self._make_order()
        self._move(order, "agreed")
        code = order.pickup_code
        self._move(order, "ready")
        self.assertEqual(order.pickup_code, code)
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        self.assertFalse(order.pickup_code)

    def test_codes_in_use_are_not_drawn_again(self):
        order = self._make_order()
        self._move(order, "agreed")
        draws = iter([int(order.pickup_code) - 10000, 5])
        with patch("odoo.addons.torg_sale.models.sale_order_pickup_code.secrets.randbelow", lambda most: next(draws)):
            self.assertEqual(order._draw_pickup_codes(1), ["10005"])
