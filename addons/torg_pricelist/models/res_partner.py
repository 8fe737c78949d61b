from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_customer_pricelist(self):
        """Return the price list of a client; without a client, the one of everybody.

        Hook: a contract brings its own.
        """
        Pricelist = self.env["product.pricelist"]
        return self.property_product_pricelist if self else Pricelist._get_country_pricelist_multi([])[False]

    def _explain_customer_pricelist(self, pricelist):
        """Return why the price list is this one, in words."""
        if not self:
            return self.env._("Price list for everybody: %(pricelist)s", pricelist=pricelist.name)
        if pricelist == self.specific_property_product_pricelist:
            return self.env._("Price list set on the client's card: %(pricelist)s", pricelist=pricelist.name)
        if pricelist == self._get_customer_pricelist():
            return self.env._("Price list by default: %(pricelist)s", pricelist=pricelist.name)
        return self.env._("Price list chosen by hand: %(pricelist)s", pricelist=pricelist.name)
