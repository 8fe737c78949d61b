from odoo.addons.torg_base.tests.common import RolesCommon


class PriceCommon(RolesCommon):
    """A retail price list, a wholesale one counted from it, a few goods in a tree of categories, and two customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.drinks = cls.env["product.category"].create({"name": "Drinks"})
        cls.wine = cls.env["product.category"].create({"name": "Wine", "parent_id": cls.drinks.id})
        cls.cabernet = cls._create_product("Cabernet", 500.0, cls.wine, standard_price=300.0, default_code="W-1")
        cls.water = cls._create_product("Water", 40.0, cls.drinks, standard_price=20.0, default_code="D-1")
        cls.products = cls.cabernet | cls.water
        cls.retail = cls._create_pricelist("Retail test")
        cls.wholesale = cls._create_pricelist("Wholesale test")
        cls.wholesale_rule = cls._create_rule(
            cls.wholesale,
            compute_price="percentage",
            base="pricelist",
            base_pricelist_id=cls.retail.id,
            percent_price=7.0,
        )
        cls.shop = cls._create_customer("Corner shop", cls.wholesale)
        cls.passer_by = cls._create_customer("Passer-by", cls.retail)

    @classmethod
    def _create_product(cls, name, price, category, **values):
        return cls.env["product.product"].create(
            {"name": name, "list_price": price, "categ_id": category.id, "is_storable": True, **values}
        )

    @classmethod
    def _create_pricelist(cls, name, **values):
        return cls.env["product.pricelist"].create({"name": name, **values})

    @classmethod
    def _create_rule(cls, pricelist, **values):
        return cls.env["product.pricelist.item"].create({"pricelist_id": pricelist.id, **values})

    @classmethod
    def _create_customer(cls, name, pricelist, **values):
        return cls.env["res.partner"].create(
            {"name": name, "is_company": True, "property_product_pricelist": pricelist.id, **values}
        )
