from odoo import api, fields, models


class TorgOnecOwner(models.Model):
    """A field that is kept here: what 1C says about it is noted as a conflict and not written."""

    _name = "torg.onec.owner"
    _description = "Field kept here, not in 1C"
    _order = "model, field_id"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade", index=True)
    field_id = fields.Many2one("ir.model.fields", required=True, ondelete="cascade")
    model = fields.Char(related="field_id.model", store=True, index=True)

    _field_unique = models.Constraint("UNIQUE(endpoint_id, field_id)", "The field is in the list already.")

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
