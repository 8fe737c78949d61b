from odoo import api, fields, models
from odoo.tools import format_date, format_datetime, formatLang

from odoo.addons.torg_sale.const import CHANNELS
from odoo.addons.torg_sale.tools import journal


class TorgOrderJournal(models.Model):
    """What happened to an order in one transaction: who, when, through which channel, old and new.

    Written by the order itself, never by hand. Time in stage, handlers and figures of managers come from here alone.
    """

    _name = "torg.order.journal"
    _description = "Order Journal"
    _order = "id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id")
    date = fields.Datetime(required=True, readonly=True, default=lambda self: fields.Datetime.now(), index=True)
    user_id = fields.Many2one("res.users", "Who", readonly=True, index=True)
    channel = fields.Selection(CHANNELS, "Way", required=True, readonly=True)
    kind = fields.Selection([("created", "Created"), ("changed", "Changed")], required=True, readonly=True)
    changes = fields.Json(readonly=True, help="Differences as tools/journal.py makes them.")
    text = fields.Text("What", compute="_compute_text")
    stage_from_id = fields.Many2one("sale.order.stage", "From stage", readonly=True)
    stage_to_id = fields.Many2one("sale.order.stage", "To stage", readonly=True)
    stage_seconds = fields.Float(
        readonly=True, help="How long the order had stood in the stage it left, in seconds of the clock."
    )
    user_from_id = fields.Many2one("res.users", "From manager", readonly=True)
    user_to_id = fields.Many2one("res.users", "To manager", readonly=True)
    store_from_id = fields.Many2one("stock.warehouse", "From store", readonly=True)
    store_to_id = fields.Many2one("stock.warehouse", "To store", readonly=True)
    amount_before = fields.Float(readonly=True)
    amount_after = fields.Float(readonly=True)

    _order_date_index = models.Index("(order_id, date)")

    @api.depends("changes", "kind")
    @api.depends_context("lang", "tz")
    def _compute_text(self):
        labels = self.env["sale.order"]._get_journal_labels()
        for row in self:
            lines = [self._describe_field(labels, *change) for change in (row.changes or {}).get("fields", [])]
            lines += [self._describe_line(change) for change in journal.pair((row.changes or {}).get("lines", []))]
            row.text = "\n".join(lines)

    @api.model
    def _describe_field(self, labels, name, old, new):
        field = self.env["sale.order"]._fields.get(name)
        if field and field.relational and field.comodel_name == "res.partner":
            # sudo: whoever may read the order's journal may read whose order it is
            partners = self.env["res.partner"].sudo()
            old, new = (value and [value[0], partners.browse(value[0]).exists().display_name] for value in (old, new))
        old, new = (self._show_value(field, value) or "—" for value in (old, new))
        return self.env._("%(field)s: %(old)s → %(new)s", field=labels.get(name, name), old=old, new=new)

    @api.model
    def _show_value(self, field, value):
        """Return a value as its reader writes it: money and dates by the language, moments by the time zone."""
        if isinstance(value, float):
            return formatLang(self.env, value, digits=2)
        if value and field and field.type == "datetime":
            return format_datetime(self.env, value, dt_format="short")
        if value and field and field.type == "date":
            return format_date(self.env, value)
        if value and field and field.type == "selection":
            key = value[0] if isinstance(value, list) else value  # a list: the key and the word
            return dict(field._description_selection(self.env)).get(key) or journal.show(value)
        return journal.show(value)

    @api.model
    def _show_line(self, line):
        return journal.show_line(line) | {"total": formatLang(self.env, line["total"], digits=2)}

    @api.model
    def _describe_line(self, change):
        """Say what happened to a line of the order, in the reader's language."""
        old, new = change.get("old"), change.get("new")
        if not old:
            return self.env._("+ %(product)s × %(quantity)s for %(total)s", **self._show_line(new))
        if not new:
            return self.env._("− %(product)s × %(quantity)s for %(total)s", **self._show_line(old))
        if journal.is_replacement(change):
            return self._describe_replacement(old, new)
        was, now = self._show_line(old), self._show_line(new)
        return self.env._(
            "%(product)s: %(old_quantity)s for %(old_total)s → %(quantity)s for %(total)s",
            **now,
            old_quantity=was["quantity"],
            old_total=was["total"],
        )

    @api.model
    def _describe_replacement(self, old, new):
        values = {f"old_{name}": value for name, value in self._show_line(old).items()} | self._show_line(new)
        if not new.get("instead_of"):
            return self.env._("%(old_product)s × %(old_quantity)s → %(product)s × %(quantity)s", **values)
        return self.env._("%(old_product)s × %(old_quantity)s → %(product)s × %(quantity)s (substitute)", **values)
