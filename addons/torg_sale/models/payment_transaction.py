from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _post_process(self):
        """Override of sale: money that came by itself moves its orders on."""
        super()._post_process()
        done = self.filtered(lambda transaction: transaction.state == "done")
        # sudo: the customer pays, the order moves on
        done.sale_order_ids.sudo()._on_payment()
