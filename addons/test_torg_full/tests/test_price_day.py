import base64
import io
from decimal import Decimal
from unittest.mock import patch

import openpyxl

from odoo import fields
from odoo.tests import tagged

from odoo.addons.torg_1c.models.torg_exchange_endpoint_prices import TorgExchangeEndpoint
from odoo.addons.torg_1c.tools.records import PriceRec

from .common import FullCase


@tagged("post_install", "-at_install")
class TestPriceDay(FullCase):
    """Rum costs 100 and will cost 130: the price is kept here, 1C gets it as a document and sends it back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(TorgExchangeEndpoint, "_can_write_prices", lambda endpoint: True))
        cls.onec.onec_sends_prices = True
        cls.env["torg.price.type"].search([]).active = False
        pricelist = cls.env["product.pricelist"].create({"name": "Shop prices"})
        cls.price_type = cls.env["torg.price.type"].create(
            {"name": "Shop prices", "code": "shop_test", "pricelist_id": pricelist.id, "is_retail": True}
        )
        cls.mapping = cls.env["torg.onec.price.type"].create(
            {"endpoint_id": cls.onec.id, "external_id": "retail", "name": "Retail", "price_type_id": cls.price_type.id}
        )
        cls.price_type.write({"owner": "here", "endpoint_id": False})
        cls.customer.property_product_pricelist = pricelist
        cls.product.categ_id = cls.env["product.category"].create({"name": "Rums of the day"})

    def publish(self, price):
        """The director sets the price of rum; return the revision, published."""
        line = {"product_id": self.product.id, "new_price": price}
        vals = {"price_type_id": self.price_type.id, "reason": "Spring", "line_ids": [(0, 0, line)]}
        revision = self.env["torg.price.revision"].with_user(self.director).create(vals)
        revision.accept_warnings = True
        revision.action_approve_and_publish()
        while revision.state in ("approved", "publishing"):
            revision.sudo()._publish_next()
        self._commit()
        self.assertEqual(revision.state, "published")
        return revision.sudo()

    def message(self, revision):
        """The message of the revision to 1C."""
        return self.onec._get_price_messages("ready").filtered(lambda row: row.res_id == revision.id)

    def deliver(self, revision):
        """1C has taken the document."""
        self.message(revision).write({"state": "delivered", "done_at": fields.Datetime.now()})

    def echo(self, price):
        """1C sends the price back."""
        run = self.load_rows([PriceRec("rum", "rum", "", "retail", Decimal(price))], section="offers")
        self.assertFalse(self.texts(run), self.show(run))
        self._commit()

    def print_price(self):
        """The price in the list that the manager makes."""
        vals = {
            "pricelist_id": self.price_type.pricelist_id.id,
            "scope": "category",
            "category_ids": self.product.categ_id.ids,
            "file_format": "xlsx",
        }
        price_list = self.env["torg.price.list"].with_user(self.manager).create(vals)
        price_list.action_make()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(price_list.file)))
        [row] = [row for row in book.active.iter_rows(values_only=True) if self.product.name in row]
        return row[-1]

    def test_published_price_is_one_in_the_list_on_the_site_in_the_order_and_in_1c(self):
        self.assertEqual(self.price_on_site(), "100.00")
        self.listen()
        revision = self.publish(130)
        self.assertEqual((self.price_on_site(), self.print_price()), ("130.00", 130))
        self.assertIn(("price.changed", self.product.id), self.hear("price.changed"))
        prices = self.onec._get_price_document(self.message(revision))
        self.assertEqual([(row.item_id, row.price) for row in prices.rows], [("rum", Decimal(130))])
        order = self.buy()
        self.assertEqual(order.amount_total, 260)
        self._move(order, "agreed", user=self.director)
        [document] = self.take()
        self.assertEqual(document.lines[0].price, Decimal(130))

    def test_price_that_1c_sends_back_accepts_the_revision_and_changes_nothing(self):
        revision = self.publish(130)
        self.deliver(revision)
        self.listen()
        self.echo(130)
        self.assertEqual(revision.exchange_state, "accepted")
        self.assertEqual((self.price_on_site(), self.hear("price.changed")), ("130.00", []))
        self.assertEqual(
            self.env["torg.price.revision"].search([("line_ids.product_id", "=", self.product.id)]), revision
        )

    def test_price_that_1c_invents_is_a_conflict_and_the_site_keeps_ours(self):
        self.deliver(self.publish(130))
        self.listen()
        run = self.load_rows([PriceRec("rum", "rum", "", "retail", Decimal(99))], section="offers")
        self.assertEqual(self.counts(run, "PriceRec"), {"conflict": 1}, self.show(run))
        self._commit()
        self.assertEqual((self.price_on_site(), self.print_price(), self.hear("price.changed")), ("130.00", 130, []))
        [conflict] = self.env["torg.price.conflict"].search([("product_id", "=", self.product.id)])
        self.assertEqual(conflict.their_price, 99)

    def test_order_that_was_made_before_keeps_its_price_everywhere(self):
        self.publish(110)
        order = self.buy()
        self.env.flush_all()
        self.env.cr.execute("UPDATE product_pricelist_item SET date_start = date_start - interval '1 hour'")
        self.env.invalidate_all()
        self.publish(130)
        self._move(order, "agreed", user=self.director)
        [document] = self.take()
        told = self.read(f"/orders/{order.id}")
        self.assertEqual((told["total"], document.total, self.price_on_site()), ("220.00", Decimal(220), "130.00"))
