from odoo import api, fields, models
from odoo.exceptions import UserError


class TorgPurchaseProposalLine(models.Model):
    """How many packs of which goods, and why so many."""

    _name = "torg.purchase.proposal.line"
    _description = "Goods of a purchase proposal"
    _order = "proposal_id, id"

    proposal_id = fields.Many2one("torg.purchase.proposal", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="proposal_id.company_id", store=True)
    currency_id = fields.Many2one(related="proposal_id.currency_id")
    product_id = fields.Many2one(
        "product.product", required=True, ondelete="restrict", index=True, domain=[("is_storable", "=", True)]
    )
    supplier_code = fields.Char("Supplier's Article")
    need_qty = fields.Float("Missing", digits="Product Unit", readonly=True, help="In all stores together.")
    surplus_qty = fields.Float("In Other Stores", digits="Product Unit", readonly=True, help="Can be moved instead.")
    ordered_qty = fields.Float("Ordered Before", digits="Product Unit", readonly=True)
    where_text = fields.Char("Missing Where", readonly=True)
    product_uom_id = fields.Many2one(
        "uom.uom", "Pack", required=True, compute="_compute_offer", store=True, readonly=False, precompute=True
    )
    pack_qty = fields.Float("In a Pack", digits="Product Unit", compute="_compute_quantity")
    suggested_packs = fields.Float("Suggested", digits="Product Unit", readonly=True)
    packs = fields.Float("Quantity", digits="Product Unit", default=1.0)
    quantity = fields.Float("In Units", digits="Product Unit", compute="_compute_quantity")
    price = fields.Monetary(compute="_compute_offer", store=True, readonly=False, precompute=True)
    subtotal = fields.Monetary("Amount", compute="_compute_subtotal", store=True)
    is_edited = fields.Boolean(compute="_compute_is_edited")

    _check_packs = models.Constraint("CHECK (packs >= 0)", "A quantity is not negative.")
    _product_unique = models.UniqueIndex("(proposal_id, product_id)", "Each product stands in a proposal once.")

    @api.depends("product_id", "proposal_id.partner_id")
    def _compute_offer(self):
        """What the supplier's price list says of goods added by hand."""
        for line in self:
            # sudo: purchase prices may be closed to warehouse people, proposals are for those who may see them
            product, partner = line.product_id.sudo(), line.proposal_id.partner_id
            offer = product and product._select_seller(partner_id=partner, quantity=None)
            line.product_uom_id = offer.product_uom_id if offer else line.product_id.uom_id
            line.price = offer._get_company_price(line.proposal_id.company_id) if offer else 0.0

    @api.depends("product_id", "product_uom_id", "packs")
    def _compute_quantity(self):
        for line in self:
            unit = line.product_id.uom_id
            line.pack_qty = line.product_uom_id._compute_quantity(1, unit, round=False) if line.product_uom_id else 0
            line.quantity = line.packs * line.pack_qty

    @api.depends("packs", "price")
    def _compute_subtotal(self):
        for line in self:
            line.subtotal = line.packs * line.price

    @api.depends("packs", "suggested_packs")
    def _compute_is_edited(self):
        for line in self:
            line.is_edited = line.packs != line.suggested_packs

    def write(self, vals):
        if {"product_id", "product_uom_id", "packs", "price"} & vals.keys():
            self._check_draft()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_draft()

    def _check_draft(self):
        if any(line.proposal_id.state not in ("draft", "cancelled") for line in self):
            raise UserError(self.env._("The supplier knows of this proposal: take it back to draft to change it."))
