from odoo import fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """The same again: a new order of the same goods at today's prices."""

    _inherit = "sale.order"

    def _repeat(self, user=None):
        """Return a new quotation with the goods of this order, at today's prices, that goes the same way.

        The delivery is priced anew, its day is not chosen yet. What the store lacks, and what is no longer sold, is a
        note on it. The old order may be a colleague's.

        :param user: who serves it, the reader unless told; an empty one leaves it to whoever is on line
        """
        self.ensure_one()
        # sudo: goods and quantities of the customer, whoever served him then
        order_sudo = self.sudo()
        sold, gone = order_sudo._get_repeat_lines()
        if not sold:
            raise StageRefusal(self.env._("Nothing of %(order)s is sold any more.", order=order_sudo.name), "nothing")
        user = self.env.user if user is None else user
        vals = order_sudo._prepare_repeat_vals(sold) | ({"user_id": user.id} if user else {})
        new = self.env["sale.order"].create(vals)
        if order_sudo.company_id == new.company_id:
            new._take_way(order_sudo)
        new._note_repeat(order_sudo.name, gone.product_id)
        return new

    def _get_repeat_lines(self):
        """Return the lines whose goods are sold still, and those whose goods are not."""
        lines = self._get_shown_lines().filtered(lambda line: line in self._get_merge_lines())
        sold = lines.filtered(lambda line: line.product_id.active and line.product_id.sale_ok)
        return sold, lines - sold

    def _prepare_repeat_vals(self, lines):
        # An address that was put right is archived, for the old orders alone: core finds the one that holds now.
        address = self.partner_shipping_id.filtered("active")
        return {
            "partner_id": self.partner_id.id,
            **({"partner_shipping_id": address.id} if address else {}),
            "origin": self.name,
            "order_line": [
                fields.Command.create(
                    {
                        "product_id": line.product_id.id,
                        "product_uom_id": line.product_uom_id.id,
                        "product_uom_qty": line.product_uom_qty,
                    }
                )
                for line in lines
            ],
        }

    def _take_way(self, order_sudo):
        """Take the goods from the store of another order and bring them as it was brought, at today's cost."""
        store = order_sudo.warehouse_id
        if store.active and (store.pickup_allowed or not order_sudo.carrier_id.is_pickup):
            self.warehouse_id = store
        if order_sudo.carrier_id.active:
            self.carrier_id = order_sudo.carrier_id
            self._set_entry_delivery()

    def _note_repeat(self, number, gone):
        """Say what the order is made from, and what of it is not there."""
        sentences = [self.env._("The same goods as in %(order)s, at today's prices.", order=number)]
        if lacking := self._describe_lacking():
            sentences.append(self.env._("The store lacks: %(goods)s.", goods=", ".join(lacking)))
        if gone:
            names = ", ".join(gone.mapped("display_name"))
            sentences.append(self.env._("No longer sold: %(goods)s.", goods=names))
        self.message_post(body=" ".join(sentences))

    def _describe_lacking(self):
        """Return what the order's store cannot give of its goods, in words."""
        store, goods = self.warehouse_id, self.order_line.product_id.filtered("is_storable")
        free = goods._get_point_availability(store) if goods and store else {}
        return [
            self.env._(
                "%(product)s (%(free)s of %(wanted)s)",
                product=line.product_id.display_name,
                free=f"{max(free[line.product_id.id][store.id].free, 0):g}",
                wanted=f"{line._get_pieces(line.product_uom_qty):g}",
            )
            for line in self.order_line
            if line.product_id.id in free
            and free[line.product_id.id][store.id].free < line._get_pieces(line.product_uom_qty)
        ]
