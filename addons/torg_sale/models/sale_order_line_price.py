from odoo import api, fields, models

CHUNK = 500  # lines a job looks at before it lets others work


class SaleOrderLine(models.Model):
    """Prices that have changed since the order was typed: found when prices change, not when a board is drawn."""

    _inherit = "sale.order.line"

    today_price = fields.Float(
        "Price now", digits="Product Price", readonly=True, copy=False, help="Before discounts of the line, by unit."
    )
    price_changed = fields.Boolean(
        readonly=True, copy=False, help="The price list says another price than it did when the line was typed."
    )
    kept_price = fields.Float(
        digits="Product Price", readonly=True, copy=False, help="The price now that a person knew of and did not take."
    )

    _price_changed_index = models.Index("(order_id) WHERE price_changed")

    def write(self, vals):
        """Override of sale: a price that is written is the price of now."""
        if not {"price_unit", "product_id", "product_uom_qty", "product_uom_id"}.isdisjoint(vals):
            vals = {"price_changed": False, **vals}
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _plan_price_check(self, products=None):
        """Look at the open quotations with these products, all of them unless told, when this is committed."""
        domain = self._get_price_check_domain(products and products.ids)
        # sudo: quotations of everybody
        if self.sudo().search_count(domain, limit=1):
            lines = self.sudo().with_delay(description="Orders: prices that have changed")  # sudo: see above
            lines._check_prices(products and products.ids)

    @api.model
    def _get_price_check_domain(self, product_ids=None, after_id=0):
        domain = [
            ("order_id.state", "in", ("draft", "sent")),
            ("order_id.stage_id.is_final", "=", False),
            ("product_id", "!=", False),
            ("technical_price_unit", "!=", 0),
            ("id", ">", after_id),
        ]
        return [*domain, ("product_id", "in", product_ids)] if product_ids else domain

    @api.model
    def _check_prices(self, product_ids=None, after_id=0):
        """Mark the lines of open quotations whose price list says another price now. Called by a job, by chunks.

        :param list product_ids: all products unless told
        """
        lines = self.search(self._get_price_check_domain(product_ids, after_id), order="id", limit=CHUNK)
        for (order, uom), part in lines.grouped(lambda line: (line.order_id, line.product_uom_id)).items():
            part._mark_changed_prices(order, uom)
        if len(lines) == CHUNK:
            self.with_delay(description="Orders: prices that have changed")._check_prices(product_ids, lines[-1].id)

    def _mark_changed_prices(self, order, uom):
        """Compare the prices of these lines of one order and one unit with those of now.

        What is compared is the price before the discounts of the line: those are a person's or the level's. A price
        typed by hand stands against the price list of the moment when it was typed.
        """
        rest = self
        while rest:
            turn = {line.product_id: line for line in reversed(rest)}
            products = self.env["product.product"].concat(*turn).with_company(order.company_id)
            quotes = products._get_customer_prices(
                order.partner_id,
                {product.id: line.product_uom_qty or 1.0 for product, line in turn.items()},
                pricelist=order.pricelist_id,
                uom=uom,
            )
            for product, line in turn.items():
                line._set_today_price(quotes[product.id].base_price)
            rest -= self.concat(*turn.values())

    def _set_today_price(self, price):
        line = self.with_company(self.company_id)
        price = line.product_id._get_tax_included_unit_price_from_price(
            price,
            product_taxes=line.product_id.taxes_id._filter_taxes_by_company(line.company_id),
            fiscal_position=line.order_id.fiscal_position_id,
        )
        same = self.currency_id.compare_amounts(price, self.technical_price_unit) == 0
        kept = self.kept_price and self.currency_id.compare_amounts(price, self.kept_price) == 0
        vals = {"today_price": price, "price_changed": not same and not kept}
        if any(self[name] != value for name, value in vals.items()):
            self.write(vals)
