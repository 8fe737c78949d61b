from odoo import api, models
from odoo.exceptions import UserError

MOST_FOUND = 20  # products a search offers at once


class SaleOrder(models.Model):
    """What the short order form asks while a customer is on the phone: nothing is written here."""

    _inherit = "sale.order"

    @api.model
    @api.readonly
    def get_entry(self, order_id=None):
        """Return what the form opens with: stores, ways of delivery, and the request it makes an order of."""
        self.check_access("create")
        order = self._get_entry_request(order_id)
        store = order.warehouse_id or self._get_entry_store()
        stores = self._get_goods_stores(store.id)
        carriers = self.env["delivery.carrier"].search([("company_id", "in", (False, self.env.company.id))])
        return {
            "stores": [store._prepare_screen_vals(stores[:1]) | store._prepare_opening_vals() for store in stores],
            "store_id": store.id,
            "carriers": [{"id": each.id, "name": each.name, "is_pickup": each.is_pickup} for each in carriers],
            "currency_id": self.env.company.currency_id.id,
            "order": order._prepare_entry_vals() if order else False,
        }

    @api.model
    @api.readonly
    def get_entry_customer(self, partner_id):
        """Return a customer as the form shows the chosen one."""
        self.check_access("create")
        partner = self.env["res.partner"].browse(partner_id)
        partner.check_access("read")
        return partner._prepare_entry_vals()

    @api.model
    @api.readonly
    def find_entry_goods(self, query, partner_id=None, store_id=None, limit=8):
        """Find goods by name, article or barcode, with the customer's price and what the chosen store has of them."""
        self.check_access("create")
        goods = self.env["product.product"]
        answer = goods.search_stock(query, near_store_id=store_id, limit=max(1, min(limit, MOST_FOUND)))
        found = goods.browse([row["id"] for row in answer["products"]])
        prices = found._get_customer_prices(self.env["res.partner"].browse(partner_id or ()))
        sold = set(found.filtered("sale_ok").ids)
        return {
            "goods": [
                row
                | {"price": prices[row["id"]].price}
                | self._describe_stock(answer["cells"].get(row["id"]), store_id)
                for row in answer["products"]
                if row["id"] in sold
            ],
            "shown": answer["shown"],
        }

    @api.model
    @api.readonly
    def check_entry(self, lines, partner_id=None, store_id=None):
        """Return prices, the total, what the store lacks, and the stores that have all of it.

        :param list lines: dicts of `product_id` and `quantity`
        """
        self.check_access("create")
        asked = self._read_entry_lines(lines)
        partner = self.env["res.partner"].browse(partner_id or ())
        prices = self._get_entry_prices(asked, partner)
        stores = self._get_goods_stores(store_id)
        found = self.env["product.product"].union(*asked)._get_point_availability(stores)
        missing = {store: self._get_entry_missing(asked, found, store) for store in stores}
        chosen = stores.filtered(lambda store: store.id == store_id)
        return {
            "lines": {
                product.id: prices[product]
                | {
                    "free": found[product.id][chosen.id].free if chosen and product.is_storable else None,
                    "is_missing": product in missing.get(chosen, ()),
                }
                for product in asked
            },
            "total": self.env.company.currency_id.round(sum(price["amount"] for price in prices.values())),
            "stores": {store.id: len(lacks) for store, lacks in missing.items()},
        }

    # === BUSINESS METHODS === #

    @api.model
    def _get_entry_request(self, order_id):
        order = self.browse(order_id or ()).exists()
        order.check_access("write")
        if order and not order.is_request:
            raise UserError(self.env._("%(order)s is an order already: open it.", order=order.name))
        return order

    @api.model
    def _get_entry_store(self):
        """Return the store that a person begins an order in: his own, else core's choice."""
        # sudo: which stores the person works in is his own business
        own = self.env.user.sudo().store_ids.filtered(lambda store: store.company_id == self.env.company)[:1]
        return own.sudo(False) or self.env.user._get_default_warehouse_id()

    def _prepare_entry_vals(self):
        """Return the request as the form shows it."""
        return {
            "id": self.id,
            "name": self.name,
            "text": self.customer_note or "",
            "source": self.source_id.name or "",
            "phone": self.request_phone or self.partner_id.phone or "",
            "customer": self.partner_id._prepare_entry_vals(),
        }

    @api.model
    def _describe_stock(self, cells, store_id):
        free = {store: cell["free"] for store, cell in (cells or {}).items()}
        return {"free": free.pop(store_id, 0), "elsewhere": sum(max(figure, 0) for figure in free.values())}

    @api.model
    def _read_entry_lines(self, lines):
        """Return `{product: quantity}` of what a screen sent; raises UserError for what cannot be sold."""
        quantities = {}
        for line in lines:
            product_id, quantity = int(line["product_id"]), float(line["quantity"])
            quantities[product_id] = quantities.get(product_id, 0) + quantity
        products = self.env["product.product"].browse(quantities).exists()
        products.check_access("read")
        if len(products) < len(quantities) or any(quantity <= 0 for quantity in quantities.values()):
            raise UserError(self.env._("Each line needs goods and a quantity."))
        return {product: quantities[product.id] for product in products}

    @api.model
    def _get_entry_prices(self, asked, partner):
        """Return `{product: {"price", "amount"}}` as the order will have them: with taxes, to a kopeck."""
        products = self.env["product.product"].union(*asked)
        quantities = {product.id: quantity for product, quantity in asked.items()}
        quotes = products._get_customer_prices(partner, quantities)
        currency, prices = self.env.company.currency_id, {}
        for product, quantity in asked.items():
            # sudo: rates are no secret
            taxes = product.sudo().taxes_id._filter_taxes_by_company(self.env.company)
            price = quotes[product.id].price
            total = taxes.compute_all(price, currency, quantity, product, partner)["total_included"]
            prices[product] = {"price": price, "amount": currency.round(total)}
        return prices

    @api.model
    def _get_entry_missing(self, asked, found, store):
        return [
            product
            for product, quantity in asked.items()
            if product.is_storable and product.uom_id.compare(max(found[product.id][store.id].free, 0), quantity) < 0
        ]
