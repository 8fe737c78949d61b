import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import PriceCommon


class OwnListCommon(PriceCommon):
    """Two customers with price lists made for them; a portal person of each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dealer, cls.dealer_list = cls._create_dealer("Dealer", 400.0, cls.manager)
        cls.rival, cls.rival_list = cls._create_dealer("Rival", 350.0, cls.other_manager)
        cls.dealer_user = cls._create_portal_user("dealer", cls.dealer)
        cls.rival_user = cls._create_portal_user("rival", cls.rival)
        # What website_sale opens: every list and rule to every visitor.
        models = ("product.pricelist", "product.pricelist.item", "product.product", "product.template", "uom.uom")
        for model in (*models, "product.category"):
            for group in ("base.group_portal", "base.group_public"):
                cls.env["ir.model.access"].create(
                    {
                        "name": "test",
                        "model_id": cls.env["ir.model"]._get_id(model),
                        "group_id": cls.env.ref(group).id,
                        "perm_read": True,
                    }
                )

    @classmethod
    def _create_dealer(cls, name, price, manager):
        pricelist = cls._create_pricelist(f"{name}'s list")
        cls._create_rule(pricelist, product_id=cls.cabernet.id, fixed_price=price)
        dealer = cls._create_customer(name, pricelist, user_id=manager.id)
        pricelist.customer_id = dealer
        return dealer, pricelist

    @classmethod
    def _create_portal_user(cls, login, customer):
        person = cls.env["res.partner"].create({"name": login, "parent_id": customer.id})
        return new_test_user(cls.env, login=f"torg_{login}", groups="base.group_portal", partner_id=person.id)


@tagged("post_install", "-at_install")
class TestPricelistAccess(OwnListCommon):
    def _get_readable(self, user):
        lists = self.dealer_list | self.rival_list | self.retail
        return self.env["product.pricelist"].with_user(user).search([("id", "in", lists.ids)]).sudo()

    def test_customer_sees_his_own_list_alone(self):
        self.assertEqual(self._get_readable(self.dealer_user), self.dealer_list)
        items = self.env["product.pricelist.item"].with_user(self.dealer_user).search([])
        self.assertEqual(items.sudo().pricelist_id, self.dealer_list)

    def test_customer_without_a_list_of_his_own_sees_the_one_he_buys_by(self):
        person = new_test_user(self.env, login="torg_passer_by", groups="base.group_portal")
        person.partner_id.property_product_pricelist = self.retail
        self.assertEqual(self._get_readable(person), self.retail)
        person.partner_id.property_product_pricelist = self.wholesale
        self.assertFalse(self._get_readable(person))

    def test_customer_gets_no_foreign_price_by_any_call(self):
        foreign = self.rival_list.with_user(self.dealer_user)
        product = self.cabernet.with_user(self.dealer_user)
        item = self.rival_list.item_ids.with_user(self.dealer_user)
        for attempt in (
            lambda: foreign.read(["name", "item_ids"]),
            lambda: foreign.export_data(["item_ids/fixed_price"]),
            lambda: item.read(["fixed_price"]),
            lambda: item.export_data(["fixed_price"]),
            lambda: foreign._get_product_price(product, 1.0),
            lambda: foreign._get_products_price(product, 1.0),
            lambda: foreign.sudo(False)._compute_price_rule(product, 1.0),
            lambda: product._get_customer_prices(self.rival.with_user(self.dealer_user)),
            lambda: product._get_customer_prices(pricelist=foreign),
        ):
            self.env.invalidate_all()
            with self.assertRaises(UserError):  # AccessError, or "you may not export"
                attempt()
        items = self.env["product.pricelist.item"].with_user(self.dealer_user)
        self.assertFalse(items.search([("pricelist_id", "=", self.rival_list.id)]))
        groups = items.formatted_read_group([], ["pricelist_id"], ["fixed_price:max"])
        self.assertEqual([group["pricelist_id"][0] for group in groups], self.dealer_list.ids)
        self.assertFalse(items.search([("fixed_price", "=", 350.0)]))

    def test_manager_sees_general_lists_and_those_of_his_customers(self):
        self.assertEqual(self._get_readable(self.manager), self.dealer_list | self.retail)
        self.assertEqual(self._get_readable(self.other_manager), self.rival_list | self.retail)
        self.assertEqual(self._get_readable(self.director), self.dealer_list | self.rival_list | self.retail)
        self.assertEqual(self._get_readable(self.supervisor), self.dealer_list | self.retail)

    def test_manager_is_refused_the_price_of_a_foreign_customer(self):
        product = self.cabernet.with_user(self.manager)
        self.assertEqual(product._get_customer_prices(self.dealer)[product.id].price, 400.0)
        with self.assertRaises(AccessError):
            product._get_customer_prices(self.rival)

    def test_nobodys_customer_is_open_to_managers(self):
        self.rival.user_id = False
        product = self.cabernet.with_user(self.manager)
        self.assertEqual(product._get_customer_prices(self.rival)[product.id].price, 350.0)

    def test_list_counted_from_a_closed_one_gives_the_right_price(self):
        child = self._create_pricelist("Child")
        self._create_rule(
            child, compute_price="percentage", base="pricelist", base_pricelist_id=self.rival_list.id, percent_price=10
        )
        product = self.cabernet.with_user(self.manager)
        self.assertEqual(product._get_customer_prices(pricelist=child)[product.id].price, 315.0)
        self.assertEqual(child.with_user(self.manager)._get_product_price(product, 1.0), 315.0)

    def test_people_apart_do_not_see_customers_lists(self):
        for user in (self.store_staff, self.courier, self.stranger):
            self.assertEqual(self._get_readable(user), self.retail)


@tagged("post_install", "-at_install")
class TestPricelistExport(OwnListCommon, HttpCase):
    def _export(self, user, pricelist):
        self.authenticate(user.login, user.login)
        data = {"pricelist_id": pricelist.id, "active_model": "product.product", "active_ids": self.cabernet.ids}
        return self.url_open(f"/product/export/pricelist/?export_format=csv&report_data={json.dumps(data)}")

    def test_customer_exports_his_own_prices_only(self):
        self.assertIn("400", self._export(self.dealer_user, self.dealer_list).text)
        with mute_logger("odoo.http"):
            answer = self._export(self.dealer_user, self.rival_list)
        self.assertEqual(answer.status_code, 403)
        self.assertNotIn("350", answer.text)
