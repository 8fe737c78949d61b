from unittest.mock import patch

from odoo import fields
from odoo.tests import BaseCase, tagged

from odoo.addons.torg_api.tools.problem import ApiProblem
from odoo.addons.torg_api.tools.sending import FROM_ADDRESS, TO_ADDRESS, find_wait

from .login import LoginCase


@tagged("post_install", "-at_install")
class TestLogin(LoginCase):
    """A customer logs in by a code, and nobody learns who is a customer."""

    def verify(self, request, code, secret=None, **more):
        body = {"request": request, "code": code, **more}
        return self.call("POST", "/auth/verify", body, secret=secret or self.public_secret)

    def test_code_by_sms_opens_the_own_data(self):
        tokens = self.login("8 (912) 555-00-11")
        self.assertEqual((tokens["customer"], tokens["expires_in"]), (self.customer.id, 900))
        me = self.call("GET", "/me", secret=tokens["access_token"])
        self.assertEqual((me.status_code, me.data["name"]), (200, "Anna"))

    def test_code_by_letter_opens_the_own_data(self):
        asked = self.ask(email="ANNA@example.com")
        self.assertEqual(asked.data["sent_by"], "email")
        tokens = self.verify(asked.data["request"], self.read_letter("anna@example.com")).data
        self.assertEqual(tokens["customer"], self.customer.id)

    def test_letter_is_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.company.partner_id.lang = "ru_RU"
        template = self.env.ref("torg_api.mail_template_code")
        template.with_context(lang="ru_RU").subject = "{{ ctx.get('code') }} — ваш код"
        self.ask(email="anna@example.com")
        letter = self.env["mail.mail"].search([("email_to", "=", "anna@example.com")], limit=1, order="id desc")
        self.assertIn("ваш код", letter.subject)

    def test_answer_does_not_tell_who_is_a_customer(self):
        known, unknown = self.ask(phone="+79125550011"), self.ask(phone="+79125557799")
        self.assertEqual([known.status_code, unknown.status_code], [202, 202])
        for answer in (known, unknown):
            answer.data.pop("request")
        self.assertEqual(known.data, unknown.data)
        self.assertEqual(known.headers["Content-Length"], unknown.headers["Content-Length"])
        again = [self.ask(phone=phone) for phone in ("+79125550011", "+79125557799")]
        self.assertEqual([row.status_code for row in again], [429, 429])

    def test_who_is_new_becomes_a_customer_once(self):
        first = self.login("+7 912 555-77-88", name="Vera")
        self.assertEqual(self.env["res.partner"].browse(first["customer"]).name, "Vera")
        self.assertEqual(self.login("8 912 555 77 88", name="Hacker")["customer"], first["customer"])
        self.assertEqual(self.env["res.partner"].browse(first["customer"]).name, "Vera")

    def test_phone_of_an_employee_opens_no_employee(self):
        self.env.ref("base.user_admin").partner_id.phone = "+7 912 555-66-55"
        tokens = self.login("+7 912 555-66-55")
        self.assertNotEqual(tokens["customer"], self.env.ref("base.user_admin").partner_id.id)
        self.assertTrue(self.env["res.partner"].browse(tokens["customer"]).is_unverified)

    def test_code_is_good_once_and_only_the_newest(self):
        first = self.ask(phone="+79125550011").data["request"]
        old = self.read_code()
        self.forget_sendings()
        second = self.ask(phone="+79125550011").data["request"]
        code = self.read_code()
        self.assert_problem(self.verify(first, old), 422, "wrong_code")
        self.assertEqual(self.verify(second, code).status_code, 201)
        self.assert_problem(self.verify(second, code), 422, "wrong_code")

    def test_five_wrong_guesses_make_the_code_void(self):
        request = self.ask(phone="+79125550011").data["request"]
        code = self.read_code()
        wrong = f"{(int(code) + 1) % 10**6:06}"
        answers = [self.assert_problem(self.verify(request, wrong), 422, "wrong_code")]
        for _guess in range(5):
            self.assertEqual(self.guess(request, wrong), "wrong_code")
        answers += [self.assert_problem(self.verify(request, code), 422, "wrong_code")]
        answers += [self.assert_problem(self.verify("nothing", code), 422, "wrong_code")]
        for answer in answers:
            del answer["trace_id"]
        self.assertEqual(len({str(answer) for answer in answers}), 1, "the answer tells nothing")

    def guess(self, request, code):
        """Guess without the server, whose refusals take back in tests what stays otherwise: the count."""
        try:
            self.env["torg.api.code"]._redeem(self.public, request, code)
        except ApiProblem as problem:
            return problem.kind.code
        return "right"

    def test_old_code_and_code_of_another_site_are_wrong(self):
        request = self.ask(phone="+79125550011").data["request"]
        code = self.read_code()
        self.assert_problem(self.verify(request, code, secret=self.secret), 422, "wrong_code")
        self.env["torg.api.code"].search([]).expires_at = fields.Datetime.now()
        self.assert_problem(self.verify(request, code), 422, "wrong_code")

    def test_code_is_kept_as_a_hash_only(self):
        self.ask(phone="+79125550011")
        row = self.env["torg.api.code"].sudo().search([], limit=1)
        self.assertNotIn(self.read_code(), str(row.digest))
        self.assertEqual(len(row.digest), 64)

    def test_one_address_gets_so_many_codes(self):
        self.assertEqual(self.ask(phone="+79125550011").status_code, 202)
        refused = self.ask(phone="8 912 555-00-11")
        self.assert_problem(refused, 429, "too_many_codes")
        self.assertLessEqual(int(refused.headers["Retry-After"]), 61)
        self.assertGreater(int(refused.headers["Retry-After"]), 50)

    def test_one_visitor_gets_so_many_codes(self):
        codes = self.env["torg.api.code"]
        with patch.object(type(codes), "_send", lambda *args: None):
            for number in range(20):
                self.assertEqual(self.ask(phone=f"+7912555{number:04}").status_code, 202, number)
            self.assert_problem(self.ask(phone="+79125559999"), 429, "too_many_codes")
            server = self.ask(phone="+79125559999", secret=self.secret)
            self.assertEqual(server.status_code, 202, "the server of a site is no visitor")

    def test_company_sends_so_many_sms_a_day(self):
        self.env.company.shop_codes_per_day = 1
        self.ask(phone="+79125550011")
        self.assert_problem(self.ask(phone="+79125550012"), 429, "too_many_codes")
        self.assertEqual(self.ask(email="anna@example.com").status_code, 202)

    def test_without_a_gateway_it_says_so(self):
        with patch.object(self.registry["res.company"], "_has_sms_gateway", lambda company: False):
            for phone in ("+79125550011", "+79125557799"):
                self.assert_problem(self.ask(phone=phone), 409, "no_gateway")
        self.assertFalse(self.env["torg.api.code"].search([]))

    def test_switched_off_nobody_logs_in_and_who_was_in_is_out(self):
        tokens = self.login()
        self.env.company.shop_login = False
        self.assert_problem(self.ask(phone="+79125550011"), 409, "login_off")
        self.assert_problem(self.call("GET", "/me", secret=tokens["access_token"]), 401, "unauthorized")

    def test_shop_may_let_in_by_phone_alone(self):
        asked = self.ask(email="anna@shop.example").data
        self.env.company.shop_login_by_email = False
        refused = self.ask(email="anna@shop.example")
        self.assert_problem(refused, 422, "validation")
        self.assertEqual(refused.data["errors"][0]["pointer"], "/email")
        body = {"request": asked["request"], "code": self.read_letter("anna@shop.example")}
        late = self.call("POST", "/auth/verify", body, secret=self.public_secret)
        self.assert_problem(late, 422, "validation")
        self.login()

    def test_what_is_no_address_is_refused(self):
        self.assert_problem(self.ask(phone="hello there"), 422, "validation")
        self.assert_problem(self.ask(email="hello"), 422, "validation")
        self.assert_problem(self.ask(), 422, "validation")

    def test_tokens_are_never_kept_for_repeats(self):
        head = {"Idempotency-Key": "same"}
        request = self.ask(phone="+79125550011").data["request"]
        body = {"request": request, "code": self.read_code()}
        for status in (201, 422):
            response = self.call("POST", "/auth/verify", body, secret=self.public_secret, headers=head)
            self.assertEqual(response.status_code, status)
        self.assertFalse(self.env["torg.api.idempotency"].search([("operation", "=", "verify_code")]))


class TestSending(BaseCase):
    def test_window_opens_when_the_oldest_of_it_is_old_enough(self):
        self.assertEqual(find_wait([], 1000, TO_ADDRESS), 0)
        self.assertEqual(find_wait([990], 1000, TO_ADDRESS), 50)
        self.assertEqual(find_wait([900], 1000, TO_ADDRESS), 0)
        hour = [3600 * 10 - step * 100 for step in range(1, 6)]
        self.assertEqual(find_wait(hour, 3600 * 10, TO_ADDRESS), 3600 - 500)

    def test_longest_wait_is_told(self):
        many = [86400 * 2 - step * 3000 for step in range(1, 11)]
        self.assertEqual(find_wait(many, 86400 * 2, TO_ADDRESS), 86400 - 30_000)
        self.assertEqual(find_wait(many, 86400 * 2, FROM_ADDRESS), 0)
