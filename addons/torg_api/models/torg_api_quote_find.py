from odoo import Command, api, fields, models

from odoo.addons.torg_api.schemas.quotes import Fix, Obstacle
from odoo.addons.torg_api.tools.basket import Found

OTHERS = 5  # other stores and substitutes that are offered


class TorgApiQuote(models.Model):
    """Finding out what an order of a basket would be; nothing is written."""

    _inherit = "torg.api.quote"

    @api.model
    def _find_out(self, basket, held=None):
        """Return the tools.basket.Found of a basket: prices, stock, what stands in its way.

        :param held: prices of a quote that still hold, see `prices`
        """
        stores = self._get_stores(basket)
        goods = self.env["product.product"].union(*basket.count()).filtered("is_storable")
        found = Found(basket, self._draft(basket), goods._get_point_availability(stores), [], stores)
        if held:
            self._hold_prices(found.order.order_line, held["lines"])
        self._check_store(found)
        self._check_stock(found)
        self._check_delivery(found, held)
        self._check_sum(found)
        return found

    @api.model
    def _find_out_delivery(self, basket):
        """Return the tools.basket.Found of a basket with nothing but the cost of its delivery looked at."""
        found = Found(basket, self._draft(basket), {}, [], basket.store)
        self._check_delivery(found)
        return found

    def _get_stores(self, basket):
        """Return the stores that may give the basket, its own first, then from near to far."""
        stores = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)])
        if basket.is_pickup:
            stores = stores.filtered(lambda store: store.pickup_allowed or store == basket.store)
        return stores.sorted(
            lambda store: (store != basket.store, basket.store._get_distance_km(store) or 1e9, store.sequence)
        )

    def _draft(self, basket):
        """Return the order as it would be: core's own computations on a record that is not written."""
        vals = {
            "partner_id": basket.partner.id,
            "pricelist_id": basket.pricelist.id,
            "company_id": self.env.company.id,
            "warehouse_id": basket.store.id,
            "carrier_id": basket.carrier.id,
            "order_line": [Command.create(vals) for vals in self._prepare_draft_lines(basket)],
        }
        if basket.kind:
            vals["order_type_id"] = basket.kind.id
        return self.env["sale.order"].new(vals)

    def _prepare_draft_lines(self, basket):
        """Return values of the lines; price rules are looked for once for all of them, by the price verb."""
        quantities = {product.id: quantity for product, quantity in basket.lines}
        products = self.env["product.product"].browse(quantities)
        quotes = products._get_customer_prices(basket.partner, quantities, pricelist=basket.pricelist)
        lines = [{"product_id": product.id, "product_uom_qty": quantity} for product, quantity in basket.lines]
        for vals in lines:
            vals["analytic_distribution"] = False  # core would look for each line's: nobody sees it here
            if vals["product_uom_qty"] == quantities[vals["product_id"]]:
                vals["pricelist_item_id"] = quotes[vals["product_id"]].rule_id
        return lines

    @api.model
    def _hold_prices(self, lines, prices):
        """Give the lines the prices that were promised."""
        for line, (price, discount) in zip(lines, prices, strict=True):
            if (line.price_unit, line.discount) != (price, discount):
                line.write({"price_unit": price, "discount": discount}) if line.id else line.update(
                    {"price_unit": price, "discount": discount}
                )

    # === WHAT STANDS IN ITS WAY === #

    def _check_store(self, found):
        basket, store = found.basket, found.basket.store
        if not basket.is_pickup:
            return
        ways = [Fix(action="change_store", store=other.code) for other in found.stores - store][:OTHERS]
        if not store.pickup_allowed:
            sentence = self.env._("“%(store)s” does not hand out orders.", store=store.name)
            found.obstacles.append(Obstacle(code="no_pickup", pointer="/store", detail=sentence, fix=ways))
            return
        found.opens_at = store._next_opening(fields.Datetime.now()) if store.opening_hours else None
        if store.opening_hours and not found.opens_at:
            sentence = self.env._("“%(store)s” does not open within a month.", store=store.name)
            found.obstacles.append(Obstacle(code="store_closed", pointer="/store", detail=sentence, fix=ways))

    def _check_stock(self, found):
        refusal = found.basket.store._get_refusal(list(found.basket.count().items()), found.free)
        if not refusal:
            return
        missing = {line.product_id: line for line in refusal.lines}
        products = self.env["product.product"].browse(missing)
        substitutes = products._get_substitutes(found.basket.store)
        for number, (product, _quantity) in enumerate(found.basket.lines):
            if line := missing.pop(product.id, None):
                found.obstacles.append(self._describe_missing(found, number, line, substitutes[product.id]))

    def _describe_missing(self, found, number, line, substitutes):
        free = max(line.free, 0)
        about = {"product": line.product_id}
        fix = [Fix(action="reduce", quantity=free, **about) if free else Fix(action="remove", **about)]
        codes = {store.id: store.code for store in found.stores}
        enough = [one for one in line.alternatives if one.free >= line.asked and one.store_id in codes]
        fix += [
            Fix(action="change_store", store=codes[one.store_id], quantity=one.free, **about) for one in enough[:OTHERS]
        ]
        if substitutes:
            fix.append(Fix(action="substitute", products=[one.product_id for one in substitutes], **about))
        return Obstacle(
            code="not_enough" if free else "out_of_stock",
            pointer=f"/lines/{number}",
            detail=found.basket.store._get_refusal_sentence(line),
            fix=fix,
        )

    def _get_stores_with_all(self, found):
        """Return the stores that have the whole basket."""
        counted = [(product, wanted) for product, wanted in found.basket.count().items() if product.is_storable]
        return found.stores.filtered(
            lambda store: all(found.free[product.id][store.id].free >= wanted for product, wanted in counted)
        )

    def _check_delivery(self, found, held=None):
        basket, order = found.basket, found.order
        if not basket.is_pickup:
            self._price_delivery(found, held)
            self._check_slot(found)
        for sentence in order._get_restrictions():
            fix = [Fix(action="pickup")]
            found.obstacles.append(Obstacle(code="restricted", pointer="/delivery", detail=sentence, fix=fix))

    def _price_delivery(self, found, held):
        """Put the cost of the delivery into the draft, as it will stand in the order."""
        basket, order = found.basket, found.order
        company = self.env.company
        address = {**basket.address, "country_id": company.country_id.id, "name": basket.partner.name or "—"}
        order.partner_shipping_id = self.env["res.partner"].new(address)
        rate = self._rate(basket.carrier, order)
        if not rate["success"]:
            found.obstacles.append(
                Obstacle(
                    code="not_delivered",
                    pointer="/delivery/address",
                    detail=rate["error_message"] or self.env._("Nothing is delivered to this address."),
                    fix=[Fix(action="pickup")],
                )
            )
            return
        found.delivery = held["delivery"] if held else rate["price"]
        vals = order._prepare_delivery_line_vals(basket.carrier, found.delivery)
        vals.pop("order_id")
        order.order_line += order.order_line.new(vals)

    def _rate(self, carrier, order):
        if carrier.active:
            return carrier.rate_shipment(order)
        return {"success": False, "error_message": self.env._("Nothing is delivered this way any more.")}

    def _check_slot(self, found):
        basket = found.basket
        if not basket.interval:
            return
        [(fault, _taken)] = basket.interval._get_faults(basket.date, found.order._origin).values()
        if fault:
            found.obstacles.append(
                Obstacle(
                    code="slot",
                    pointer="/delivery/interval",
                    detail=basket.interval._explain(fault, basket.date),
                    fix=[Fix(action="choose_slot")],
                )
            )

    def _check_sum(self, found):
        order = found.order
        least = order.order_type_id.minimum_amount
        goods = sum(order.order_line.filtered(lambda line: not line.is_delivery).mapped("price_total"))
        if order.currency_id.compare_amounts(goods, least) < 0:
            money = order.currency_id.format(least)
            found.obstacles.append(
                Obstacle(
                    code="below_minimum",
                    pointer="/lines",
                    detail=self.env._("An order is at least %(amount)s.", amount=money),
                    fix=[Fix(action="add_goods", amount=round(least - goods, 2))],
                )
            )
