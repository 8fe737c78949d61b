import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.torg_api.tools.promise import BASE

from .login import LoginCase

GUIDE = Path(__file__).parents[3] / "docs" / "ru" / "api.md"
PART = re.compile(r'"(request|access_token|refresh_token)":"([^"]+)"')
NAME = re.compile(r"\$([A-Z_]+)")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@tagged("post_install", "-at_install")
@unittest.skipUnless(GUIDE.exists() and shutil.which("curl"), "the guide or curl is not here")
class TestGuide(LoginCase):
    """What the guide shows works: its commands are run as they stand there."""

    def run_block(self, commands, **values):
        """Run commands of the guide; return what they print."""
        function = 'curl() { command curl --max-time 30 "$@" && echo; }\n'
        told = {"SHOP": self.base_url() + BASE, "KEY": self.secret, "PUBLIC": self.public_secret, **values}
        self.env.flush_all()
        with self.allow_requests(all_requests=True):
            result = subprocess.run(
                ["bash", "-euc", function + commands],
                env=os.environ | {name: str(value) for name, value in told.items()},
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
        self.assertEqual(result.returncode, 0, f"{commands}\n{result.stdout}\n{result.stderr}")
        self.env.invalidate_all()
        return result.stdout

    def test_from_nothing_to_a_paid_order(self):
        blocks = [block for block in BLOCK.findall(GUIDE.read_text()) if "curl" in block]
        values = {"PRODUCT": self.product.id, "STORE": self.near.code, "CUSTOMER": self.customer.id}
        values["PRICE_TYPE"] = self._create_price_type().code
        answers = []
        for block in blocks:
            order = self.env["sale.order"].search([("client_order_ref", "=", "1001")])
            answers.append(self.run_block(block, ORDER=order.id, **values))
            values |= self.get_login(answers[-1])
        order = self.env["sale.order"].search([("client_order_ref", "=", "1001")])
        self.assertEqual(len(order), 1)
        self.assertEqual((order.customer_note, order.amount_total), ("Позвоните", 200))
        self.assertEqual(sum(order.payment_ids.mapped("amount")), 200)
        self.assertIn(self.near.code, answers[0])
        self.assertIn(f'"id":{self.product.id},', answers[1])
        self.assertIn('"can_order":true', answers[2])
        self.assertEqual(
            self.env["torg.webhook"].search([("api_key_id", "=", self.key.id)]).url, "https://shop.example/hooks"
        )
        self.assertEqual(self.env["torg.api.import"].search([("key_id", "=", self.key.id)]).row_count, 2)
        self.assertEqual(self.env["torg.store.day"].search([("warehouse_id", "=", self.near.id)]).net_amount, 50000)
        self.assertTrue(any('"name":"Anna"' in answer for answer in answers), "a customer logged in")
        self.assertTrue(any('"ended":1' in answer for answer in answers))

    def test_reader_is_told_what_to_put_where(self):
        """Nothing in a command is left to guess: each name in it was given its value before."""
        text = GUIDE.read_text()
        for block in BLOCK.finditer(text):
            told = set(re.findall(r"\b([A-Z_]+)=", text[: block.start()]))
            self.assertEqual(set(NAME.findall(block[1])) - told, set(), block[1])

    def _create_price_type(self):
        pricelist = self.env["product.pricelist"].create({"name": "Wholesale"})
        return self.env["torg.price.type"].create({"name": "Wholesale", "code": "guide", "pricelist_id": pricelist.id})

    def get_login(self, answer):
        """Return what the reader takes from an answer of the way in: names that the commands after it use."""
        found = {name: value for name, value in PART.findall(answer)}
        names = {"request": "REQUEST", "access_token": "ACCESS", "refresh_token": "REFRESH"}
        told = {names[name]: value for name, value in found.items() if name in names}
        return told | ({"CODE": self.read_letter("anna@example.com")} if "request" in found else {})
