from odoo import api, fields, models
from odoo.exceptions import ValidationError


class TorgOnecOwner(models.Model):
    """A field and who keeps it: people here, or this base before all others.

    What a base says about a field that it does not own is noted as a conflict and not written.
    """

    _name = "torg.onec.owner"
    _description = "Owner of a field"
    _order = "model, field_id"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade", index=True)
    field_id = fields.Many2one("ir.model.fields", required=True, ondelete="cascade")
    model = fields.Char(related="field_id.model", store=True, index=True)
    keeper = fields.Selection(
        [("here", "We, not this base"), ("base", "This base, not the others")], "Kept by", required=True, default="here"
    )

    _field_unique = models.Constraint("UNIQUE(endpoint_id, field_id)", "The field is in the list already.")

    @api.constrains("field_id", "keeper")
    def _check_keeper(self):
        """A field has one base that owns it."""
        domain = [("field_id", "in", self.field_id.ids), ("keeper", "=", "base"), ("endpoint_id.active", "=", True)]
        for field, owners in self.search(domain).grouped("field_id").items():
            if len(owners) > 1:
                raise ValidationError(
                    self.env._(
                        "“%(field)s” is owned by another base already: %(bases)s.",
                        field=field.field_description,
                        bases=", ".join(owners.endpoint_id.mapped("name")),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()  # who keeps a field is cached by model
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
