from odoo.tests import tagged

from odoo.addons.torg_delivery.tests.common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestLetters(DeliveryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write({"email": "shop@example.com", "sends_order_sms": True})
        cls.customer.write({"email": "customer@example.com"})

    def _sent(self, order, kind="email"):
        """Return the subjects of letters (texts of SMS) since the confirmation, sent now."""
        order.message_log_ids._send_waiting()
        messages = order.message_log_ids.filtered(lambda message: message.kind == kind).sorted("id")
        wanted = messages.filtered(lambda message: message.stage_id.code not in ("new", "agreed"))
        self.assertFalse(wanted.filtered(lambda message: message.state == "failed").mapped("reason"))
        return wanted.mapped("subject")

    def test_every_state_has_its_letter_and_stages_do_not_repeat_it(self):
        delivery = self._make_handed()
        order = delivery.order_id
        delivery._set_off()
        delivery._deliver()
        name = order.name
        self.assertEqual(
            self._sent(order),
            [
                f"Order {name}: handed to the courier",
                f"Order {name}: the courier is on the way",
                f"Order {name}: delivered",
            ],
        )
        self.assertEqual(order.stage_id.code, "done")

    def test_what_happens_twice_is_told_once(self):
        delivery = self._make_handed()
        for verb in (delivery._hand, delivery._set_off, delivery._set_off, delivery._deliver, delivery._deliver):
            verb()
        self.assertEqual(len(self._sent(delivery.order_id)), 3)

    def test_refusal_says_why_and_when_we_come_again(self):
        delivery = self._make_handed()
        delivery._refuse(self.not_at_home, True, self.tomorrow, self.evening)
        order = delivery.order_id
        self.assertEqual(self._sent(order)[-1], f"Order {order.name}: not delivered")
        body = order.message_log_ids.sorted("id")[-2:].filtered(lambda message: message.kind == "email").body
        for words in ("Nobody was there", "18:00–22:00", "We will come again"):
            self.assertIn(words, body)
        self.assertIn("We will come again", self._sent(order, "sms")[-1])

    def test_refusal_for_good_promises_the_money_and_no_letter_of_cancellation(self):
        delivery = self._make_delivery()
        order = delivery.order_id
        order._register_payment(250, "site", "s-8")
        delivery._hand()
        delivery._refuse(self.refused)
        self.assertEqual(self._sent(order)[-1], f"Order {order.name}: not delivered")
        letter = order.message_log_ids.filtered(lambda message: message.kind == "email").sorted("id")[-1]
        self.assertIn("We will return the money", letter.body)
        self.assertIn("250", letter.body)

    def test_sms_are_short_and_say_the_sum(self):
        delivery = self._make_handed()
        delivery._set_off()
        texts = self._sent(delivery.order_id, "sms")
        self.assertEqual(len(texts), 2)
        self.assertIn("250", texts[0])
        self.assertIn("10:00–14:00", texts[0])

    def test_what_is_switched_off_leaves_the_word_to_the_stage(self):
        letter = self.env["torg.delivery.letter"].search([("state", "=", "handed")])
        letter.write({"sends_letter": False, "sends_sms": False})
        order = self._make_handed().order_id
        self.assertEqual(self._sent(order), [f"Order {order.name}: on the way"])

    def test_every_letter_can_be_looked_at_before(self):
        self._make_delivery()
        for letter in self.env["torg.delivery.letter"].search([]):
            preview = self.env["torg.letter.preview"].browse(letter.action_preview_letter()["res_id"])
            self.assertFalse(preview.error, letter.state)
            self.assertTrue(preview.shown_body, letter.state)
            self.assertTrue(preview.shown_sms, letter.state)
