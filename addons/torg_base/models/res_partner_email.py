from odoo import models


class ResPartner(models.Model):
    """Customers are found by their mail with every order of the shop: core has no index for it."""

    _inherit = "res.partner"

    _email_normalized_index = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
