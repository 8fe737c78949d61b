from odoo import Command, api, models

from odoo.addons.torg_stock.whole import in_a_whole


class TorgApiQuote(models.Model):
    """Making the order of a basket that nothing stands in the way of."""

    _inherit = "torg.api.quote"

    @api.model
    def _make_order(self, found, partner, vals):
        """Return the order of a basket, in its first stage and with its goods held, at the prices found out.

        Raises StockRefusal when somebody was faster, DeliveryRefusal when the interval is full.

        :param partner: who orders; made meanwhile, where the basket was nobody's
        :param dict vals: comment, source and the like
        """
        basket, draft = found.basket, found.order
        # Without the line "created" in the chatter: the journal has it, with all that the order began with.
        order = (
            self.env["sale.order"]
            .with_context(mail_create_nolog=True)
            .create(
                {
                    **vals,
                    "partner_id": partner.id,
                    "pricelist_id": basket.pricelist.id,
                    "partner_shipping_id": self._get_address(basket, partner).id,
                    "company_id": self.env.company.id,
                    "warehouse_id": basket.store.id,
                    "carrier_id": basket.carrier.id,
                    "order_line": [
                        Command.create({"product_id": product.id, "product_uom_qty": quantity})
                        for product, quantity in basket.lines
                    ],
                }
                | ({"order_type_id": basket.kind.id} if basket.kind else {})
            )
        )
        goods = draft.order_line.filtered(lambda line: not line.is_delivery)
        self._hold_prices(order.order_line, [(line.price_unit, line.discount) for line in goods])
        if not basket.is_pickup:
            self._set_delivery(order, found)
        in_a_whole(order)._hold_goods()
        self.env.cr.flush()  # the journal and whatever else is written at the end is part of the answer
        return order.with_env(self.env)

    def _get_address(self, basket, partner):
        if basket.is_pickup:
            return partner
        address = basket.address
        return partner._find_or_make_address(
            address["street"], address.get("city"), address.get("street2"), address.get("zip")
        )

    def _set_delivery(self, order, found):
        basket = found.basket
        order._set_delivery(basket.carrier, basket.date, basket.interval or None)
        line = order.order_line.filtered("is_delivery")
        if order.currency_id.compare_amounts(line.price_unit, found.delivery):
            line.price_unit = found.delivery
