from odoo import Command
from odoo.tests import tagged

from .common import RevisionCommon


@tagged("post_install", "-at_install")
class TestPriceCurrency(RevisionCommon):
    """A price list in other money than the company's: a hundred of the company's are one of its."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rate = Command.create({"name": "2020-01-01", "rate": 0.01, "company_id": cls.env.company.id})
        cls.tenge = cls.env["res.currency"].create({"name": "TTT", "symbol": "t", "rate_ids": [rate]})
        cls.abroad = cls._create_pricelist("Abroad", currency_id=cls.tenge.id)
        cls.abroad_type = cls.env["torg.price.type"].create(
            {"name": "Abroad", "code": "abroad", "pricelist_id": cls.abroad.id}
        )

    def _fill(self, **values):
        revision = self._create_revision({}, price_type_id=self.abroad_type.id)
        vals = {"revision_id": revision.id, "scope": "products", "product_ids": self.cabernet.ids, "percent": 10}
        self.env["torg.price.fill"].with_user(self.director).create(vals | values).action_fill()
        return revision.line_ids.new_price

    def test_rule_counts_in_the_money_of_the_list(self):
        self.assertEqual(self._fill(base="current"), 5.5)
        self.assertEqual(self._fill(base="list_price"), 5.5)
        self.assertEqual(self._fill(base="cost"), 3.3)
        self.assertEqual(self._fill(base="pricelist", pricelist_id=self.wholesale.id), 5.12)

    def test_cost_and_minimum_are_compared_in_the_money_of_the_list(self):
        self.cabernet.minimum_price = 450.0
        line = self._create_revision({self.cabernet: 4.6}, price_type_id=self.abroad_type.id).line_ids
        self.assertEqual((line.old_price, line.cost, line.minimum_price), (5.0, 3.0, 4.5))
        self.assertEqual((line.below_cost, line.below_minimum), (False, False))
        line.new_price = 2.9
        self.assertEqual((line.below_cost, line.below_minimum), (True, True))

    def test_list_price_of_the_card_is_in_the_money_of_the_company(self):
        self.retail_type.is_retail = False
        self.abroad_type.is_retail = True
        self._publish({self.cabernet: 6.0}, price_type_id=self.abroad_type.id)
        self.assertEqual(self.cabernet.list_price, 600.0)
