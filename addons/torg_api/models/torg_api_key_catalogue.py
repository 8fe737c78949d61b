from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

BIGGEST_ID = 2**31 - 1


class TorgApiKey(models.Model):
    """What of the trade a shop sees: its goods, its stores, its customers and its prices."""

    _inherit = "torg.api.key"

    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price list",
        check_company=True,
        help="Prices the shop shows to those it does not know; empty: the price list for everybody.",
    )

    def _get_company_domain(self):
        """Return the domain of records that the key's company shares or owns."""
        return Domain("company_id", "in", [False, self.company_id.id])

    def _get_shop_product_domain(self):
        """Return the domain of the products the shop sees: active ones that are sold. Hook: a contract narrows it."""
        return Domain("sale_ok", "=", True) & Domain("type", "!=", "combo") & self._get_company_domain()

    def _find_shop_products(self, ids):
        """Return those of the products that the shop sees, in the order of `ids`; others are as if there were none."""
        found = self.env["product.product"].search(self._get_shop_product_domain() & Domain("id", "in", ids))
        known = set(found.ids)
        return found.browse(number for number in dict.fromkeys(ids) if number in known)

    def _find_counted(self, products):
        """Return those of the products whose stock is counted, without reading them all."""
        return products.search([("id", "in", products.ids), ("is_storable", "=", True)])

    def _get_shop_product(self, number):
        """Return one product.

        :raise ApiProblem: the shop sees no such product
        """
        product = self._find_shop_products([number])
        if not product:
            raise ApiProblem("not_found", self.env._("There is no product %(id)s on sale.", id=number))
        return product

    def _get_shop_stores(self, codes=None, pointer="?stores"):
        """Return the stores with these codes, all of the company unless told.

        :param pointer: where in the request the codes stand
        :raise ApiProblem: a code is not known
        """
        domain = [("company_id", "=", self.company_id.id)]
        stores = self.env["stock.warehouse"].search_fetch(domain, ["code", "stock_keeper", "figures_at"])
        if codes is None:
            return stores
        by_code = {store.code: store for store in stores}
        if unknown := [code for code in codes if code not in by_code]:
            text = self.env._("There is no store with the code “%(code)s”.", code=unknown[0])
            raise ApiProblem("validation", errors=[FieldError(pointer, "not_found", text)])
        return stores.browse(by_code[code].id for code in dict.fromkeys(codes))

    # === CUSTOMERS: ONE RULE FOR ALL ROUTES === #

    def _get_shop_customer_domain(self):
        """Return the domain of whom a shop knows: people and companies, never somebody or something of ourselves."""
        strangers = Domain("user_ids", "not any", [("share", "=", False)]) & Domain("ref_company_ids", "=", False)
        return self._get_company_domain() & strangers & Domain("type", "=", "contact") & Domain("active", "=", True)

    def _find_shop_customer(self, api, number):
        """Return the customer with this id, or whom he was merged into, as far as the request may know him.

        A customer's token knows itself and the companies it buys for; a key that anybody can read knows nobody.
        """
        partners = self.env["res.partner"]
        if number > BIGGEST_ID or (self.is_publishable and not api.session):
            return partners
        found = partners._get_survivor(number).filtered_domain(self._get_shop_customer_domain())
        if api.session and found not in api.customer._get_shop_reach():
            return partners
        return found.with_env(self.env)

    def _is_forgotten(self, api, number):
        """Return whether the customer with this id was ours and has been forgotten; customers are not told."""
        if number > BIGGEST_ID or api.session or self.is_publishable:
            return False
        partner = self.env["res.partner"]._get_survivor(number)
        if not partner or partner.active or not partner.filtered_domain(self._get_company_domain()):
            return False
        log = self.env["torg.personal.data.log"]
        return bool(log.search_count([("partner_ref", "=", partner.id), ("action", "=", "anonymize")], limit=1))

    def _get_shop_customer(self, api, number, pointer="?customer"):
        """Return the customer prices are asked for: the one named, else the one whose token it is, else nobody.

        :raise ApiProblem: there is no such customer, or it is not the token's own
        """
        if number is None:
            return api.customer
        if not (customer := self._find_shop_customer(api, number)):
            text = self.env._("There is no customer %(id)s.", id=number)
            raise ApiProblem("validation", errors=[FieldError(pointer, "not_found", text)])
        return customer

    def _leave_out_unknown(self, partners):
        """Return those of the partners whom a shop knows, in their order."""
        return partners.filtered_domain(self._get_shop_customer_domain())

    # === PRICES: ONE RULE FOR WINDOW, QUOTE AND ORDER === #

    def _get_shop_pricelist(self, customer):
        """Return the price list of whoever asks: the known customer's own, else the key's, else everybody's."""
        return customer._get_customer_pricelist() if customer or not self.pricelist_id else self.pricelist_id

    def _get_shop_prices(self, products, customer, quantities=1.0, explain=False):
        """Return `{product id: PriceQuote}` as the shop shows them."""
        pricelist = self._get_shop_pricelist(customer)
        return products._get_customer_prices(customer, quantities, pricelist=pricelist, explain=explain)

    def _find_or_make_shop_customer(self, phone=None, email=None, name=None):
        """Return who has this phone or e-mail; somebody new goes on at the prices that this key has shown him."""
        vals = {"property_product_pricelist": self.pricelist_id.id} if self.pricelist_id else {}
        return self.env["res.partner"]._find_or_make_customer(phone, email, name, vals)
