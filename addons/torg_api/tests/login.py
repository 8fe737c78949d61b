"""Customers who log in, for the tests."""

import re
from unittest.mock import patch

from odoo import fields

from .shop import ShopCase


class LoginCase(ShopCase):
    """A shop with a key for its pages; SMS go into core's queue, where the tests read the codes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.public = cls.make_key("pages", "catalogue", "login", is_publishable=True)
        cls.public.write({"reads_per_second": 100_000, "writes_per_second": 100_000})
        cls.public_secret = cls.public._issue()
        company = cls.registry["res.company"]
        cls.startClassPatcher(patch.object(company, "_has_sms_gateway", lambda company: True))

    def ask(self, secret=None, **address):
        """Ask for a code; return the answer."""
        return self.call("POST", "/auth/code", address, secret=secret or self.public_secret)

    def read_code(self, address=None):
        """The code that was sent last, to a number or mail."""
        sms = self.env["sms.sms"].search([("number", "=", address)] if address else [], order="id desc", limit=1)
        return re.search(r"\b\d{6}\b", sms.body)[0]

    def read_letter(self, email):
        """The code of the last letter to an address."""
        letter = self.env["mail.mail"].search([("email_to", "=", email)], order="id desc", limit=1)
        return re.search(r"\b\d{6}\b", letter.subject)[0]

    def forget_sendings(self):
        """Time passes: whatever was sent counts no more."""
        self.env["torg.api.code"].search([]).write({"sent_at": fields.Datetime.subtract(fields.Datetime.now(), days=3)})

    def login(self, phone="+7 912 555-00-11", **more):
        """Log a customer in; return the answer's tokens."""
        self.forget_sendings()
        asked = self.ask(phone=phone)
        self.assertEqual(asked.status_code, 202, asked.text)
        body = {"request": asked.data["request"], "code": self.read_code(), **more}
        response = self.call("POST", "/auth/verify", body, secret=self.public_secret)
        self.assertEqual(response.status_code, 201, response.text)
        return response.data

    def token(self, partner):
        """An access token of a customer, without the way there."""
        return self.env["torg.api.session"]._start(self.public, partner, "Firefox Linux", "203.0.113.9")[1]
