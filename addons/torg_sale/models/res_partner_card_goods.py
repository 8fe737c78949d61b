from odoo import models

FEW = 6  # goods on the card


class ResPartner(models.Model):
    """What the customer usually takes."""

    _inherit = "res.partner"

    def _get_customer_card_sections(self):
        """Override of torg_base to show the usual goods."""
        sections = super()._get_customer_card_sections()
        if not self.env["sale.order"].has_access("read"):
            return sections
        return [*sections, self._prepare_goods_section()]

    def _prepare_goods_section(self):
        return {
            "code": "goods",
            "title": self.env._("Usually takes"),
            "sequence": 20,
            "empty": self.env._("Nothing has been bought yet."),
            "rows": [self._prepare_goods_row(line, times) for line, times in self._get_usual_goods()],
        }

    def _get_usual_goods(self):
        """Return pairs (its latest order line, how many orders had it) of the goods that were bought most often."""
        # sudo: goods of the customer, whoever served him then
        Line_sudo = self.env["sale.order.line"].sudo()
        domain = [(f"order_id.{name}", *rest) for name, *rest in self._get_card_orders_domain()]
        domain += [("state", "=", "sale"), ("product_uom_qty", ">", 0), ("is_delivery", "=", False)]
        groups = Line_sudo._read_group(
            [*domain, ("product_id.type", "!=", "service")],
            ["product_id"],
            ["order_id:count_distinct", "id:max"],
            order="order_id:count_distinct desc, id:max desc",
            limit=FEW,
        )
        last = Line_sudo.browse([line_id for _product, _times, line_id in groups])
        return list(zip(last, [times for _product, times, _line_id in groups], strict=True))

    def _prepare_goods_row(self, line_sudo, times):
        date = self._format_card_date(line_sudo.order_id.date_order)
        return {
            "id": line_sudo.product_id.id,
            "title": line_sudo.product_id.with_context(display_default_code=False).display_name,
            "hint": self.env._("Orders: %(times)s · last on %(date)s", times=times, date=date),
            "value": line_sudo.price_reduce_taxinc,
            "kind": "monetary",
            "currency_id": line_sudo.currency_id.id,
        }
