from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.torg_1c.models.torg_exchange_endpoint_prices import TorgExchangeEndpoint
from odoo.addons.torg_1c.tools.records.codec import dumps, loads

from .common import OnecCase
from .goods import GoodsMixin


@tagged("post_install", "-at_install")
class TestPricesOut(GoodsMixin, OnecCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods()
        cls.retail = cls.map_price_type()
        cls.retail.price_type_id.write({"owner": "here", "endpoint_id": False})

    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(TorgExchangeEndpoint, "_can_write_prices", lambda endpoint: True))
        self.onec.onec_sends_prices = True

    def publish(self, *prices):
        """Publish a revision with these prices; return it and its message to 1C."""
        revision = self.env["torg.price.revision"].create(
            {
                "price_type_id": self.retail.price_type_id.id,
                "reason": "Spring",
                "accept_warnings": True,
                "line_ids": [
                    (0, 0, {"product_id": product.id, "new_price": price})
                    for product, price in zip(self.products, prices, strict=False)
                ],
            }
        )
        revision.action_approve_and_publish()
        while revision.state in ("publishing", "approved"):
            revision._publish_next()
        return revision, self.onec._get_price_messages("ready").filtered(lambda m: m.res_id == revision.id)

    def test_document_names_what_1c_knows(self):
        self.env["torg.exchange.link"].search([("res_id", "=", self.products[1].id), ("kind", "=", "offer")]).unlink()
        revision, message = self.publish(10, 20)
        document = self.onec._get_price_document(message)
        self.assertEqual(
            (document.number, document.price_type_id, document.comment), (revision.name, "retail", "Spring")
        )
        self.assertEqual([(row.item_id, float(row.price)) for row in document.rows], [("item-0", 10.0)])
        self.assertEqual(document.left_out, ("Goods 1",))
        self.assertEqual(document, self.onec._get_price_document(message))
        self.assertEqual(document, loads(dumps(document)))

    def test_kind_of_prices_that_1c_does_not_know_is_said(self):
        _revision, message = self.publish(10)
        self.retail.action_ignore()
        with self.assertRaises(UserError):
            self.onec._get_price_document(message)

    def test_echo_moves_the_state_when_all_prices_are_back(self):
        revision, message = self.publish(10, 20)
        message.write({"state": "delivered", "done_at": fields.Datetime.now()})
        self.load_rows([self.price_row(0, 10)], section="offers")
        self.assertEqual(revision.exchange_state, "delivered")
        self.load_rows([self.price_row(1, 20)], section="offers")
        revision.invalidate_recordset()
        self.assertEqual(revision.exchange_state, "accepted")

    def test_other_price_that_comes_back_is_no_echo(self):
        revision, message = self.publish(10)
        message.write({"state": "delivered", "done_at": fields.Datetime.now()})
        self.load_rows([self.price_row(0, 11)], section="offers")
        self.assertEqual(revision.exchange_state, "delivered")

    def test_without_echo_it_turns_red_and_a_late_echo_mends_it(self):
        revision, message = self.publish(10)
        message.write({"state": "delivered", "done_at": fields.Datetime.now() - timedelta(hours=25)})
        self.onec._cron_watch_price_echo()
        self.assertEqual((message.state, revision.exchange_state), ("dead", "refused"))
        self.assertIn("24", revision.exchange_note)
        self.assertEqual(self.onec.light, "red")
        self.assertIn("price documents that need a person: 1", self.onec.reasons)
        self.load_rows([self.price_row(0, 10)], section="offers")
        self.assertEqual(message.state, "accepted")

    def test_prices_kept_there_are_asked_for_and_come_back(self):
        self.retail.price_type_id.write({"owner": "external", "endpoint_id": self.onec.id})
        revision, message = self.publish(15)
        self.assertEqual(revision.state, "requested")
        self.assertTrue(self.onec._get_price_document(message).is_request)
        message.write({"state": "delivered", "done_at": fields.Datetime.now()})
        self.load_rows([self.price_row(0, 15)], section="offers")
        self.assertEqual((revision.state, message.state), ("published", "accepted"))
        self.assertEqual(self.prices(self.retail)[0], 15)

    def test_base_that_cannot_write_is_not_asked(self):
        self.retail.price_type_id.write({"owner": "external", "endpoint_id": self.onec.id})
        with patch.object(TorgExchangeEndpoint, "_can_write_prices", lambda endpoint: False):
            with self.assertRaises(UserError):
                self.publish(15)
