from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.torg_pricelist.const import COST
from odoo.addons.torg_pricelist.tools.rounding import change_price

ROUNDING_NAMES = [
    ("kopeck", "To kopecks"),
    ("half", "To 0.50"),
    ("rouble", "To 1"),
    ("five", "To 5"),
    ("ten", "To 10"),
    ("nine", "To end in 9"),
    ("ninety", "To end in .90"),
    ("ninety_nine", "To end in 99"),
]


class TorgPriceFill(models.TransientModel):
    """Fills a draft revision by a rule: which goods, counted from what, changed how, rounded how."""

    _name = "torg.price.fill"
    _description = "Fill a price revision by a rule"

    revision_id = fields.Many2one("torg.price.revision", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="revision_id.currency_id")
    scope = fields.Selection(
        [("category", "Category"), ("tag", "Tag"), ("products", "Chosen products"), ("all", "All products")],
        default="category",
        required=True,
        string="Which Goods",
    )
    category_ids = fields.Many2many("product.category", string="Categories", help="With all categories below them.")
    tag_ids = fields.Many2many("product.tag", string="Tags")
    product_ids = fields.Many2many("product.product", string="Products")
    base = fields.Selection(selection="_get_bases", default="current", required=True, string="Counted From")
    pricelist_id = fields.Many2one("product.pricelist", string="Price List")
    percent = fields.Float(string="Change, %", digits=(16, 2))
    surcharge = fields.Monetary(string="Plus")
    rounding = fields.Selection(ROUNDING_NAMES, default="kopeck", required=True)
    mode = fields.Selection(
        [("nearest", "To the nearest"), ("up", "Up"), ("down", "Down")], default="nearest", required=True
    )
    only_changed = fields.Boolean(default=True, help="Prices that stay as they are get no line.")
    product_count = fields.Integer(compute="_compute_product_count")
    example = fields.Char(compute="_compute_example")

    def _get_bases(self):
        bases = [
            ("current", self.env._("The price now")),
            ("pricelist", self.env._("Another price list")),
            ("list_price", self.env._("The list price")),
        ]
        if self.env.user.has_group(COST):
            bases.append(("cost", self.env._("The cost")))
        return bases

    @api.depends("scope", "category_ids", "tag_ids", "product_ids")
    def _compute_product_count(self):
        for wizard in self:
            wizard.product_count = self.env["product.product"].search_count(list(wizard._get_domain()))

    @api.depends("percent", "surcharge", "rounding", "mode")
    def _compute_example(self):
        for wizard in self:
            prices = (87.4, 1234.56)
            wizard.example = " · ".join(f"{price} → {wizard._change(price):.2f}" for price in prices).replace(".", ",")

    def _change(self, price):
        return change_price(price, self.percent, self.surcharge, self.rounding, self.mode)

    def action_fill(self):
        """Fill the revision and go back to it."""
        self.ensure_one()
        if self.base == "cost" and not self.env.user.has_group(COST):
            raise AccessError(self.env._("You may not see the cost."))
        if self.base == "pricelist" and not self.pricelist_id:
            raise UserError(self.env._("Choose the price list to count from."))
        if not self.product_count:
            raise UserError(self.env._("No goods are chosen."))
        self.revision_id._fill_by_rule(self._prepare_rule())
        return self.revision_id.action_open()

    def _prepare_rule(self):
        return {
            "domain": list(self._get_domain()),
            "base": self.base,
            "pricelist_id": self.pricelist_id.id,
            "percent": self.percent,
            "surcharge": self.surcharge,
            "rounding": self.rounding,
            "mode": self.mode,
            "only_changed": self.only_changed,
        }

    def _get_domain(self):
        company = self.revision_id.company_id or self.env.company
        domain = Domain("sale_ok", "=", True) & Domain("company_id", "in", [False, company.id])
        if self.scope == "category":
            return domain & Domain("categ_id", "child_of", self.category_ids.ids)
        if self.scope == "tag":
            return domain & Domain("all_product_tag_ids", "in", self.tag_ids.ids)
        if self.scope == "products":
            return domain & Domain("id", "in", self.product_ids.ids)
        return domain
