from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RevisionCommon


@tagged("post_install", "-at_install")
class TestPriceType(RevisionCommon):
    def test_new_company_begins_with_a_retail_price(self):
        company = self.env["res.company"].create({"name": "Second company"})
        price_type = self.env["torg.price.type"].search([("company_id", "=", company.id)])
        self.assertEqual((len(price_type), price_type.is_retail), (1, True))
        self.assertEqual(price_type.pricelist_id.company_id, company)
        company._create_retail_price_type()
        self.assertEqual(self.env["torg.price.type"].search([("company_id", "=", company.id)]), price_type)

    def test_retail_price_is_that_of_customers_without_a_list(self):
        newcomer = self.env["res.partner"].create({"name": "Newcomer"})
        self.assertEqual(newcomer._get_customer_pricelist(), self.retail)
        self.assertEqual(self.env["res.partner"]._get_customer_pricelist(), self.retail)

    @mute_logger("odoo.sql_db")
    def test_one_list_carries_one_type_and_one_type_is_retail(self):
        for vals in (
            {"code": "again", "pricelist_id": self.retail.id},
            {"code": "retail_test", "pricelist_id": self._create_pricelist("Third").id},
        ):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.env["torg.price.type"].create({"name": "Wrong", **vals})

        with self.assertRaises(ValidationError):
            self.wholesale_type.is_retail = True
        self.retail_type.active = False
        self.wholesale_type.is_retail = True

    def test_type_opens_its_revisions(self):
        revision = self._create_revision({self.cabernet: 510.0})
        action = self.retail_type.action_open_revisions()
        self.assertEqual(self.env["torg.price.revision"].search(action["domain"]), revision)
        self.assertEqual(self.retail_type.revision_count, 1)

    def test_only_a_director_keeps_types(self):
        self.assertTrue(self.retail_type.with_user(self.manager).name)
        with self.assertRaises(AccessError):
            self.retail_type.with_user(self.supervisor).name = "Mine"
        self.retail_type.with_user(self.director).name = "Ours"

    def test_second_publication_must_wait_for_the_first(self):
        turn = self.retail_type.turn
        self.retail_type._take_turn()
        self.assertEqual(self.retail_type.turn, turn + 1)
