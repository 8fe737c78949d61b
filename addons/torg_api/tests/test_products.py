from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.torg_api.schemas.products import CARD, FIELDS

from .catalogue import CatalogueCase, picture


@tagged("post_install", "-at_install")
class TestProducts(CatalogueCase):
    # === THE LIST === #

    def test_list_tells_what_a_catalogue_shows(self):
        (row,) = self.read(f"/products?ids={self.red.id}")["items"]
        self.assertEqual(set(row), {*CARD})
        price = {"price": "500.00", "base_price": "500.00", "discount": 0.0, "currency": "RUB"}
        self.assertEqual((row["name"], row["article"], row["price"]), ("Qoatl red", "QR-1", price))
        self.assertEqual((row["category"], row["barcode"]), (self.wine.id, "4600000000017"))

    def test_only_goods_on_sale_of_the_own_company(self):
        wanted = ",".join(map(str, (self.goods + self.hidden + self.foreign).ids))
        self.assertEqual(self.ids(f"/products?ids={wanted}"), self.goods.ids)
        self.white.active = False
        self.assertEqual(self.ids(f"/products?ids={wanted}"), (self.red + self.cheese).ids)

    def test_filters(self):
        mine = "&".join(f"ids={number}" for number in self.goods.ids)
        for filters, found in (
            (f"category={self.drinks.id}", self.red + self.white),
            (f"category={self.food.id}", self.cheese),
            ("in_stock=NEAR", self.red),
            ("in_stock=any", self.red + self.cheese),
            ("article=QW-1", self.white),
            ("barcode=4600000000017", self.red),
            ("barcode=460000000001", self.red.browse()),
        ):
            self.assertEqual(self.ids(f"/products?{mine}&{filters}"), found.ids, filters)

    def test_only_what_has_changed_since(self):
        later = (fields.Datetime.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.assertEqual(self.ids(f"/products?updated_since={later}"), [])
        before = "2020-01-01T03:00:00%2B03:00"
        self.assertIn(self.red.id, self.ids(f"/products?updated_since={before}&limit=250"))
        # sql: moments of writing are the ORM's own
        self.env.cr.execute("UPDATE product_product SET write_date = '2019-01-01' WHERE id = %s", [self.red.id])
        self.env.cr.execute(
            "UPDATE product_template SET write_date = '2020-01-01 00:00:00' WHERE id = %s",
            [self.red.product_tmpl_id.id],
        )
        one = f"/products?ids={self.red.id}&updated_since="
        self.assertEqual(self.ids(one + "2020-01-01T03:00:00%2B03:00"), self.red.ids, "Moscow is three hours ahead")
        self.assertEqual(self.ids(one + "2020-01-01T00:00:01Z"), [])

    def test_pages_follow_each_other_without_gaps(self):
        mine = ",".join(map(str, self.goods.ids))
        first = self.read(f"/products?ids={mine}&limit=2")
        second = self.read(f"/products?ids={mine}&limit=2&cursor={first['next_cursor']}")
        self.assertEqual([row["id"] for row in first["items"] + second["items"]], self.goods.ids)
        self.assertIsNone(second["next_cursor"])

    def test_search_is_that_of_the_desk(self):
        self.assertEqual(set(self.ids("/products?search=qoatl")), set(self.goods.ids))
        self.assertEqual(self.ids("/products?search=QW-1"), self.white.ids)
        page = self.read("/products?search=qoatl&limit=2")
        rest = self.read(f"/products?search=qoatl&limit=2&cursor={page['next_cursor']}")
        self.assertEqual((page["total"], rest["next_cursor"]), (3, None))
        self.assertEqual({row["id"] for row in page["items"] + rest["items"]}, set(self.goods.ids))
        self.assertEqual(self.ids(f"/products?search=qoatl&category={self.food.id}"), self.cheese.ids)

    def test_fields_are_a_whitelist(self):
        (row,) = self.read(f"/products?ids={self.red.id}&fields=name,unit")["items"]
        self.assertEqual(set(row), {"id", "name", "unit"})
        problem = self.assert_problem(self.call("GET", "/products?fields=name,standard_price"), 422, "validation")
        self.assertEqual(problem["errors"][0]["code"], "choice")

    def test_wrong_parameters_are_named(self):
        for wrong, pointer in (("ids=x", "?ids.0"), ("in_stock=NOPE", "?in_stock"), ("limit=251", "?limit"),
                               ("updated_since=2020-01-01T00:00:00", "?updated_since"), ("category=0", "?category"),
                               ("customer=99999999999", "?customer"), ("cursor=abc", "?cursor")):  # fmt: skip
            problem = self.assert_problem(self.call("GET", f"/products?{wrong}"), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], pointer, wrong)

    def test_price_is_the_customers_or_that_of_the_keys_price_list(self):
        cheap, site = self.env["product.pricelist"].create(
            [
                {"name": name, "item_ids": [Command.create({"compute_price": "percentage", "percent_price": percent})]}
                for name, percent in (("Customer", 10), ("Site", 2))
            ]  # fmt: skip
        )
        partner = self.env["res.partner"].create({"name": "Client", "property_product_pricelist": cheap.id})
        path = f"/products?ids={self.red.id}"
        prices = [self.read(path)["items"][0]["price"]["price"]]
        self.key.pricelist_id = site
        prices += [self.read(more)["items"][0]["price"]["price"] for more in (path, f"{path}&customer={partner.id}")]
        self.assertEqual(prices, ["500.00", "490.00", "450.00"])

    def test_customers_of_others_and_people_of_ourselves_are_not_there(self):
        foreign = self.env["res.partner"].create({"name": "Foreign", "company_id": self.other.id})
        answers = set()
        for number in (foreign.id, self.env.ref("base.user_admin").partner_id.id, 2**31 - 1):
            problem = self.assert_problem(self.call("GET", f"/products?customer={number}"), 422, "validation")
            answers.add(problem["errors"][0]["detail"].replace(str(number), "N"))
        self.assertEqual(len(answers), 1)

    # === ONE === #

    def test_card_tells_everything(self):
        pack = self.env["uom.uom"].create(
            {"name": "Box of 6", "relative_factor": 6, "relative_uom_id": self.red.uom_id.id}
        )
        self.red.write({"uom_ids": pack.ids, "weight": 1.3, "description_sale": "Dry"})
        self.env["product.uom"].create({"product_id": self.red.id, "uom_id": pack.id, "barcode": "14600000000014"})
        self.red.optional_product_ids = (self.cheese + self.hidden).product_tmpl_id
        card = self.read(f"/products/{self.red.id}")
        self.assertEqual(set(card), {*FIELDS})
        self.assertEqual(card["packs"], [{"name": "Box of 6", "quantity": 6.0, "barcodes": ["14600000000014"]}])
        self.assertEqual((card["facts"], card["description"]), ({"weight_kg": 1.3}, "Dry"))
        self.assertEqual(card["related"], self.cheese.ids)
        self.assertEqual((card["variants"], card["images"], card["image"]), ([], [], None))
        self.assertEqual(self.ids("/products?barcode=14600000000014"), self.red.ids)

    def test_variants_and_attributes(self):
        volume, country = self.env["product.attribute"].create([{"name": "Volume"}, {"name": "Country"}])
        small, large, spain = self.env["product.attribute.value"].create(
            [
                {"name": "0.5", "attribute_id": volume.id},
                {"name": "1.5", "attribute_id": volume.id},
                {"name": "Spain", "attribute_id": country.id},
            ]  # fmt: skip
        )
        self.drinks.product_properties_definition = [{"name": "grape", "string": "Grape", "type": "char"}]
        template = self.env["product.template"].create(
            {
                "name": "Qoatl rose",
                "categ_id": self.drinks.id,
                "product_properties": {"grape": "Merlot"},
                "attribute_line_ids": [
                    Command.create({"attribute_id": volume.id, "value_ids": (small + large).ids}),
                    Command.create({"attribute_id": country.id, "value_ids": spain.ids}),
                ],
            }
        )
        one, two = template.product_variant_ids
        card = self.read(f"/products/{one.id}")
        self.assertEqual([(row["name"], row["values"], row["of_variant"]) for row in card["attributes"]], [
            ("Volume", ["0.5"], True), ("Country", ["Spain"], False), ("Grape", ["Merlot"], False),
        ])  # fmt: skip
        self.assertEqual(card["variants"], [
            {"id": one.id, "attributes": {"Volume": "0.5"}}, {"id": two.id, "attributes": {"Volume": "1.5"}},
        ])  # fmt: skip

    def test_foreign_hidden_and_unknown_products_are_not_there(self):
        for path in ("/products/%s", "/products/%s/substitutes", "/products/%s/availability"):
            answers = set()
            for number in (self.foreign.id, self.hidden.id, 2**31 - 1, 10**20):
                problem = self.assert_problem(self.call("GET", path % number), 404, "not_found")
                answers.add(problem["detail"].replace(str(number), "N"))
            self.assertEqual(len(answers), 1, path)

    def test_substitutes_are_those_of_the_desk(self):
        self.env["torg.product.substitute"].create(
            [
                {"product_id": self.white.id, "substitute_id": self.red.id, "note": "Red is no worse"},
                {"product_id": self.white.id, "substitute_id": self.hidden.id},
            ]  # fmt: skip
        )
        self.put(self.near, self.hidden, 5)
        items = self.read(f"/products/{self.white.id}/substitutes")["items"]
        self.assertEqual([(row["product"]["id"], row["reason"], row["free"]) for row in items],
                         [(self.red.id, "Red is no worse", 12.0)])  # fmt: skip
        self.assertEqual(items[0]["product"]["price"]["price"], "500.00")
        self.assertEqual(self.read(f"/products/{self.white.id}/substitutes?store=FARR&quantity=3")["items"], [])

    # === SPEED AND RIGHTS === #

    def test_queries_do_not_grow_with_the_page(self):
        many = self.env["product.product"].concat(
            *(
                self.create_product(f"Qoatl {n}", self.wine, 100 + n, image_1920=picture("blue", (20, 20)))
                for n in range(30)
            )
        )
        partner = self.env["res.partner"].create({"name": "Client"})
        path = f"/products?customer={partner.id}&limit=250&fields={','.join(FIELDS)}&ids="
        few = self.count_queries(path + ",".join(map(str, many[:3].ids)))
        all_of_them = self.count_queries(path + ",".join(map(str, many.ids)))
        self.assertLessEqual(all_of_them, few + 2)
        self.assertLessEqual(self.count_queries("/products?ids=" + ",".join(map(str, many.ids))), 30)

    def test_unchanged_page_is_not_sent_again(self):
        path = f"/products?ids={self.red.id}"
        etag = self.call("GET", path).headers["ETag"]
        self.assertEqual(self.call("GET", path, headers={"If-None-Match": etag}).status_code, 304)
        self.red.list_price = 501
        self.assertEqual(self.call("GET", path, headers={"If-None-Match": etag}).status_code, 200)

    def test_only_for_keys_that_read_the_catalogue(self):
        poor = self.make_key("poor", "orders")._issue()
        for path in ("/products", f"/products/{self.red.id}", f"/products/{self.red.id}/substitutes"):
            self.assert_problem(self.call("GET", path, secret=poor), 403, "forbidden")
            self.assert_problem(self.call("GET", path, secret=""), 401, "unauthorized")

    def test_reads_never_write(self):
        self.env["product.template"].search([]).product_variant_ids.mapped("search_text")
        self.env.flush_all()
        self.set_registry_readonly_mode(True)
        keys = self.registry["torg.api.key"]
        ids = [self.red.id]
        with patch.object(keys, "_count", lambda key, opened: None), self.assertNoLogs("odoo.http", "WARNING"):
            for path in ("/products", "/products?search=qoatl", f"/products/{self.red.id}", "/categories",
                         f"/products/{self.red.id}/substitutes", f"/availability?products={self.red.id}"):  # fmt: skip
                self.assertEqual(self.call("GET", path).status_code, 200, path)
            for path, body in (
                ("/availability", {"products": ids}),
                ("/prices/quote", {"lines": [{"product": ids[0]}]}),
            ):
                self.assertEqual(self.call("POST", path, body).status_code, 200, path)
        self.set_registry_readonly_mode(False)

    def test_shelf_life_is_told_where_it_is_known(self):
        path = f"/products/{self.red.id}"
        self.assertIsNone(self.call("GET", path).data["shelf_life_days"])
        self.red.shelf_life_days = 540
        self.assertEqual(self.call("GET", path).data["shelf_life_days"], 540)
