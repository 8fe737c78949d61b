from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.test_letters import LetterCommon


@tagged("post_install", "-at_install")
class TestLetterPreview(LetterCommon):
    def _open(self, code="ready"):
        action = self.stages[code].with_user(self.director).action_preview_letter()
        return self.env["torg.letter.preview"].with_user(self.director).browse(action["res_id"])

    def test_letter_is_shown_on_the_latest_order_of_the_stage(self):
        order = self._make_order()
        self._move(order, "ready")
        self._make_order()
        preview = self._open()
        self.assertEqual(preview.order_id, order)
        self.assertFalse(preview.error)
        self.assertIn(order.pickup_code, preview.shown_body)
        self.assertIn(order.name, preview.shown_subject)
        self.assertIn(order.pickup_code, preview.shown_sms)

    def _let_edit(self):
        self.director.group_ids += self.env.ref("mail.group_mail_template_editor")

    def test_text_that_is_edited_is_shown_before_it_is_saved(self):
        self._let_edit()
        order = self._make_order()
        preview = self._open("new")
        preview.body = '<p>Dear <t t-out="object.partner_id.name"/></p>'
        self.assertIn("Dear Test customer", preview.shown_body)
        self.assertNotIn("Dear", self.stages["new"].mail_template_id.body_html)
        preview.action_save()
        self.assertIn("Dear", self.stages["new"].mail_template_id.body_html)
        self.assertEqual(order.message_log_ids.state, "waiting")

    def test_mistake_in_the_text_is_told_beside_it(self):
        self._let_edit()
        self._make_order()
        preview = self._open("new")
        preview.body = '<p t-out="object.no_such_field"/>'
        self.assertIn("no_such_field", preview.error)

    def test_who_may_not_write_letters_sees_only_what_is_saved(self):
        self._make_order()
        preview = self._open("new")
        preview.body = "<p>Forged <t t-out=\"object.env['res.users'].browse(2).sudo().login\"/></p>"
        self.assertNotIn("Forged", preview.shown_body)
        with self.assertRaises(AccessError):
            preview.action_save()

    def test_trial_goes_to_me_alone(self):
        self._make_order()
        self.director.email = "director@example.com"
        before = self.env["mail.mail"].search([])
        self._open("new").action_send_to_me()
        mail = self.env["mail.mail"].search([]) - before
        self.assertIn("director@example.com", mail.email_to)
        self.assertFalse(mail.recipient_ids)
        self.assertIn("Rum", mail.body_html)

    def test_trial_needs_an_address(self):
        self._make_order()
        self.director.email = False
        with self.assertRaises(UserError):
            self._open("new").action_send_to_me()

    def test_letters_are_edited_by_directors_only(self):
        self._make_order()
        with self.assertRaises(AccessError):
            self.stages["new"].with_user(self.manager).action_preview_letter()
