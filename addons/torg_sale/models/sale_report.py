from odoo import models


class SaleReport(models.Model):
    """Sales, as core counts them, without requests that nothing has come of."""

    _inherit = "sale.report"

    def _where_sale(self):
        """Override of sale: a request is no sale, whatever stands in it."""
        requests = self.env["torg.order.type"]._get_request_type()
        where = super()._where_sale()
        return f"{where} AND s.order_type_id IS DISTINCT FROM {int(requests.id)}" if requests else where
