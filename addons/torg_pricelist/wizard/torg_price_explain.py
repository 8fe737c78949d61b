from odoo import api, fields, models

from odoo.addons.torg_pricelist.const import COST

STEP_ICONS = {
    "choice": "fa-list-alt",
    "list_price": "fa-tag",
    "fixed": "fa-thumb-tack",
    "cost": "fa-lock",
    "discount": "fa-percent",
    "rounding": "fa-dot-circle-o",
    "digits": "fa-dot-circle-o",
    "surcharge": "fa-plus",
    "limit": "fa-arrows-v",
    "currency": "fa-exchange",
    "formula": "fa-calculator",
    "tier": "fa-trophy",
}


class TorgPriceExplain(models.TransientModel):
    """The dialog "Why this price": any client, product, quantity and moment.

    Open ``torg_pricelist.torg_price_explain_action`` with ``default_product_id``, ``default_partner_id``,
    ``default_quantity``, ``default_date`` in the context; all but the product may be left out.
    """

    _name = "torg.price.explain"
    _description = "Why this price"

    product_id = fields.Many2one("product.product", required=True)
    partner_id = fields.Many2one("res.partner", string="Customer")
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    uom_id = fields.Many2one("uom.uom", string="Unit", compute="_compute_uom_id", store=True, readonly=False)
    date = fields.Datetime(default=fields.Datetime.now, required=True)
    pricelist_id = fields.Many2one(
        "product.pricelist", string="Price List", compute="_compute_pricelist_id", store=True, readonly=False
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_explanation")
    price = fields.Monetary(compute="_compute_explanation")
    explanation = fields.Html(compute="_compute_explanation", sanitize=False)

    @api.depends("product_id")
    def _compute_uom_id(self):
        for wizard in self:
            wizard.uom_id = wizard.product_id.uom_id

    @api.depends("partner_id")
    def _compute_pricelist_id(self):
        for wizard in self:
            wizard.pricelist_id = wizard.partner_id._get_customer_pricelist()

    @api.depends("product_id", "partner_id", "quantity", "uom_id", "date", "pricelist_id")
    def _compute_explanation(self):
        for wizard in self:
            quote = wizard._get_quote()
            wizard.currency_id = quote and quote.currency_id
            wizard.price = quote and quote.price
            wizard.explanation = quote and wizard._render_explanation(quote)

    def _get_quote(self):
        product = self.product_id._origin
        quotes = product._get_customer_prices(
            self.partner_id._origin,
            quantities=self.quantity,
            date=self.date,
            pricelist=self.pricelist_id._origin,
            uom=self.uom_id._origin,
            explain=True,
        )
        return quotes.get(product.id)

    def _render_explanation(self, quote):
        """Return the steps as a table; the cost only for those who may see it."""
        sees_cost = self.env.user.has_group(COST)
        values = {
            "quote": quote,
            "steps": quote.get_steps_for(sees_cost),
            "currencies": self.env["res.currency"].browse,
            "icons": STEP_ICONS,
            "uom": self.env["uom.uom"].browse(quote.uom_id),
        }
        return self.env["ir.qweb"]._render("torg_pricelist.price_explanation", values)
