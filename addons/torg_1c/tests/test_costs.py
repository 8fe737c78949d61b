from odoo.tests import tagged

from .common import OnecCase
from .goods import GoodsMixin


@tagged("post_install", "-at_install")
class TestCosts(GoodsMixin, OnecCase):
    """What goods cost us: of several bases the one that owns the cost says it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods()
        cls.branch = cls.make_onec("branch")
        cls.link_offers(cls.products, cls.branch)
        cls.cost_field = cls.env["ir.model.fields"]._get("product.product", "standard_price")

    def map_costs(self, *bases):
        for base in bases:
            self.map_price_type("cost", base, target="cost")

    def send(self, base, *prices):
        rows = [self.price_row(number, price, "cost") for number, price in enumerate(prices)]
        return self.load_rows(rows, section="offers", endpoint=base)

    def keep(self, keeper, base=None, field=None):
        """Say who keeps the cost."""
        vals = {"endpoint_id": (base or self.onec).id, "field_id": (field or self.cost_field).id, "keeper": keeper}
        self.env["torg.onec.owner"].create(vals)

    def costs(self):
        return self.products.mapped("standard_price")

    def test_cost_kept_here_stays_and_is_noted_once(self):
        self.map_costs(self.onec)
        self.products[0].standard_price = 50
        self.keep("here")
        run = self.send(self.onec, 70, 80)
        self.assertEqual(self.costs(), [50, 0, 0])
        self.assertEqual(self.counts(run, "PriceRec"), {"conflict": 2})
        change = run.change_ids.filtered(lambda row: row.res_id == self.products[0].id)
        self.assertEqual((change.verdict, change.difference), ("conflict", {"standard_price": [50, 70]}))
        again = self.send(self.onec, 70, 80)
        self.assertEqual((self.counts(again, "PriceRec"), len(again.change_ids)), ({"unchanged": 2}, 0))
        other = self.send(self.onec, 71, 80)
        self.assertEqual(other.change_ids.difference, {"standard_price": [50, 71]})

    def test_cost_that_another_base_owns_is_not_written(self):
        self.map_costs(self.onec, self.branch)
        self.keep("base", self.branch)
        self.send(self.branch, 60)
        run = self.send(self.onec, 70)
        self.assertEqual(self.costs()[0], 60)
        self.assertEqual(run.change_ids.mapped("verdict"), ["conflict"])

    def test_owner_of_products_says_their_cost(self):
        self.map_costs(self.onec, self.branch)
        self.branch.onec_owns_products = True
        self.send(self.branch, 60)
        self.send(self.onec, 70)
        self.assertEqual(self.costs()[0], 60)

    def test_field_of_its_own_goes_before_the_owner_of_products(self):
        self.map_costs(self.onec, self.branch)
        self.branch.onec_owns_products = True
        self.keep("base", self.onec)
        self.send(self.onec, 70)
        self.send(self.branch, 60)
        self.assertEqual(self.costs()[0], 70)

    def test_cost_named_by_the_template_is_the_same_field(self):
        self.map_costs(self.onec)
        self.keep("here", field=self.env["ir.model.fields"]._get("product.template", "standard_price"))
        self.send(self.onec, 70)
        self.assertEqual(self.costs()[0], 0)

    def test_of_two_that_tell_costs_the_one_that_knew_the_product_first_is_believed(self):
        self.map_costs(self.onec, self.branch)
        self.send(self.branch, 60)
        self.assertEqual(self.costs()[0], 0)
        self.send(self.onec, 70)
        self.assertEqual(self.costs()[0], 70)

    def test_base_that_alone_tells_costs_is_believed_whoever_knew_the_product_first(self):
        self.map_costs(self.branch)
        self.send(self.branch, 60)
        self.assertEqual(self.costs()[0], 60)

    def test_cost_that_is_ours_again_is_written_by_the_next_message(self):
        self.map_costs(self.onec)
        self.keep("here")
        self.send(self.onec, 70)
        self.env["torg.onec.owner"].search([("endpoint_id", "=", self.onec.id)]).unlink()
        self.send(self.onec, 70)
        self.assertEqual(self.costs()[0], 70)
