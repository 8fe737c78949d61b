from odoo import api, fields, models

from odoo.addons.torg_pricelist.tools.price_quote import PriceQuote, PriceRequest
from odoo.addons.torg_pricelist.tools.turnover import get_listed_discount


class SaleOrderLine(models.Model):
    """The discount of the customer's level is a discount of the line, asked of the price verb."""

    _inherit = "sale.order.line"

    tier_discount = fields.Float(
        "Turnover Discount (%)",
        compute="_compute_discount",
        digits="Discount",
        store=True,
        readonly=False,
        precompute=True,
        help="The part of the discount that the customer's level gives, beyond that of the price list.",
    )

    def _compute_discount(self):
        """Override of sale to let the hook of the price verb change the discount."""
        self.tier_discount = 0.0
        super()._compute_discount()
        for order, lines in self.filtered(lambda line: line._takes_tier()).grouped("order_id").items():
            # sudo: see _adjust_discounts
            if order.partner_id.sudo().with_company(order.company_id)._get_tier_levels():
                lines._adjust_discounts(order)

    def _takes_tier(self):
        """Return whether the price of this line is one of goods, asked of a price list."""
        self.ensure_one()
        return (
            self.product_id.type == "consu"
            and not (self.display_type or self.combo_item_id or self.is_downpayment)
            and not self._is_global_discount()
        )

    def _adjust_discounts(self, order):
        """Ask the hook for the lines of one order: each round takes a product once, nearly always one round is all."""
        lines = self
        while lines:
            turn = {line.product_id.id: line for line in reversed(lines)}
            quotes = {key: line._prepare_price_quote() for key, line in turn.items()}
            listed = {key: get_listed_discount(quote.base_price, quote.price) for key, quote in quotes.items()}
            # sudo: a level closed to the user still is the customer's, and the order is open to the user
            products = self.env["product.product"].sudo().with_company(order.company_id).browse(turn)
            products._adjust_customer_prices(quotes, order._prepare_price_request())
            for key, line in turn.items():
                discount = get_listed_discount(quotes[key].base_price, quotes[key].price)
                if discount != listed[key]:
                    line.discount = discount
                    line.tier_discount = discount - listed[key]
            lines -= self.browse().concat(*turn.values())

    def _prepare_price_quote(self):
        """Return what the price list says about this line, as the hook of the price verb takes it."""
        line = self.with_company(self.company_id)
        base = line._get_display_price()
        price = line._get_pricelist_price() if line.pricelist_item_id._show_discount() else base
        return PriceQuote(
            product_id=line.product_id.id,
            quantity=line.product_uom_qty or 1.0,
            uom_id=line.product_uom_id.id,
            currency_id=line.currency_id.id,
            price=min(price, base),
            base_price=base,
            pricelist_id=line.order_id.pricelist_id.id,
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale: a discount given by hand is nobody's level."""
        return super().create([{"tier_discount": 0.0, **vals} if "discount" in vals else vals for vals in vals_list])

    def write(self, vals):
        """Override of sale: a discount given by hand is nobody's level."""
        return super().write({"tier_discount": 0.0, **vals} if "discount" in vals else vals)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _prepare_price_request(self):
        """Return the question this order asks the price verb."""
        # sudo: see sale.order.line._adjust_discounts
        order_sudo = self.sudo()
        return PriceRequest(
            partner=order_sudo.partner_id.with_company(self.company_id),
            pricelist=order_sudo.pricelist_id,
            date=self.date_order or fields.Datetime.now(),
            quantities={line.product_id.id: line.product_uom_qty for line in self.order_line},
        )
