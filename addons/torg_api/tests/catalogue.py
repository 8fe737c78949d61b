"""Goods, stores and stock for the tests of the catalogue."""

import base64
from io import BytesIO

from PIL import Image

from odoo import Command

from .common import ApiCase


def picture(colour="red", size=(1400, 700)):
    """A picture, base64 of a PNG."""
    stream = BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return base64.b64encode(stream.getvalue())


class CatalogueCase(ApiCase):
    """Two stores, a tree of categories and goods in it; a foreign company with goods of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.key.write({"reads_per_second": 1000, "writes_per_second": 1000})
        cls.near, cls.far = cls.env["stock.warehouse"].create(
            [{"name": "Near store", "code": "NEAR"}, {"name": "Far store", "code": "FARR"}]
        )
        cls.drinks, cls.food = cls.env["product.category"].create([{"name": "Drinks"}, {"name": "Food"}])
        cls.wine = cls.env["product.category"].create({"name": "Wine", "parent_id": cls.drinks.id})
        cls.red = cls.create_product("Qoatl red", cls.wine, 500, default_code="QR-1", barcode="4600000000017")
        cls.white = cls.create_product("Qoatl white", cls.wine, 450, default_code="QW-1")
        cls.cheese = cls.create_product("Qoatl cheese", cls.food, 300)
        cls.hidden = cls.create_product("Qoatl hidden", cls.wine, 1, sale_ok=False)
        cls.goods = cls.red + cls.white + cls.cheese
        cls.other = cls.env["res.company"].create({"name": "Other company"})
        cls.secret_food = cls.env["product.category"].create({"name": "Secret"})
        cls.foreign = cls.create_product("Qoatl foreign", cls.secret_food, 1, company_id=cls.other.id)
        cls.put(cls.near, cls.red, 10)
        cls.put(cls.far, cls.red, 2)
        cls.put(cls.far, cls.cheese, 5)

    @classmethod
    def create_product(cls, name, category, price, **vals):
        """A storable product."""
        common = {"name": name, "type": "consu", "is_storable": True, "categ_id": category.id, "list_price": price}
        return cls.env["product.product"].create({"taxes_id": [Command.clear()], **common, **vals})

    @classmethod
    def put(cls, store, product, quantity):
        """Bring goods into a store."""
        cls.env["stock.quant"]._update_available_quantity(product, store.lot_stock_id, quantity)

    def read(self, path, **kwargs):
        """The JSON of a successful reading."""
        response = self.call("GET", path, **kwargs)
        self.assertEqual(response.status_code, 200, response.text[:500])
        return response.data

    def ids(self, path):
        """Ids of the items of a list."""
        return [item["id"] for item in self.read(path)["items"]]

    def count_queries(self, path, body=None):
        """How many queries a request takes, with empty caches of records."""
        self.call("GET" if body is None else "POST", path, body)
        before = self.env.cr.sql_log_count
        response = self.call("GET" if body is None else "POST", path, body)
        self.assertEqual(response.status_code, 200, response.text[:500])
        return self.env.cr.sql_log_count - before
