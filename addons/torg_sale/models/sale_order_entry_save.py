from odoo import Command, api, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """What the short order form writes: plain create and write, with the rights of the person."""

    _inherit = "sale.order"

    @api.model
    def create_entry_customer(self, name, phone):
        """Return the customer with this phone, a new one where nobody has it."""
        self.env["res.partner"].check_access("create")
        name, phone = (name or "").strip(), (phone or "").strip()
        if not name or not phone:
            raise UserError(self.env._("A new customer needs a name and a phone."))
        known = self.env["torg.phone.number"]._find_partners(phone)[:1]
        partner = known or self.env["res.partner"].create({"name": name, "phone": phone})
        return partner._prepare_entry_vals()

    @api.model
    def save_entry(self, values, confirm=False):
        """Write what the form holds and return the order. Nothing is written when the confirmation is refused.

        :param dict values: `partner_id`, `lines` (see `check_entry`), `store_id`, `is_delivery`, `carrier_id`,
            `address`, `note`, and `order_id` of the request that becomes an order
        """
        request = self._get_entry_request(values.get("order_id"))
        with self.env.cr.savepoint():
            vals = self._prepare_entry_order_vals(values)
            if request:
                order = request
                own = {} if order.user_id else {"user_id": self.env.uid}
                order.write({name: value for name, value in vals.items() if not order._has_value(name, value)} | own)
            else:
                order = self.create(vals | {"user_id": self.env.uid})
            order._set_entry_delivery()
            if confirm:
                order.action_confirm()
        return {"id": order.id, "name": order.name, "is_confirmed": order.state == "sale"}

    # === BUSINESS METHODS === #

    @api.model
    def _prepare_entry_order_vals(self, values):
        partner = self.env["res.partner"].browse(values.get("partner_id") or ()).exists()
        if not partner:
            raise UserError(self.env._("Choose the customer."))
        partner.check_access("read")
        asked = self._read_entry_lines(values.get("lines") or ())
        if not asked:
            raise UserError(self.env._("Add goods: an order without them is a request."))
        store = self.env["stock.warehouse"].browse(values.get("store_id") or ()).exists()
        store.check_access("read")
        is_delivery = bool(values.get("is_delivery"))
        if not is_delivery and store and not store.pickup_allowed:
            raise UserError(self.env._("“%(store)s” does not hand out orders.", store=store.name))
        return {
            "partner_id": partner.id,
            "partner_shipping_id": self._get_entry_address(partner, is_delivery and values.get("address")).id,
            "warehouse_id": (store or self._get_entry_store()).id,
            "carrier_id": self._choose_entry_carrier(is_delivery, values.get("carrier_id")).id,
            "customer_note": (values.get("note") or "").strip() or False,
            "order_line": [
                Command.create({"product_id": product.id, "product_uom_qty": quantity})
                for product, quantity in asked.items()
            ],
        }

    @api.model
    def _get_entry_address(self, partner, text):
        """Return the contact the goods go to: the customer, or an address of his that reads so, made when it is new."""
        text = (text or "").strip()
        if not text or text == partner._get_one_line_address():
            return partner
        known = partner.child_ids.filtered(lambda child: child._get_one_line_address() == text)[:1]
        return known or self.env["res.partner"].create({"parent_id": partner.id, "type": "delivery", "street": text})

    @api.model
    def _choose_entry_carrier(self, is_delivery, carrier_id):
        carriers = self.env["delivery.carrier"].search(
            [("company_id", "in", (False, self.env.company.id)), ("is_pickup", "=", not is_delivery)]
        )
        return carriers.filtered(lambda carrier: carrier.id == carrier_id) or carriers[:1]

    def _set_entry_delivery(self):
        """Hook: put the cost of the delivery into the order, where its way of delivery names one."""
        if not self.carrier_id or self.carrier_id.is_pickup:
            return
        rate = self.carrier_id.rate_shipment(self)
        if rate.get("success"):
            self.set_delivery_line(self.carrier_id, rate["price"])

    def _has_value(self, name, value):
        field = self._fields[name]
        return field.type == "many2one" and self[name].id == value
