import re

from odoo import fields, models
from odoo.fields import Domain

RECENT_DAYS = 7  # how long the desk shows an order that is over


class SaleOrder(models.Model):
    """Finding an order on the desk by whatever the customer says about it."""

    _inherit = "sale.order"

    desk_search = fields.Char("Everything", compute="_compute_desk_search", search="_search_desk_search")
    is_on_desk = fields.Boolean("On the desk", compute="_compute_is_on_desk", search="_search_is_on_desk")

    def _compute_desk_search(self):
        self.desk_search = False

    def _search_desk_search(self, operator, value):
        """By number, the customer's own number, name, INN, phone, goods and their article."""
        if operator not in ("ilike", "like") or not isinstance(value, str):
            return NotImplemented
        text = value.strip()
        goods = self.env["product.product"]._search([("display_name", "ilike", text)])
        return Domain.OR(
            [
                Domain("name", "ilike", text),
                Domain("client_order_ref", "ilike", text),
                Domain("partner_id", "in", self.env["res.partner"]._search(self._get_customer_domain(text))),
                Domain("order_line.product_id", "in", goods),
            ]
        )

    def _get_customer_domain(self, text):
        return self.env["res.partner"]._get_desk_domain(text)

    def _compute_is_on_desk(self):
        on_desk = self.filtered_domain(self._search_is_on_desk("in", [True]))
        on_desk.is_on_desk = True
        (self - on_desk).is_on_desk = False

    def _search_is_on_desk(self, operator, value):
        """Open orders, and those that ended in the last days: by ids of stages, so that an index serves."""
        if operator != "in":
            return NotImplemented
        # sudo: columns are the same for everybody
        stages = self.env["sale.order.stage"].sudo().with_context(active_test=False).search([])
        final = stages.filtered("is_final")
        since = fields.Datetime.subtract(fields.Datetime.now(), days=RECENT_DAYS)
        recent = Domain("stage_id", "in", final.ids) & Domain("stage_date", ">=", since)
        return Domain("stage_id", "in", (stages - final).ids) | recent


def get_digits(text):
    """Return the digits of a text that may be a part of a phone number, "" when it is something else."""
    digits = re.sub(r"[\s()+.-]", "", text)
    return digits if digits.isdigit() and len(digits) >= 4 else ""
