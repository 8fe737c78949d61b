from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.torg_pricelist.tools.rounding import ROUNDINGS

from .common import RevisionCommon

RULE = {"base": "current", "percent": 5.0, "surcharge": 0.0, "rounding": "kopeck", "mode": "nearest"}


@tagged("post_install", "-at_install")
class TestPriceFill(RevisionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.revision = cls._create_revision(cls, {})

    def _fill(self, user=None, **values):
        values = {"revision_id": self.revision.id, "scope": "category", "category_ids": self.drinks.ids} | values
        wizard = self.env["torg.price.fill"].with_user(user or self.supervisor).create(values)
        wizard.action_fill()
        return {line.product_id: line.new_price for line in self.revision.line_ids}

    def test_category_takes_those_below_it(self):
        self.assertEqual(self._fill(percent=5), {self.cabernet: 525.0, self.water: 42.0})

    def test_tag_and_chosen_products(self):
        tag = self.env["product.tag"].create({"name": "Sale", "product_product_ids": self.water.ids})
        self.assertEqual(self._fill(scope="tag", tag_ids=tag.ids, percent=-10), {self.water: 36.0})
        prices = self._fill(scope="products", product_ids=self.cabernet.ids, surcharge=1.5)
        self.assertEqual(prices, {self.water: 36.0, self.cabernet: 501.5})

    def test_all_products_for_sale(self):
        self.water.sale_ok = False
        prices = self._fill(scope="all", percent=1)
        self.assertIn(self.cabernet, prices)
        self.assertNotIn(self.water, prices)

    def test_rounding_makes_price_tags(self):
        self.assertEqual(self._fill(percent=5, rounding="nine"), {self.cabernet: 529.0, self.water: 39.0})

    def test_other_list_is_a_base(self):
        prices = self._fill(base="pricelist", pricelist_id=self.wholesale.id, percent=10)
        self.assertEqual(prices, {self.cabernet: 511.5, self.water: 40.92})
        with self.assertRaises(UserError):
            self._fill(base="pricelist")

    def test_cost_is_a_base_only_for_those_who_see_it(self):
        with self.assertRaises(AccessError):
            self._fill(base="cost", percent=50)
        prices = self._fill(user=self.director, base="cost", percent=50)
        self.assertEqual(prices, {self.cabernet: 450.0, self.water: 30.0})

    def test_list_price_is_a_base(self):
        self._create_rule(self.retail, product_id=self.water.id, fixed_price=99.0)
        self.assertEqual(self._fill(base="list_price", surcharge=1)[self.water], 41.0)

    def test_unchanged_price_gets_no_line_unless_wanted(self):
        self.assertEqual(self._fill(percent=0), {})
        self.assertEqual(len(self._fill(percent=0, only_changed=False)), 2)

    def test_second_rule_replaces_the_first(self):
        self._fill(percent=5)
        self.assertEqual(self._fill(percent=10), {self.cabernet: 550.0, self.water: 44.0})

    def test_product_without_a_base_price_is_left_out(self):
        self._create_product("Gift", 0.0, self.drinks)
        self.assertEqual(len(self._fill(surcharge=5)), 2)

    def test_form_counts_goods_and_shows_an_example(self):
        context = {"default_revision_id": self.revision.id}
        form = Form(self.env["torg.price.fill"].with_user(self.supervisor).with_context(**context))
        form.category_ids = self.wine
        self.assertEqual(form.product_count, 1)
        form.percent, form.rounding = 5, "nine"
        self.assertIn("87,4 → 89,00", form.example)
        form.scope = "all"
        self.assertGreater(form.product_count, 1)

    def test_nothing_chosen_is_said(self):
        with self.assertRaises(UserError):
            self._fill(scope="tag")

    def test_every_rounding_has_a_name(self):
        self.assertEqual(
            {name for name, _title in self.env["torg.price.fill"]._fields["rounding"].selection}, set(ROUNDINGS)
        )

    # === MANY === #

    def test_many_products_are_filled_by_a_chain_of_jobs(self):
        self.patch(self.env.registry["torg.price.revision"], "_get_fill_chunk", lambda _self: 3)
        products = self.env["product.product"].create(
            [{"name": f"Goods {index}", "list_price": 100, "categ_id": self.wine.id} for index in range(6)]
        )
        with trap_jobs() as trap:
            self._fill(percent=5)
            trap.assert_jobs_count(1, only=self.revision._fill_next)
        self.revision.invalidate_recordset()
        self.assertEqual((self.revision.is_busy, self.revision.line_count), (True, 0))
        with self.assertRaises(UserError):
            self.revision.action_submit()
        rule = RULE | {"domain": [("categ_id", "child_of", self.drinks.ids)]}
        self.revision.with_context(queue_job__no_delay=True)._fill_next(rule, 0)
        self.revision.invalidate_recordset()
        self.assertEqual((self.revision.is_busy, self.revision.line_count), (False, 8))
        self.assertEqual(set(self.revision.line_ids.product_id), set(products | self.products))

    def test_draft_cancelled_while_it_was_filled_can_be_used_again(self):
        self.patch(self.env.registry["torg.price.revision"], "_get_fill_chunk", lambda _self: 1)
        with trap_jobs() as trap:
            self._fill(percent=5)
            self.revision.action_cancel()
            trap.perform_enqueued_jobs()
            self.assertEqual(self.revision.line_count, 0)
        self.revision.action_back_to_draft()
        self.assertFalse(self.revision.is_busy)
