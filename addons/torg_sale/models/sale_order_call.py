from odoo import fields, models


class SaleOrder(models.Model):
    """When the customer of an order was last called: the desk shows those whom nobody has called yet."""

    _inherit = "sale.order"

    called_date = fields.Datetime("Last call", readonly=True, copy=False, help="Somebody last called about this order.")

    def register_call(self):
        """Keep that the reader calls the customers of these orders now: the desk's phone button calls it."""
        self.check_access("read")
        self._register_call()

    def _register_call(self, moment=None):
        """Keep that somebody talked with the customers of these orders; telephony calls it too.

        :param datetime moment: UTC; now unless told
        """
        # sudo: a call is a fact, also about an order that is not the caller's
        self.sudo().called_date = moment or fields.Datetime.now()
