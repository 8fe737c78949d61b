from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.torg_pricelist.tools.turnover import TurnoverRules

DIRECTOR = "torg_base.group_director"
KEPT_BY_VERBS = {"state", "date_from", "date_to"}
BASES = [("life", "All time"), ("year", "Calendar year"), ("rolling", "Last 12 months")]


class TorgTurnoverTable(models.Model):
    """A table of turnover tiers: so much bought, so much off. A draft is changed, a published one is replaced.

    draft → published (from a day) → archived. Several tables may be in force; the best for the customer applies.
    """

    _name = "torg.turnover.table"
    _description = "Turnover Table"
    _inherit = ["mail.thread"]
    _order = "state desc, sequence, id"

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    state = fields.Selection(
        [("archived", "Archived"), ("draft", "Draft"), ("published", "Published")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date("In force from", readonly=True, copy=False, tracking=True)
    date_to = fields.Date("In force until", readonly=True, copy=False, tracking=True)
    replaces_id = fields.Many2one(
        "torg.turnover.table",
        copy=False,
        index="btree_not_null",
        domain="[('state', '=', 'published'), ('company_id', '=', company_id), ('id', '!=', id)]",
        help="This table is in force until the day before the new one.",
    )
    basis = fields.Selection(BASES, "Turnover of", default="rolling", required=True, tracking=True)
    mode = fields.Selection(
        [("falling", "Rises and falls"), ("one_way", "Only rises")],
        "The level",
        default="falling",
        required=True,
        tracking=True,
    )
    fall_on = fields.Selection(
        [("day", "At once"), ("month", "When the month ends"), ("year", "When the calendar year ends")],
        "Falls",
        default="month",
        required=True,
        tracking=True,
        help="A level that waits for the end of a period falls to what was earned on the period's last day.",
    )
    line_ids = fields.One2many("torg.turnover.table.line", "table_id", "Levels", copy=True)
    counted_category_ids = fields.Many2many(
        "product.category",
        "torg_turnover_table_counted_rel",
        string="Counted goods",
        help="Only these categories and those below them make turnover; empty: all goods.",
    )
    discount_category_ids = fields.Many2many(
        "product.category",
        "torg_turnover_table_discount_rel",
        string="Discounted goods",
        help="The discount is given only on these categories and those below them; empty: on all goods.",
    )
    customer_kind = fields.Selection(
        [("all", "Everybody"), ("person", "People"), ("company", "Companies")],
        "Customers",
        default="all",
        required=True,
    )
    tag_ids = fields.Many2many("res.partner.category", string="With a tag", help="Any of them; empty: all customers.")
    note = fields.Text()
    level_ids = fields.One2many("torg.turnover.level", "table_id", readonly=True)
    level_count = fields.Integer("Customers with a level", compute="_compute_level_count")

    def _compute_level_count(self):
        domain = [("table_id", "in", self.ids), ("line_id", "!=", False)]
        groups = self.env["torg.turnover.level"]._read_group(domain, ["table_id"], ["__count"])
        counts = {table.id: count for table, count in groups}
        for table in self:
            table.level_count = counts.get(table.id, 0)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        self._check_kept_by_verbs(*vals_list)
        tables = super().create(vals_list)
        if any(table.state != "draft" for table in tables):
            self._check_kept_by_verbs({"state": True})  # came as a default in the context
        return tables

    def write(self, vals):
        self._check_kept_by_verbs(vals)
        changed = {name for name in vals if not name.startswith("message_")}
        if changed - {"name", "sequence", "note"} - KEPT_BY_VERBS:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(table.state != "draft" for table in self):
            raise UserError(self.env._("Only a draft can be deleted: customers were given levels by the others."))

    def copy_data(self, default=None):
        """Override of core to name the copy and let a copy of a published table replace it."""
        vals_list = super().copy_data(default)
        for table, vals in zip(self, vals_list, strict=True):
            vals["name"] = self.env._("%(name)s (new)", name=table.name)
            vals["replaces_id"] = table.id if table.state == "published" else False
        return vals_list

    def _check_kept_by_verbs(self, *vals_list):
        if not self.env.su and {name for vals in vals_list for name in vals} & KEPT_BY_VERBS:
            raise AccessError(self.env._("A turnover table moves on only by its buttons."))

    def _check_draft(self):
        if any(table.state != "draft" for table in self) and not self.env.su:
            raise UserError(
                self.env._("A published table is not changed, customers rely on it: duplicate it and publish the copy.")
            )

    def _check_director(self):
        if not (self.env.su or self.env.user.has_group(DIRECTOR)):
            raise AccessError(self.env._("Only a director publishes turnover tables."))

    @api.constrains("replaces_id", "company_id")
    def _check_replaces(self):
        if any(table.replaces_id and table.replaces_id.company_id != table.company_id for table in self):
            raise ValidationError(self.env._("A table replaces one of the same company."))

    # === ACTIONS === #

    def action_publish(self):
        """Open the dialog that asks from which day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_turnover_publish_action")
        return action | {"context": {"default_table_id": self.id}}

    def action_archive_table(self):
        """Put the table out of force from now on."""
        self._check_director()
        yesterday = self._get_today() - timedelta(days=1)
        for table in self.filtered(lambda item: item.state == "published"):
            # sudo: the state is written by the verbs alone
            table.sudo().write({"state": "archived", "date_to": max(yesterday, table.date_from)})
        return True

    def action_simulate(self):
        """Open a new simulation of this table."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_turnover_simulation_action")
        return action | {"views": [(False, "form")], "context": {"default_table_id": self.id}}

    def action_open_levels(self):
        """Open the customers who have a level."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_turnover_level_action")
        return action | {"domain": [("table_id", "in", self.ids)], "context": {"search_default_with_level": 1}}

    def action_refresh(self):
        """Count turnover of orders and levels anew, in the background."""
        self._check_director()
        self._enqueue_rebuild()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("Turnover is being counted anew. Levels change as the work goes on."),
            },
        }

    # === BUSINESS METHODS === #

    def _publish(self, date_from=None):
        """Put drafts into force from a day, today unless told; the table they replace ends the day before."""
        self._check_director()
        self._check_draft()
        today = self._get_today()
        start = max(date_from or today, today)
        for table in self:
            if not table.line_ids:
                raise UserError(self.env._("There are no levels in “%(table)s”.", table=table.name))
            # sudo: the state is written by the verbs alone
            table.sudo().write({"state": "published", "date_from": start, "date_to": False})
            former = table.replaces_id.filtered(lambda item: item.state == "published")
            if former:
                former.sudo().date_to = max(start - timedelta(days=1), former.date_from)  # sudo: see above
                table._carry_levels(former)
        self._enqueue_rebuild()

    @api.model
    def _get_today(self):
        """Return the day of trade."""
        return fields.Date.context_today(self.with_context(tz=self.env.company.trade_tz))

    @api.model
    def _get_force_domain(self, day=None):
        """Return the domain of the tables that are in force on a day, today unless told."""
        day = day or self._get_today()
        return (
            Domain("state", "=", "published")
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )

    def _get_customer_domain(self):
        """Return the domain of the customers (commercial partners) this table is for.

        Hook: an addon that knows more of customers narrows it.
        """
        self.ensure_one()
        domain = Domain.TRUE
        if self.customer_kind != "all":
            domain &= Domain("is_company", "=", self.customer_kind == "company")
        if self.tag_ids:
            domain &= Domain("category_id", "in", self.tag_ids.ids)
        return domain

    def _get_rules(self):
        self.ensure_one()
        return TurnoverRules(self.basis, self.mode, self.fall_on)
