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


class RevisionCommon(PriceCommon):
    """The retail list kept by a price type; helpers that publish and look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["torg.price.type"].search([]).active = False
        cls.retail_type = cls.env["torg.price.type"].create(
            {"name": "Retail test", "code": "retail_test", "pricelist_id": cls.retail.id, "is_retail": True}
        )
        cls.wholesale_type = cls.env["torg.price.type"].create(
            {"name": "Wholesale test", "code": "wholesale_test", "pricelist_id": cls.wholesale.id}
        )

    def _create_revision(self, prices, user=None, **values):
        """Return a draft; prices: ``{product: new price}`` or ``{(product, from quantity): new price}``."""
        lines = []
        for key, price in prices.items():
            product, quantity = key if isinstance(key, tuple) else (key, 0)
            lines.append((0, 0, {"product_id": product.id, "min_quantity": quantity, "new_price": price}))
        vals = {"price_type_id": self.retail_type.id, "reason": "Autumn", "line_ids": lines, **values}
        return self.env["torg.price.revision"].with_user(user or self.director).create(vals)

    def _publish(self, prices, **values):
        """Return a revision that was approved and published, its jobs run at once."""
        revision = self._create_revision(prices, **values).with_context(queue_job__no_delay=True)
        revision.accept_warnings = True
        revision.action_approve_and_publish()
        return revision

    def _get_price(self, product, date=None, partner=None, quantity=1.0):
        quotes = product._get_customer_prices(partner or self.passer_by, quantities=quantity, date=date)
        return quotes[product.id].price

    def _get_rows(self, product, pricelist=None):
        """Return ``[(price, start, end)]``, oldest first."""
        domain = [("pricelist_id", "=", (pricelist or self.retail).id), ("product_id", "=", product.id)]
        rows = self.env["product.pricelist.item"].search(domain, order="id")
        return [(row.fixed_price, row.date_start, row.date_end) for row in rows]
