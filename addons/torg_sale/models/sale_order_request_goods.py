from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """A request becomes an order by its first goods; until then it is neither confirmed nor told to anybody."""

    _inherit = "sale.order"

    def write(self, vals):
        """Override of sale: goods make an order of a request, nothing makes a request of an order."""
        if "order_type_id" not in vals or self._is_moving():
            return super().write(vals)
        if "order_line" in vals and self.filtered("is_request"):
            super().write({"order_line": vals["order_line"]})
            vals = {name: value for name, value in vals.items() if name != "order_line"}
        self._check_type_change(vals["order_type_id"])
        return super().write(vals)

    def _check_type_change(self, type_id):
        requests = self.env["torg.order.type"]._get_request_type()
        for order in self:
            if order.is_request and type_id != requests.id:
                raise StageRefusal(
                    self.env._("%(order)s becomes an order by its first goods.", order=order.name), "no_goods"
                )
            if not order.is_request and type_id == requests.id and order.order_type_id:
                raise StageRefusal(
                    self.env._("%(order)s is an order: it does not become a request.", order=order.name), "forbidden"
                )

    # === BUSINESS METHODS === #

    def _become_orders(self):
        """Make orders of these requests: a type by customer and source, an ordinary number; the old one is kept."""
        for order in self.filtered("is_request"):
            kind = order.order_type_id._find_for_goods(order.partner_id, order.source_id)
            numbers = self.env["ir.sequence"].with_company(order.company_id)
            with order._moving():
                order._touch_journal()
                order.write(
                    {
                        "order_type_id": kind.id,
                        "name": numbers.next_by_code("sale.order") or order.name,
                        "converted_date": fields.Datetime.now(),
                    }
                )
                if not order.stage_id._fits(order):
                    order._enter_stage(kind._get_first_stage())
            order.message_post(
                body=self.env._(
                    "Request %(request)s became order %(order)s.", request=order.request_number, order=order.name
                )
            )
            order._emit_event("order.created")
            for entry in order._get_journal_entries().values():
                entry["is_news"] = True  # nobody outside knew of it before

    def _emit_event(self, event_code):
        """Override of torg_exchange: requests are nobody's business outside until they are orders."""
        return super(SaleOrder, self.filtered(lambda order: not order.is_request))._emit_event(event_code)

    # === NOTHING TO CONFIRM === #

    def _check_answers(self, stage):
        """Override of torg_sale: what has no goods is not confirmed, whichever way it is tried."""
        super()._check_answers(stage)
        if stage.sale_state == "sale":
            self._check_goods()

    def _check_may_go(self, stage):
        """Override of torg_sale: a screen hears it before it asks anything."""
        super()._check_may_go(stage)
        if stage.sale_state == "sale":
            self._check_goods()

    def _check_goods(self):
        """Raise StageRefusal when any of these orders has no goods: core would confirm it."""
        for order in self:
            if order.is_request:
                sentence = self.env._(
                    "%(order)s is a request without goods: add goods, and it becomes an order.", order=order.name
                )
                raise StageRefusal(sentence, "no_goods")
            if order.state in ("draft", "sent") and not order._has_goods():
                raise StageRefusal(
                    self.env._("%(order)s has no goods: there is nothing to confirm.", order=order.name), "no_goods"
                )

    def _has_goods(self):
        """Return whether anything is sold here; the delivery alone is nothing to sell."""
        return any(
            line.product_id and line.product_uom_qty > 0 and not line.is_delivery and not line.is_downpayment
            for line in self.order_line
        )

    # === FINDING === #

    def _search_desk_search(self, operator, value):
        """Override of torg_sale: also by the number and the phone of the request."""
        domain = super()._search_desk_search(operator, value)
        if domain is NotImplemented:
            return domain
        text = value.strip()
        return domain | Domain("request_number", "ilike", text) | Domain("request_phone", "ilike", text)
