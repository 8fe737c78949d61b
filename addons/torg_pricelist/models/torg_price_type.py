from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class TorgPriceType(models.Model):
    """A kind of price the company keeps: retail, wholesale, a dealer's own. One price list carries it."""

    _name = "torg.price.type"
    _description = "Price type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short stable name, used in files and exchanges.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    pricelist_id = fields.Many2one("product.pricelist", string="Price List", required=True, ondelete="restrict")
    company_id = fields.Many2one(related="pricelist_id.company_id", store=True)
    currency_id = fields.Many2one(related="pricelist_id.currency_id")
    owner = fields.Selection(
        [("here", "Torg"), ("external", "Outside system")],
        string="Kept by",
        required=True,
        default="here",
        help="Who decides about these prices. Prices kept outside change only when the outside system says so.",
    )
    is_retail = fields.Boolean(
        string="Retail",
        help="The price for everybody. It owns the list price on the card of a product and stands first for customers "
        "without a price list of their own.",
    )
    change_limit = fields.Float(
        string="Suspicious Change, %", default=30.0, help="A greater change of a price is marked for a second look."
    )
    turn = fields.Integer(default=0, readonly=True, copy=False, export_string_translation=False)
    revision_count = fields.Integer(compute="_compute_revision_count")

    _code_unique = models.UniqueIndex("(code)", "There is already a price type with this code.")
    _pricelist_unique = models.UniqueIndex("(pricelist_id)", "This price list already carries another price type.")

    def _compute_revision_count(self):
        groups = self.env["torg.price.revision"]._read_group(
            [("price_type_id", "in", self.ids)], ["price_type_id"], ["__count"]
        )
        counts = {price_type.id: count for price_type, count in groups}
        for price_type in self:
            price_type.revision_count = counts.get(price_type.id, 0)

    @api.constrains("is_retail", "active", "pricelist_id")
    def _check_is_retail(self):
        """In Python: while a retail type hands over to another, the database would see both for a moment."""
        for price_type in self.filtered(lambda price_type: price_type.is_retail and price_type.active):
            domain = [("is_retail", "=", True), ("company_id", "=", price_type.company_id.id)]
            if self.search_count([*domain, ("id", "!=", price_type.id)]):
                raise ValidationError(self.env._("The company already has a retail price type."))

    @api.model_create_multi
    def create(self, vals_list):
        price_types = super().create(vals_list)
        price_types._put_retail_first()
        return price_types

    def write(self, vals):
        res = super().write(vals)
        if vals.get("is_retail") or "pricelist_id" in vals:
            self._put_retail_first()
        return res

    def action_open_revisions(self):
        """Open the revisions of this type."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_price_revision_action")
        context = {"default_price_type_id": self.id}
        return action | {"domain": [("price_type_id", "=", self.id)], "context": context}

    # === BUSINESS METHODS === #

    def _put_retail_first(self):
        """Core gives a customer without a price list the first one."""
        for price_type in self.filtered("is_retail"):
            others = self.env["product.pricelist"].search([("id", "!=", price_type.pricelist_id.id)])
            price_type.pricelist_id.sequence = min([*others.mapped("sequence"), 1]) - 1

    def _take_turn(self):
        """Let one publication at a time change the prices of this type.

        The row is written, not only locked: whoever waited for it must start again with a fresh view of the prices
        (the database refuses him, the job or the request is run again).
        """
        self.ensure_one()
        # sql: the increment itself is the lock
        self.env.cr.execute(SQL("UPDATE torg_price_type SET turn = turn + 1 WHERE id = %s", self.id))
        self.invalidate_recordset(["turn"])
