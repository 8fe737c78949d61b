from odoo import api, models

# (source, phone, name, what the customer says)
REQUESTS = [
    ("callback", "+7 921 555-01-17", "Марина", "Перезвоните после 15:00: нужно вино на юбилей, человек на тридцать."),
    ("one_click", "+7 921 555-02-34", "Алексей", "Купить в один клик: коньяк в подарок, самовывоз с Невского."),
    ("missed_call", "+7 921 555-03-58", None, "Пропущенный вызов, ждал на линии 40 секунд."),
]


class TorgDemo(models.AbstractModel):
    """Requests without goods that came this morning: nobody has called back yet."""

    _inherit = "torg.demo"

    @api.model
    def _get_parts(self):
        """Override to load requests after the orders: their customers may have bought before."""
        parts = super()._get_parts()
        place = parts.index("orders") + 1
        return [*parts[:place], "requests", *parts[place:]]

    @api.model
    def _load_requests(self):
        for source, phone, name, text in REQUESTS:
            if self._is_new(f"request_{source}"):
                order = self.env["sale.order"]._make_request(phone, name, text, source, external_id=f"ladoga-{source}")
                self._remember({f"request_{source}": order.inquiry_ids})
