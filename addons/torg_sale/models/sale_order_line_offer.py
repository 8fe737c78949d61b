from odoo import api, models

MOST_OFFERS = 8


class SaleOrderLine(models.Model):
    """The window «offer a substitute»: what to offer, for how much, and the click that takes it."""

    _inherit = "sale.order.line"

    @api.readonly
    def get_offers(self):
        """Return what may be sold instead of this line: only what the store of the order has enough of.

        :return: the line itself, `offers` with the price for this customer, `currency_id`
        """
        self.ensure_one()
        self.check_access("read")
        rest = self._get_open_quantity()
        store = self.order_id.warehouse_id
        found = self.product_id._get_substitutes(store, max(self._get_pieces(rest), 1), MOST_OFFERS)[self.product_id.id]
        products = self.env["product.product"].browse(one.product_id for one in found)
        prices = products._get_customer_prices(
            self.order_id.partner_id, quantities=self._get_pieces(rest) or 1, pricelist=self.order_id.pricelist_id
        )
        return {
            "id": self.id,
            "product": self.product_id.with_context(display_default_code=False).display_name,
            "quantity": rest,
            "unit": self.product_uom_id.name,
            "store": store.name,
            "price": self._get_offer_price(),
            "is_forced": self._is_out_of_stock(),
            "is_confirmed": self.state == "sale",
            "currency_id": self.currency_id.id,
            "offers": [self._prepare_offer(one, prices[one.product_id].price) for one in found],
        }

    def replace_product(self, product_id):
        """Sell another product instead of this line and return the id of the line that has it.

        Whether it had to be replaced is decided by what the store has, not by who presses the button.
        """
        self.ensure_one()
        self.check_access("write")
        product = self.env["product.product"].browse(product_id)
        product.check_access("read")
        return self._replace(product, forced=self._is_out_of_stock()).id

    # === BUSINESS METHODS === #

    def _prepare_offer(self, one, price):
        product = self.env["product.product"].browse(one.product_id)
        return product._prepare_screen_vals(price) | {
            "reason": one.reason,
            "free": one.free,
            "accepted": one.accepted,
            "difference": self.currency_id.round(price - self._get_offer_price(product.uom_id)),
        }

    def _get_offer_price(self, unit=None):
        """Return what the customer pays for a unit – of this line unless told –, as the price verb counts."""
        price = self.price_unit * (1 - (self.discount or 0) / 100)
        return self.currency_id.round(price / (self._get_replacement_quantity(unit, 1) if unit else 1))

    def _is_out_of_stock(self):
        """Return whether the store of the order cannot give all of this line."""
        self.ensure_one()
        product, order = self.product_id, self.order_id
        if not product.is_storable:
            return False
        free = product._get_point_availability(order.warehouse_id)[product.id][order.warehouse_id.id].free
        own = order._get_own_goods().get(product.id, 0)
        return product.uom_id.compare(max(free, 0) + own, self._get_pieces(self._get_open_quantity())) < 0
