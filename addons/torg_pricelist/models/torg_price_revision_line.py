from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.torg_pricelist.const import COST

KEPT_BY_VERBS = {
    "state",
    "starts_at",
    "item_id",
    "closed_item_id",
    "closed_item_end",
    "restores_rule",
    "returned_price",
}


class TorgPriceRevisionLine(models.Model):
    """One price of a revision: of one product in one price list, from what to what."""

    _name = "torg.price.revision.line"
    _description = "Price revision line"
    _order = "revision_id, id"
    _rec_name = "product_id"

    revision_id = fields.Many2one("torg.price.revision", required=True, ondelete="cascade")
    revision_state = fields.Selection(related="revision_id.state", string="Revision State")
    product_id = fields.Many2one("product.product", required=True, ondelete="cascade", index=True)
    product_tmpl_id = fields.Many2one(related="product_id.product_tmpl_id", store=True, precompute=True)
    categ_id = fields.Many2one(related="product_id.categ_id", string="Category")
    min_quantity = fields.Float(
        string="From Quantity", digits="Product Unit", help="The price holds from this quantity on. 0: always."
    )
    currency_id = fields.Many2one(related="revision_id.currency_id", store=True, precompute=True)
    # Facts of the moment, refreshed when the draft is submitted and when it is published.
    old_price = fields.Monetary(compute="_compute_facts", store=True, precompute=True, aggregator=None)
    # Fields closed to some cannot be precomputed: core reads them as the person who creates the line.
    cost = fields.Float(compute="_compute_cost", store=True, groups=COST, aggregator=None)
    net_share = fields.Float(
        compute="_compute_facts",
        store=True,
        precompute=True,
        export_string_translation=False,
        help="Price without tax / price.",
    )
    minimum_price = fields.Monetary(
        string="Minimum", compute="_compute_facts", store=True, precompute=True, aggregator=None
    )
    minimum_reason = fields.Char(compute="_compute_facts", store=True, precompute=True)
    sold_quantity = fields.Float(
        string="Sold in 30 Days",
        compute="_compute_facts",
        store=True,
        precompute=True,
        digits="Product Unit",
        aggregator=None,
    )
    new_price = fields.Monetary(
        compute="_compute_new_price", store=True, precompute=True, readonly=False, aggregator=None
    )
    restores_rule = fields.Boolean(readonly=True, help="The row is closed and the rule under it holds again.")
    change = fields.Monetary(compute="_compute_change", store=True, precompute=True, aggregator=None)
    change_percent = fields.Float(
        string="Change, %", compute="_compute_change", store=True, precompute=True, aggregator="avg"
    )
    month_effect = fields.Monetary(
        string="Per Month",
        compute="_compute_change",
        store=True,
        precompute=True,
        help="Change × what was sold in 30 days.",
    )
    old_margin = fields.Float(
        string="Margin Was, %", compute="_compute_margins", store=True, groups=COST, aggregator="avg"
    )
    new_margin = fields.Float(
        string="Margin Will Be, %",
        compute="_compute_margins",
        store=True,
        groups=COST,
        aggregator="avg",
    )
    below_cost = fields.Boolean(compute="_compute_margins", store=True, groups=COST)
    below_minimum = fields.Boolean(compute="_compute_warnings", store=True, precompute=True)
    big_change = fields.Boolean(compute="_compute_warnings", store=True, precompute=True)
    # What publication did.
    state = fields.Selection(
        [
            ("new", "Waits"),
            ("placed", "Scheduled"),
            ("effective", "In force"),
            ("withdrawn", "Withdrawn"),
            ("skipped", "Skipped"),
        ],
        default="new",
        required=True,
        readonly=True,
        copy=False,
    )
    starts_at = fields.Datetime(string="In Force From", readonly=True, copy=False)
    item_id = fields.Many2one("product.pricelist.item", readonly=True, copy=False, index="btree_not_null")
    closed_item_id = fields.Many2one("product.pricelist.item", readonly=True, copy=False)
    returned_price = fields.Monetary(
        readonly=True, copy=False, aggregator=None, help="What the outside system sent back."
    )
    closed_item_end = fields.Datetime(readonly=True, copy=False)

    _once = models.UniqueIndex(
        "(revision_id, product_id, min_quantity)", "A product with the same quantity stands twice in the revision."
    )
    _positive = models.Constraint("CHECK(new_price >= 0)", "A price cannot be negative.")

    # === COMPUTES === #

    @api.depends("product_id", "min_quantity", "revision_id.price_type_id")
    def _compute_facts(self):
        for revision, lines in self.grouped("revision_id").items():
            products = lines.product_id
            prices = lines._get_current_prices(revision)
            minimums = products._get_minimum_prices()
            sold = products._get_sold_quantities()
            shares = products._get_net_shares(revision.company_id or self.env.company)
            for line in lines:
                product = line.product_id
                line.old_price = prices.get(line, 0.0)
                line.net_share = shares.get(product.id, 1.0)
                minimum, line.minimum_reason = minimums.get(product.id, (0.0, False))
                line.minimum_price = revision._to_own_money(minimum)
                line.sold_quantity = sold.get(product.id, 0.0)

    def _get_current_prices(self, revision):
        """Return ``{line: price now}`` by the price verb, one call a quantity."""
        prices = {}
        if not revision.pricelist_id:
            return prices
        for quantity, lines in self.filtered("product_id").grouped("min_quantity").items():
            quotes = lines.product_id._get_customer_prices(
                quantities=quantity or 1.0, date=revision._get_moment(), pricelist=revision.pricelist_id
            )
            prices |= {line: quotes[line.product_id.id].price for line in lines}
        return prices

    @api.depends("product_id", "revision_id.company_id")
    def _compute_cost(self):
        for line in self:
            cost = line.product_id.with_company(line.revision_id.company_id).standard_price
            line.cost = line.revision_id._to_own_money(cost)

    @api.depends("product_id", "min_quantity")
    def _compute_new_price(self):
        for line in self:
            line.new_price = line.old_price

    @api.depends("old_price", "new_price", "sold_quantity")
    def _compute_change(self):
        for line in self:
            line.change = line.new_price - line.old_price
            line.change_percent = 100 * line.change / line.old_price if line.old_price else 0.0
            line.month_effect = line.change * line.sold_quantity

    @api.depends("old_price", "new_price", "cost", "net_share")
    def _compute_margins(self):
        for line in self:
            line.old_margin = line._get_margin(line.old_price)
            line.new_margin = line._get_margin(line.new_price)
            line.below_cost = bool(line.cost) and line.new_price * line.net_share < line.cost

    def _get_margin(self, price):
        net = price * self.net_share
        return 100 * (net - self.cost) / net if net and self.cost else 0.0

    @api.depends("new_price", "minimum_price", "change_percent", "revision_id.price_type_id.change_limit")
    def _compute_warnings(self):
        for line in self:
            limit = line.revision_id.price_type_id.change_limit
            line.below_minimum = line.new_price < line.minimum_price
            line.big_change = bool(limit) and abs(line.change_percent) > limit

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        self._check_kept_by_verbs(*vals_list)
        lines = super().create(vals_list)
        lines.revision_id._check_draft()
        return lines

    def write(self, vals):
        self._check_kept_by_verbs(vals)
        self.revision_id._check_draft()
        res = super().write(vals)
        if "revision_id" in vals:
            self.revision_id._check_draft()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if any(line.revision_id.state not in ("draft", "cancelled") for line in self):
            raise UserError(self.env._("Lines can be taken out of a draft only."))

    def _check_kept_by_verbs(self, *vals_list):
        if not self.env.su and {name for vals in vals_list for name in vals} & KEPT_BY_VERBS:
            raise AccessError(self.env._("What happened to a price is written by its publication."))

    # === BUSINESS METHODS === #

    def _is_answer(self, price):
        """Return whether a price told by the outside system answers this request.

        The former one told again does not: the export was formed before anybody looked at the request.
        """
        compare = self.revision_id.currency_id.compare_amounts
        return compare(price or 0.0, self.new_price) == 0 or compare(price or 0.0, self.old_price) != 0

    def _forget_publication(self):
        """Let lines that were withdrawn, or asked for in vain, be published like new ones."""
        kept = KEPT_BY_VERBS - {"state", "restores_rule"}
        # sudo: what happened to a price is closed to people; it is taken back with the revision
        lines = self.sudo().filtered(lambda line: line.state != "new")
        lines.write({"state": "new", **dict.fromkeys(kept, False)})

    def _refresh_facts(self):
        """Look up the prices, costs and sales of this moment again."""
        # sudo: facts are computed, not entered
        lines = self.sudo()
        lines._compute_facts()
        lines._compute_cost()
