from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.torg_1c.tools.kinds import PRICE_TYPE


class TorgOnecPriceType(models.Model):
    """A kind of prices in 1C and what it is here: a price list, the cost of the goods, or nothing."""

    _name = "torg.onec.price.type"
    _description = "Price type of 1C"
    _inherit = ["torg.onec.mapping"]

    _link_kind = PRICE_TYPE
    _target_field = "price_type_id"
    _target_value = "price_type"

    currency_name = fields.Char("Currency in 1C", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True, help="Empty: the currency of the price list.")
    tax = fields.Selection(
        [("included", "In the price"), ("excluded", "On top of it")], "VAT", readonly=True, help="As 1C tells it."
    )
    target = fields.Selection(
        [
            ("unmapped", "Not mapped"),
            ("price_type", "Price list"),
            ("cost", "Cost of the product"),
            ("ignored", "Not wanted"),
        ],
        "Here It Is",
        required=True,
        compute="_compute_target",
        store=True,
        readonly=False,
        precompute=True,
    )
    price_type_id = fields.Many2one("torg.price.type", ondelete="restrict", index=True)
    owner = fields.Selection(related="price_type_id.owner", string="Kept by")

    _key_unique = models.UniqueIndex("(endpoint_id, external_id)")
    _price_type_unique = models.UniqueIndex(
        "(endpoint_id, price_type_id) WHERE price_type_id IS NOT NULL",
        "Another price type of this 1C base is this one already.",
    )

    @api.constrains("target", "price_type_id")
    def _check_price_type_id(self):
        for mapping in self:
            if (mapping.target == "price_type") != bool(mapping.price_type_id):
                raise ValidationError(
                    self.env._("“%(name)s”: say which price type it is here.", name=mapping.display_name)
                )

    # === ACTIONS === #

    def action_create_price_list(self):
        """Make a price list that 1C keeps, and map to it."""
        for mapping in self:
            if mapping.price_type_id:
                raise UserError(self.env._("“%(name)s” has its price list already.", name=mapping.display_name))
            mapping.write(mapping._create_price_list())
        return True

    def action_ignore(self):
        """These prices are not wanted here."""
        self.write({"target": "ignored", "price_type_id": False})
        return True

    # === BUSINESS METHODS === #

    def _prepare_mapping_vals(self, endpoint, external_id):
        vals = super()._prepare_mapping_vals(endpoint, external_id)
        known = self.env["torg.exchange.link"]._lookup(endpoint, PRICE_TYPE, [(external_id, "")])
        price_type = self.env["torg.price.type"].browse(known.get((external_id, ""))).exists()
        return vals | ({"target": "price_type", "price_type_id": price_type.id} if price_type else {})

    def _create_price_list(self):
        """Create the price list and its price type, kept by this 1C base; return the values that map to it."""
        # sudo: who maps price types need not be a director of prices; 1C keeps what is made here
        mapping = self.sudo()
        company = self.endpoint_id.company_id or self.env.company
        currency = mapping.currency_id or company.currency_id
        price_list = mapping.env["product.pricelist"].create(
            {"name": self.display_name, "currency_id": currency.id, "company_id": self.endpoint_id.company_id.id}
        )
        price_type = mapping.env["torg.price.type"].create(
            {
                "name": self.display_name,
                "code": f"{self.endpoint_id.code}:{self.external_id}",
                "pricelist_id": price_list.id,
                "owner": "external",
                "endpoint_id": self.endpoint_id.id,
            }
        )
        return {"target": "price_type", "price_type_id": price_type.id}
