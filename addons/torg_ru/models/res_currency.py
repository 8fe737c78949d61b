from odoo import models
from odoo.tools import get_lang

from ..tools.amount_words import UNITS, spell_amount


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def amount_to_text(self, amount):
        """Override of base: in Russian, roubles have the right cases and kopecks stand in digits."""
        self.ensure_one()
        if self.name in UNITS and get_lang(self.env).code.startswith("ru"):
            return spell_amount(amount, self.name)
        return super().amount_to_text(amount)
