from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

STATES = [
    ("draft", "Draft"),
    ("to_approve", "To approve"),
    ("approved", "Approved"),
    ("publishing", "Being published"),
    ("requested", "Requested"),
    ("published", "Published"),
    ("rolled_back", "Rolled back"),
    ("cancelled", "Cancelled"),
]
DIRECTOR = "torg_base.group_director"
KEPT_BY_VERBS = {"state", "name", "approver_id", "approved_at", "starts_at", "published_at", "effective", "source"}


class TorgPriceRevision(models.Model):
    """A change of many prices of one price type: prepared, looked through, approved, published, and taken back.

    draft → to approve → approved → being published → published → rolled back; cancelled before publication.
    Prices kept by an outside system: approved → requested → published, when they have come back.
    Prices are rows of the price list with a start: the old row is closed, never edited.
    """

    _name = "torg.price.revision"
    _description = "Price revision"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, default=lambda self: self.env._("New"))
    price_type_id = fields.Many2one(
        "torg.price.type", required=True, tracking=True, ondelete="restrict", default=lambda self: self._default_type()
    )
    pricelist_id = fields.Many2one(related="price_type_id.pricelist_id", store=True, string="Price List")
    currency_id = fields.Many2one(related="price_type_id.currency_id", store=True)
    company_id = fields.Many2one(related="price_type_id.company_id", store=True)
    reason = fields.Char(string="Why", tracking=True, help="Stays in the history of every price of this revision.")
    source = fields.Selection(
        [("people", "People"), ("rollback", "Roll back"), ("external", "Outside system")],
        default="people",
        required=True,
        readonly=True,
        copy=False,
    )
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, tracking=True)
    effective_at = fields.Datetime(
        string="In Force From", copy=False, tracking=True, help="Empty: as soon as it is published."
    )
    user_id = fields.Many2one("res.users", string="Author", default=lambda self: self.env.user, copy=False)
    approver_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_at = fields.Datetime(readonly=True, copy=False)
    starts_at = fields.Datetime(string="Started", readonly=True, copy=False)
    published_at = fields.Datetime(readonly=True, copy=False)
    effective = fields.Boolean(readonly=True, copy=False, help="The prices are in force.")
    line_ids = fields.One2many("torg.price.revision.line", "revision_id", copy=True)
    accept_warnings = fields.Boolean(
        string="Warnings Accepted", copy=False, tracking=True, help="The director has looked at them and agrees."
    )
    rollback_of_id = fields.Many2one("torg.price.revision", readonly=True, copy=False, index="btree_not_null")
    rollback_ids = fields.One2many("torg.price.revision", "rollback_of_id")

    def _default_type(self):
        return self.env["torg.price.type"].search([], order="is_retail desc, sequence, id", limit=1)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        self._check_kept_by_verbs(*vals_list)
        for vals in vals_list:
            # sudo: whoever may write a revision may number it
            vals["name"] = self.env["ir.sequence"].sudo().next_by_code("torg.price.revision")
        revisions = super().create(vals_list)
        if any(revision.state != "draft" or revision.source != "people" for revision in revisions):
            self._check_kept_by_verbs({"state": True})  # came as a default in the context
        if any(revision.accept_warnings for revision in revisions):
            self._check_director()
        return revisions

    def write(self, vals):
        self._check_kept_by_verbs(vals)
        if {"price_type_id", "effective_at", "reason", "line_ids"} & vals.keys():
            self._check_draft()
        if vals.get("accept_warnings"):
            self._check_director()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(revision.state not in ("draft", "cancelled") for revision in self):
            raise UserError(self.env._("Only a draft or a cancelled revision can be deleted: the others are history."))

    def _check_kept_by_verbs(self, *vals_list):
        kept = {name for vals in vals_list for name in vals} & KEPT_BY_VERBS
        if kept and not self.env.su:
            raise AccessError(self.env._("A price revision moves on only by its buttons."))

    def _check_draft(self):
        if any(revision.state != "draft" for revision in self) and not self.env.su:
            raise UserError(self.env._("Only a draft can be changed. Take the revision back to draft first."))

    def _check_director(self):
        if not (self.env.su or self.env.user.has_group(DIRECTOR)):
            raise AccessError(self.env._("Only a director approves, publishes and rolls back prices."))

    # === ACTIONS === #

    def action_submit(self):
        """Hand the draft over to the directors."""
        self._check_state("draft")
        for revision in self:
            revision.line_ids._refresh_facts()
            revision._check_complete()
        self._move_to("to_approve")

    def action_approve(self):
        """Agree to the prices; warnings must be accepted by name."""
        self._check_director()
        self._check_state("draft", "to_approve")
        for revision in self:
            revision._check_complete()
            if revision.warning_count and not revision.accept_warnings:
                raise UserError(
                    self.env._(
                        "%(count)s lines have warnings. Look at them and tick “Warnings Accepted”.",
                        count=revision.warning_count,
                    )
                )
        self._move_to("approved", approver_id=self.env.uid, approved_at=fields.Datetime.now())

    def action_back_to_draft(self):
        """Take it back for changes."""
        self._check_state("to_approve", "approved", "cancelled")
        if any(revision.state == "approved" for revision in self):
            self._check_director()
        self._move_to("draft", approver_id=False, approved_at=False, starts_at=False, accept_warnings=False)
        self.line_ids._forget_publication()

    def action_cancel(self):
        """Give it up before publication."""
        self._check_state("draft", "to_approve", "approved", "requested")
        if any(revision.state in ("approved", "requested") for revision in self):
            self._check_director()
        self._move_to("cancelled", work=False, sheet_rows=False)

    # === BUSINESS METHODS === #

    def _check_state(self, *states):
        for revision in self:
            if revision.state not in states:
                state = dict(self._fields["state"]._description_selection(self.env))[revision.state]
                raise UserError(
                    self.env._(
                        "%(name)s is in the state “%(state)s”: this cannot be done now.",
                        name=revision.name,
                        state=state,
                    )
                )

    def _check_complete(self):
        if self.is_busy:
            raise UserError(self.env._("%(name)s is still being filled. Wait a moment.", name=self.name))
        if not self.line_ids:
            raise UserError(self.env._("%(name)s has no lines yet.", name=self.name))
        if not self.reason:
            raise UserError(self.env._("Say why the prices change: the reason stays in their history."))

    def _to_own_money(self, amount, currency=None):
        """Return a sum, of the company unless told in what money, in the money of the price list."""
        company = self.company_id or self.env.company
        source, target = currency or company.currency_id, self.currency_id or company.currency_id
        return source._convert(amount, target, company, self._get_moment(), round=False)

    def _to_company_money(self, prices):
        """Return ``{key: price}`` of the price list in the money of the company: list prices are in it."""
        company = self.company_id or self.env.company
        source, target, now = self.currency_id, company.currency_id, fields.Datetime.now()
        if source == target:
            return prices
        return {key: source._convert(price, target, company, now) for key, price in prices.items()}

    def _move_to(self, state, **vals):
        self.check_access("write")
        # sudo: the state is closed to RPC, the verbs that checked the person write it
        self.sudo().write({"state": state, **vals})

    def _get_history_source(self):
        return "revision" if self.source == "people" else self.source
