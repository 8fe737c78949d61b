from odoo import fields, models

ADMIN = "torg_base.group_integration_admin"


class TorgExchangeEndpoint(models.Model):
    """How a 1C base tells prices and stock."""

    _inherit = "torg.exchange.endpoint"

    onec_create_price_lists = fields.Boolean(
        "Make Price Lists by Itself",
        help="A kind of prices that 1C tells for the first time becomes a price list kept by 1C.",
    )
    onec_zero_price = fields.Selection(
        [("none", "There is no price"), ("zero", "It costs nothing")],
        "A Price of Zero Means",
        default="none",
        help="1C often clears a price by setting it to zero.",
    )
    onec_create_stores = fields.Boolean(
        "Open Stores by Itself",
        help="A warehouse that 1C tells for the first time becomes a store whose stock 1C keeps.",
    )
    onec_stock_kind = fields.Selection(
        [("free", "Free"), ("on_hand", "On hand")],
        "Stock in the Message",
        default="free",
        help="Free: 1C has already taken off what it reserves. On hand: all that lies in the warehouse.",
    )
    onec_default_store_id = fields.Many2one(
        "stock.warehouse",
        "Store of Totals",
        ondelete="set null",
        help="The store that quantities told without a warehouse are about.",
    )
    onec_price_type_ids = fields.One2many("torg.onec.price.type", "endpoint_id", groups=ADMIN)
    onec_warehouse_ids = fields.One2many("torg.onec.warehouse", "endpoint_id", groups=ADMIN)
    onec_unmapped_price_count = fields.Integer("Price Types Not Mapped", compute="_compute_onec_unmapped", groups=ADMIN)
    onec_unmapped_store_count = fields.Integer("Warehouses Not Mapped", compute="_compute_onec_unmapped", groups=ADMIN)

    def _compute_onec_unmapped(self):
        for endpoint in self:
            types, stores = endpoint.onec_price_type_ids, endpoint.onec_warehouse_ids
            endpoint.onec_unmapped_price_count = len(types.filtered(lambda mapping: not mapping.is_mapped))
            endpoint.onec_unmapped_store_count = len(stores.filtered(lambda mapping: not mapping.is_mapped))

    # === ACTIONS === #

    def action_open_onec_price_types(self):
        """Open what the price types of these bases are here."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_1c.torg_onec_price_type_action")
        return action | {"domain": [("endpoint_id", "in", self.ids)]}

    def action_open_onec_warehouses(self):
        """Open what the warehouses of these bases are here."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_1c.torg_onec_warehouse_action")
        return action | {"domain": [("endpoint_id", "in", self.ids)]}
