from markupsafe import Markup

from odoo import fields, models

SHOWN = 20  # names of a list
ROW = Markup('<tr><td class="text-muted">{}</td><td><s>{}</s></td><td>→</td><td>{}</td></tr>')
TABLE = Markup('<table class="table table-sm w-auto mb-0"><tbody>{}</tbody></table>')


class TorgOnecChange(models.Model):
    """A change as a person reads it: names of fields, values before and after."""

    _inherit = "torg.onec.change"

    model_name = fields.Char("Kind", compute="_compute_model_name")
    difference_html = fields.Html("Before → after", compute="_compute_difference_html", sanitize=False)
    difference_text = fields.Char("What", compute="_compute_difference_html")

    def _compute_model_name(self):
        for change in self:
            change.model_name = self.env["ir.model"]._get(change.res_model).name or change.res_model

    def _compute_difference_html(self):
        for change in self:
            rows = change._get_readable_rows()
            change.difference_text = "; ".join(f"{label}: {old} → {new}" for label, old, new in rows) or change.note
            body = Markup().join(ROW.format(*row) for row in rows)
            change.difference_html = TABLE.format(body) if rows else False

    def _get_readable_rows(self):
        """Return ``[(label of the field, value before, value after)]`` as texts."""
        if self.res_model not in self.env:
            return [(name, str(old), str(new)) for name, (old, new) in (self.difference or {}).items()]
        labels = self.env[self.res_model].fields_get(list(self.difference or {}), ["string"])
        return [
            (labels.get(name, {}).get("string", name), self._as_text(name, old), self._as_text(name, new))
            for name, (old, new) in (self.difference or {}).items()
        ]

    def _as_text(self, name, value):
        """Return a plain value as a person reads it."""
        field = self.env[self.res_model]._fields.get(name)
        if value is None or value is False and (not field or field.type != "boolean"):
            return "—"
        if field and field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field and field.relational:
            return self._name_records(field.comodel_name, value if isinstance(value, list) else [value])
        if field and field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, str(value))
        return str(value)

    def _name_records(self, model, ids):
        records = self.env[model].browse(ids[:SHOWN]).exists()._filtered_access("read")
        names = [record.display_name or "" for record in records]
        return ", ".join([*names, "…"] if len(ids) > SHOWN else names) or "—"
