from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_repr


class TorgTurnoverTableLine(models.Model):
    """A level: from this turnover on, this percent or this price list."""

    _name = "torg.turnover.table.line"
    _description = "Turnover Level of a Table"
    _order = "table_id, threshold, id"

    table_id = fields.Many2one("torg.turnover.table", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="table_id.currency_id")
    threshold = fields.Monetary("Turnover from", required=True)
    name = fields.Char("Level", help="E.g. Silver. Empty: the level is called by its discount.")
    percent = fields.Float("Discount, %", digits="Discount")
    pricelist_id = fields.Many2one(
        "product.pricelist", "Price list", domain="[('customer_id', '=', False)]", ondelete="restrict"
    )

    _threshold_unique = models.Constraint("UNIQUE(table_id, threshold)", "Two levels begin with the same turnover.")
    _threshold_positive = models.Constraint("CHECK(threshold > 0)", "A level begins with some turnover.")
    _percent_range = models.Constraint("CHECK(percent >= 0 AND percent < 100)", "A discount is from 0 to 99.99 %.")

    @api.constrains("percent", "pricelist_id")
    def _check_gift(self):
        for line in self:
            if bool(line.percent) == bool(line.pricelist_id):
                raise ValidationError(self.env._("A level gives either a percent or a price list."))
            if line.pricelist_id and line.pricelist_id.currency_id != line.currency_id:
                raise ValidationError(self.env._("The price list of a level is in the currency of its table."))

    @api.constrains("threshold", "percent", "table_id")
    def _check_rising(self):
        for table in self.table_id:
            percents = table.line_ids.filtered("percent").sorted("threshold").mapped("percent")
            if percents != sorted(percents):
                raise ValidationError(self.env._("Who buys more must not get less: look at the percents."))

    @api.depends("name", "percent", "pricelist_id")
    def _compute_display_name(self):
        for line in self:
            gift = line.pricelist_id.name if line.pricelist_id else line._get_percent_text()
            line.display_name = f"{line.name} ({gift})" if line.name else gift

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.table_id._check_draft()
        return lines

    def write(self, vals):
        self.table_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.table_id._check_draft()

    def _get_percent_text(self):
        digits = 0 if self.percent == int(self.percent) else 2
        return f"{float_repr(self.percent, digits)} %"
