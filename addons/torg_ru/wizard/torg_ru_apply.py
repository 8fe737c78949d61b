from odoo import Command, api, fields, models


class TorgRuApply(models.TransientModel):
    """Shows what the Russian settings would change in the company, and applies them."""

    _name = "torg.ru.apply"
    _description = "Apply Russian settings"

    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    line_ids = fields.One2many(
        "torg.ru.apply.line", "wizard_id", string="Changes", default=lambda self: self._default_line_ids()
    )

    @api.model
    def _default_line_ids(self):
        return [
            Command.create({"label": change.label, "now": change.now, "becomes": change.becomes})
            for change in self.env.company._get_ru_changes()
        ]

    def action_apply(self):
        """Apply and reload the page: the language of the person may have changed."""
        self.company_id._apply_ru_settings()
        return {"type": "ir.actions.client", "tag": "reload_context"}


class TorgRuApplyLine(models.TransientModel):
    """One change to look at before it is made."""

    _name = "torg.ru.apply.line"
    _description = "Change by the Russian settings"

    wizard_id = fields.Many2one("torg.ru.apply", required=True, ondelete="cascade")
    # Text and not Char: a list wraps it instead of cutting it.
    label = fields.Text(string="Setting", readonly=True)
    now = fields.Text(readonly=True)
    becomes = fields.Text(readonly=True)
