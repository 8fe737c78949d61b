from odoo import api, fields, models

from odoo.addons.torg_stock.tools.geo import distance_km


class StockWarehouse(models.Model):
    """A store is a warehouse: a place that keeps goods, sells them and hands them out."""

    _inherit = "stock.warehouse"

    phone = fields.Char(help="Number the customers call.")
    address = fields.Char(compute="_compute_address", string="Address in One Line")
    region_id = fields.Many2one(
        "res.country.state", compute="_compute_region_id", store=True, readonly=False, index="btree_not_null"
    )
    latitude = fields.Float(digits=(10, 7), compute="_compute_coordinates", store=True, readonly=False)
    longitude = fields.Float(digits=(10, 7), compute="_compute_coordinates", store=True, readonly=False)
    map_url = fields.Char(compute="_compute_map_url", string="Map")
    pickup_allowed = fields.Boolean("Pickup", help="Customers may collect their orders here.")
    staff_ids = fields.Many2many(
        "res.users",
        "torg_store_user_rel",
        "warehouse_id",
        "user_id",
        domain=[("share", "=", False)],
        help="Employees who work in this store.",
    )
    stock_keeper = fields.Selection(
        [("odoo", "Odoo"), ("external", "1C")],
        string="Stock Is Kept by",
        required=True,
        default="odoo",
        help="Who decides how much there is. Where 1C keeps the stock, Odoo shows its figures and refuses receipts, "
        "counts, scrap and transfers by hand. What is there when the keeper changes stays until the next figures.",
    )
    shortage_policy = fields.Selection(
        [("refuse", "Refuse"), ("accept", "Accept with a shortage mark")],
        required=True,
        default="refuse",
        help="What happens when more is asked for than is free.",
    )

    _check_coordinates = models.Constraint(
        "CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)",
        "Latitude is between −90 and 90 degrees, longitude between −180 and 180.",
    )

    @api.depends("partner_id.street", "partner_id.city", "partner_id.zip", "company_id.partner_id")
    def _compute_address(self):
        for store in self:
            address = store._get_own_address()
            store.address = ", ".join(filter(None, (address.city, address.street, address.street2)))

    @api.depends("partner_id.state_id", "company_id.partner_id")
    def _compute_region_id(self):
        for store in self:
            store.region_id = store._get_own_address().state_id or store.region_id

    @api.depends("partner_id.partner_latitude", "partner_id.partner_longitude", "company_id.partner_id")
    def _compute_coordinates(self):
        for store in self:
            address = store._get_own_address()
            store.latitude = address.partner_latitude or store.latitude
            store.longitude = address.partner_longitude or store.longitude

    @api.depends("latitude", "longitude")
    def _compute_map_url(self):
        for store in self:
            known = store.latitude or store.longitude
            store.map_url = known and f"https://yandex.ru/maps/?pt={store.longitude},{store.latitude}&z=17&l=map"

    # === ACTIONS === #

    def action_open_stock(self):
        """Open what these stores have."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_base.stock_quant_action")
        return action | {"domain": [("location_id.warehouse_id", "in", self.ids)]}

    # === BUSINESS METHODS === #

    def _get_own_address(self):
        """Return the address of the store, empty when core put the company's own there for want of a better one."""
        self.ensure_one()
        return self.partner_id if self.partner_id != self.company_id.partner_id else self.env["res.partner"]

    def _get_distance_km(self, other):
        """Return kilometres to another store, None when the coordinates of one of them are not known."""
        self.ensure_one()
        return distance_km((self.latitude, self.longitude), (other.latitude, other.longitude))
