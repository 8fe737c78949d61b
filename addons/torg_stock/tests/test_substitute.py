from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestSubstitute(StoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category, cls.other_category = cls.env["product.category"].create([{"name": "Rums"}, {"name": "Wines"}])
        cls.product.write({"categ_id": cls.category.id, "list_price": 1000})
        cls.named = cls._create_product("Whisky", list_price=9000)
        cls.alike = cls._create_product("Cheaper rum", categ_id=cls.category.id, list_price=900)
        cls._put(cls.near, cls.named, 2)
        cls._put(cls.near, cls.alike, 5)

    def _name(self, substitute, product=None, **vals):
        return self.env["torg.product.substitute"].create(
            {"product_id": (product or self.product).id, "substitute_id": substitute.id, **vals}
        )

    def _offered(self, product=None, **kwargs):
        product = product or self.product
        kwargs.setdefault("store", self.stores)
        return [one.product_id for one in product._get_substitutes(**kwargs)[product.id]]

    # === WHAT IS OFFERED === #

    def test_named_comes_before_alike_and_each_says_why(self):
        self._name(self.named, note="Stronger, same cask")
        named, alike = self.product._get_substitutes(self.near)[self.product.id]
        self.assertEqual((named.product_id, named.reason, named.free), (self.named.id, "Stronger, same cask", 2))
        self.assertEqual((alike.product_id, alike.reason, alike.free), (self.alike.id, "Same category, close price", 5))

    def test_smaller_number_is_offered_first(self):
        second, first = self._create_product("Second"), self._create_product("First")
        for product in (second, first):
            self._put(self.near, product, 1)
        self._name(second, priority=20)
        self._name(first, priority=5)
        self.assertEqual(self._offered()[:2], [first.id, second.id])

    def test_both_ways_replace_each_other_and_one_way_does_not(self):
        link = self._name(self.named)
        self.assertNotIn(self.product.id, self._offered(self.named))
        link.both_ways = True
        self.assertEqual(self._offered(self.named), [self.product.id])

    def test_only_what_the_store_has_enough_of_is_offered(self):
        self._name(self.named)
        self.assertEqual(self._offered(store=self.near, quantity=3), [self.alike.id])
        self.assertEqual(self._offered(store=self.far), [])

    def test_other_category_or_price_is_not_alike(self):
        strangers = (
            self._create_product("Wine", categ_id=self.other_category.id, list_price=1000),
            self._create_product("Old rum", categ_id=self.category.id, list_price=1201),
            self._create_product("Archived rum", categ_id=self.category.id, list_price=1000, active=False),
        )
        for product in strangers:
            self._put(self.near, product, 1)
        self.assertEqual(self._offered(), [self.alike.id])

    def test_attributes_alike_come_before_a_closer_price(self):
        age = self.env["product.attribute"].create(
            {"name": "Age", "value_ids": [Command.create({"name": name}) for name in ("3 years", "7 years")]}
        )
        values = age.value_ids
        kinds = {"Seven": (values[1], 1000), "Also seven": (values[1], 850), "Three": (values[0], 1000)}
        products = {}
        for name, (value, price) in kinds.items():
            line = Command.create({"attribute_id": age.id, "value_ids": [Command.set(value.ids)]})
            template = self.env["product.template"].create(
                {
                    "name": name,
                    "is_storable": True,
                    "categ_id": self.other_category.id,
                    "list_price": price,
                    "attribute_line_ids": [line],
                }
            )
            products[name] = template.product_variant_id
            self._put(self.near, products[name], 1)
        first, second = products["Seven"]._get_substitutes(self.near)[products["Seven"].id]
        self.assertEqual([first.product_id, second.product_id], [products["Also seven"].id, products["Three"].id])
        self.assertIn("attributes alike: 1", first.reason)

    def test_archived_substitute_is_not_offered(self):
        self._name(self.named)
        self.named.active = False
        self.assertEqual(self._offered(), [self.alike.id])

    def test_what_is_not_sold_is_not_offered(self):
        self.alike.sale_ok = False
        self.assertEqual(self._offered(), [])

    def test_product_of_another_company_is_not_offered(self):
        company = self.env["res.company"].create({"name": "Other company"})
        self._name(
            self._create_product("Foreign rum", company_id=company.id, categ_id=self.category.id, list_price=1000)
        )
        self.assertEqual(self._offered(self.product.with_user(self.manager), quantity=0), [self.alike.id])

    def test_queries_do_not_grow_with_products(self):
        products = self.env["product.product"].create(
            [
                {"name": f"Rum {n}", "is_storable": True, "categ_id": self.category.id, "list_price": 1000}
                for n in range(60)
            ]
        )
        for number, product in enumerate(products):
            self._put(self.near, product, 1)
            self._name(products[number - 1], product)
        self.env.flush_all()
        products._get_substitutes(self.near)
        counts = [
            self._count_queries(lambda size=size: products[:size]._get_substitutes(self.near)) for size in (1, 60)
        ]
        self.assertLessEqual(counts[1] - counts[0], 2, counts)

    # === WHAT CUSTOMERS TOOK === #

    def test_acceptance_is_counted_on_the_named_pair_either_way(self):
        link = self._name(self.named, both_ways=True)
        self.product.with_user(self.manager)._accept_substitute(self.named)
        self.named.with_user(self.manager)._accept_substitute(self.product)
        self.assertEqual(link.accepted_count, 2)

    def test_similar_product_that_was_taken_is_remembered_after_the_named(self):
        self._name(self.named, priority=99)
        self.product.with_user(self.manager)._accept_substitute(self.alike)
        named, learned = self.product._get_substitutes(self.near)[self.product.id]
        self.assertEqual(named.product_id, self.named.id)
        self.assertEqual(
            (learned.product_id, learned.accepted, learned.reason), (self.alike.id, 1, "Customers took it before")
        )

    # === THE LIST === #

    @mute_logger("odoo.sql_db")
    def test_product_does_not_replace_itself_and_no_pair_stands_twice(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._name(self.product)
        self._name(self.named)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._name(self.named)

    def test_director_adds_a_substitute_on_the_product(self):
        template = self.product.product_tmpl_id.with_user(self.director)
        with Form(template) as form, form.substitute_ids.new() as line:
            line.substitute_id = self.named
        self.assertEqual(self.product.substitute_ids.substitute_id, self.named)

    def test_screen_shows_substitutes_with_their_stock_and_reason(self):
        self._name(self.named)
        answer = self.product.with_user(self.manager).get_stock_substitutes(self.stores.ids, self.near.id)
        self.assertEqual([one["id"] for one in answer["products"]], [self.named.id, self.alike.id])
        self.assertEqual(answer["products"][0]["reason"], "Substitute")
        self.assertEqual(answer["cells"][self.alike.id][self.near.id]["free"], 5)

    # === RIGHTS === #

    def test_supervisor_and_director_keep_the_list(self):
        for user in (self.supervisor, self.director):
            with self.subTest(user=user.login):
                link = self._name(self.named).with_user(user)
                link.priority = 3
                link.unlink()

    def test_others_read_it_only(self):
        link = self._name(self.named)
        for user in (self.manager, self.store_staff, self.courier, self.integration_admin, self.stranger):
            with self.subTest(user=user.login):
                self.assertEqual(link.with_user(user).substitute_id.id, self.named.id)
                with self.assertRaises(AccessError):
                    link.with_user(user).priority = 1
                with self.assertRaises(AccessError):
                    link.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    link.with_user(user).copy({"substitute_id": self.alike.id})

    def test_service_user_of_the_shop_reads_nothing(self):
        with self.assertRaises(AccessError):
            self._name(self.named).with_user(self.service_user).read(["note"])
