from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_pricelist.const import COST


class TorgPriceRevision(models.Model):
    """What a director looks at before he agrees, and how far the work behind the screen has come."""

    _inherit = "torg.price.revision"

    line_count = fields.Integer(string="Prices", compute="_compute_summary")
    up_count = fields.Integer(string="Dearer", compute="_compute_summary")
    down_count = fields.Integer(string="Cheaper", compute="_compute_summary")
    warning_count = fields.Integer(string="Warnings", compute="_compute_summary")
    average_change = fields.Float(string="Average Change, %", compute="_compute_summary")
    month_effect = fields.Monetary(
        string="Per Month", compute="_compute_summary", help="What the change brings if sales of 30 days repeat."
    )
    below_cost_count = fields.Integer(string="Below Cost", compute="_compute_margin_summary", groups=COST)
    old_margin = fields.Float(string="Margin Was, %", compute="_compute_margin_summary", groups=COST)
    new_margin = fields.Float(string="Margin Will Be, %", compute="_compute_margin_summary", groups=COST)
    work = fields.Selection([("fill", "Being filled"), ("file", "The file is being read")], readonly=True, copy=False)
    work_done = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    work_total = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    is_busy = fields.Boolean(compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress")

    def _compute_summary(self):
        rows = self._read_line_groups([], ["__count", "old_price:sum", "change:sum", "month_effect:sum"])
        ups = self._read_line_groups([("change", ">", 0)], ["__count"])
        downs = self._read_line_groups([("change", "<", 0)], ["__count"])
        warnings = self._read_line_groups(self._get_warning_domain(), ["__count"])
        for revision in self:
            count, old, change, effect = rows.get(revision.id, (0, 0.0, 0.0, 0.0))
            revision.line_count = count
            revision.average_change = 100 * change / old if old else 0.0
            revision.month_effect = effect
            revision.up_count = ups.get(revision.id, (0,))[0]
            revision.down_count = downs.get(revision.id, (0,))[0]
            revision.warning_count = warnings.get(revision.id, (0,))[0]

    def _compute_margin_summary(self):
        margins = self._read_margins()
        below = self._read_line_groups([("below_cost", "=", True)], ["__count"])
        for revision in self:
            revision.old_margin, revision.new_margin = margins.get(revision.id, (0.0, 0.0))
            revision.below_cost_count = below.get(revision.id, (0,))[0]

    def _read_margins(self):
        """Return ``{revision id: (margin was, margin will be)}`` of all goods whose cost is known, taken together."""
        lines = self.env["torg.price.revision.line"]
        lines.flush_model()
        # sql: products of two fields summed over tens of thousands of lines, in one query
        rows = self.env.execute_query(
            SQL(
                """SELECT revision_id, SUM(cost), SUM(old_price * net_share), SUM(new_price * net_share)
                     FROM torg_price_revision_line WHERE revision_id IN %s AND cost > 0 GROUP BY revision_id""",
                tuple(self.ids) or (0,),
            )
        )
        return {row[0]: (_share(row[1], row[2]), _share(row[1], row[3])) for row in rows}

    def _compute_progress(self):
        waiting = self._read_line_groups([("state", "=", "new")], ["__count"])
        for revision in self:
            done, total = revision.work_done, revision.work_total
            if revision.state == "publishing":
                total = revision.line_count
                done = total - waiting.get(revision.id, (0,))[0]
            revision.is_busy = bool(revision.work) or revision.state == "publishing"
            revision.progress = 100 * done / total if total else 0.0

    def _get_warning_domain(self):
        """Lines somebody must look at; that a price is below the cost is known only to those who know the cost."""
        domain = ["|", ("below_minimum", "=", True), ("big_change", "=", True)]
        if self.env.user.has_group(COST):
            domain = ["|", ("below_cost", "=", True), *domain]
        return domain

    def _read_line_groups(self, domain, aggregates):
        """Return ``{revision id: aggregates}``."""
        domain = [("revision_id", "in", self.ids), *domain]
        groups = self.env["torg.price.revision.line"]._read_group(domain, ["revision_id"], aggregates)
        return {revision.id: values for revision, *values in groups}

    # === ACTIONS === #

    def action_open_lines(self):
        """Open the lines; the button's context chooses a filter."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_price_revision_line_action")
        context = {"default_revision_id": self.id, "create": self.state == "draft", "edit": self.state == "draft"}
        return action | {
            "domain": [("revision_id", "=", self.id)],
            "context": context | {k: v for k, v in self.env.context.items() if k.startswith("search_default_")},
        }

    def action_open(self):
        """Open this revision."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }


def _share(cost, net):
    return 100 * (1 - float(cost) / float(net)) if net else 0.0
