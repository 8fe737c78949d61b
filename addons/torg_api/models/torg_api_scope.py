from odoo import fields, models


class TorgApiScope(models.Model):
    """What a key may be allowed. Declared in data by the addon whose routes ask for it."""

    _name = "torg.api.scope"
    _description = "Permission of an API key"
    _order = "sequence, id"

    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True)
    description = fields.Char(translate=True)
    is_public = fields.Boolean("In browsers", help="A key that stands in pages of the site may be allowed it.")
    sequence = fields.Integer(default=10)

    _code_unique = models.Constraint("UNIQUE(code)", "There is already a permission with this code.")

    def write(self, vals):
        """Override of core: what keys may do is cached."""
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Override of core: what keys may do is cached."""
        self.env.registry.clear_cache()
        return super().unlink()
