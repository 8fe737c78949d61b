from odoo import api, fields, models
from odoo.fields import Domain


class ProductPricelist(models.Model):
    """Whose price list it is: one made for a single customer is no business of the others."""

    _inherit = "product.pricelist"

    customer_id = fields.Many2one(
        "res.partner",
        string="Made For",
        domain="[('parent_id', '=', False)]",
        tracking=True,
        index="btree_not_null",
        help="The price list of one customer: other customers never see it, nor do managers who do not serve him.",
    )
    is_own = fields.Boolean(
        compute="_compute_is_own",
        search="_search_is_own",
        export_string_translation=False,
        help="The user is the customer who buys by this price list.",
    )

    @api.depends_context("uid")
    def _compute_is_own(self):
        own = self.search([("id", "in", self.ids), ("is_own", "=", True)])
        for pricelist in self:
            pricelist.is_own = pricelist in own

    def _search_is_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_own_domain(self.env.user.partner_id)
        return domain if True in value else ~domain

    @api.model
    def _get_own_domain(self, partner):
        """Return the domain of the price lists a customer may read.

        Hook: a channel that lets visitors choose among price lists opens those, too.
        """
        # sudo: a customer need not read his own card to learn his price list
        customer = partner.commercial_partner_id.sudo()
        return Domain("customer_id", "=", customer.id) | Domain("id", "=", customer._get_customer_pricelist().id)
