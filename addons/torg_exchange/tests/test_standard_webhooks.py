from odoo.tests import BaseCase

from odoo.addons.torg_exchange.tools import standard_webhooks as sw

# the reference vector of the public libraries
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIME = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


class TestStandardWebhooks(BaseCase):
    def test_signature_equals_reference_vector(self):
        self.assertEqual(sw.sign(SECRET, ID, TIME, BODY), SIGNATURE)

    def test_receiver_accepts_what_we_sign(self):
        secret = sw.new_secret()
        headers = sw.headers([secret], "msg_1", TIME, BODY)
        self.assertEqual(sw.verify(secret, headers, BODY, TIME + 10), "msg_1")

    def test_header_case_does_not_matter(self):
        headers = {key.upper(): value for key, value in sw.headers([SECRET], ID, TIME, BODY).items()}
        self.assertEqual(sw.verify(SECRET, headers, BODY, TIME), ID)

    def test_both_secrets_fit_during_rotation(self):
        new = sw.new_secret()
        headers = sw.headers([new, SECRET], ID, TIME, BODY)
        for secret in (new, SECRET):
            self.assertEqual(sw.verify(secret, headers, BODY, TIME), ID)

    def test_changed_body_is_refused(self):
        self.assert_refused(sw.headers([SECRET], ID, TIME, BODY), BODY + b" ", TIME)

    def test_other_id_is_refused(self):
        self.assert_refused(sw.headers([SECRET], ID, TIME, BODY) | {"webhook-id": "msg_2"}, BODY, TIME)

    def test_old_message_is_refused(self):
        self.assert_refused(sw.headers([SECRET], ID, TIME, BODY), BODY, TIME + sw.TOLERANCE + 1)

    def test_message_from_the_future_is_refused(self):
        self.assert_refused(sw.headers([SECRET], ID, TIME, BODY), BODY, TIME - sw.TOLERANCE - 1)

    def test_foreign_secret_is_refused(self):
        self.assert_refused(sw.headers([sw.new_secret()], ID, TIME, BODY), BODY, TIME)

    def test_missing_and_malformed_headers_are_refused(self):
        good = sw.headers([SECRET], ID, TIME, BODY)
        for spoiled in ({}, good | {"webhook-timestamp": "now"}, good | {"webhook-signature": ""}):
            self.assert_refused(spoiled, BODY, TIME)

    def test_signature_of_foreign_letters_is_refused_not_crashing(self):
        self.assert_refused(sw.headers([SECRET], ID, TIME, BODY) | {"webhook-signature": "v1,подпись"}, BODY, TIME)

    def test_secret_must_have_prefix_and_length(self):
        for secret in ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_это не base64", "whsec_"):
            with self.assertRaises(sw.BadSecret):
                sw.secret_key(secret)

    def test_new_secrets_differ_and_are_valid(self):
        secrets = {sw.new_secret() for _ in range(20)}
        self.assertEqual(len(secrets), 20)
        self.assertEqual({len(sw.secret_key(secret)) for secret in secrets}, {32})

    def assert_refused(self, headers, body, now):
        with self.assertRaises(sw.BadSignature):
            sw.verify(SECRET, headers, body, now)
