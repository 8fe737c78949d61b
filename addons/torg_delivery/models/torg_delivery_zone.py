from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.torg_delivery.tools import zones
from odoo.addons.torg_stock.tools.geo import distance_km


class TorgDeliveryZone(models.Model):
    """A part of the map with a price of its own. The first zone that takes an address decides."""

    _name = "torg.delivery.zone"
    _description = "Delivery Zone"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    store_ids = fields.Many2many("stock.warehouse", string="Stores", help="Goods of which stores; empty: of all.")
    cities = fields.Text(help="One in a line or between commas: the city of the address.")
    zip_prefixes = fields.Text("Postal codes", help="How the postal codes begin: 1886, 190…")
    districts = fields.Text(help="Words of the address: a district, a settlement, a street.")
    radius = fields.Float("Radius, km", help="As the crow flies from the store, when coordinates are known; 0: none.")
    price_ids = fields.One2many("torg.delivery.price", "zone_id", "Prices")

    _radius_positive = models.Constraint("CHECK(radius >= 0)", "A radius is zero or more.")

    @api.constrains("cities", "zip_prefixes", "districts", "radius")
    def _check_takes_something(self):
        for zone in self:
            if not (zone.cities or zone.zip_prefixes or zone.districts or zone.radius):
                raise ValidationError(self.env._("“%(zone)s”: say which addresses belong to the zone.", zone=zone.name))

    # === BUSINESS METHODS === #

    def _find_for(self, partner, store):
        """Return the first of these zones, in their order, that takes the address; an empty one when none does."""
        address = zones.Address(
            city=partner.city or "",
            zip=partner.zip or "",
            text=", ".join(filter(None, (partner.city, partner.street, partner.street2))),
            distance=distance_km(
                (store.latitude, store.longitude), (partner.partner_latitude, partner.partner_longitude)
            ),
        )
        pure = [zone._as_zone() for zone in self.sorted(lambda zone: (zone.sequence, zone.id))]
        found = zones.find_zone(pure, address, store.id)
        return self.browse(found.id if found else ())

    def _as_zone(self):
        return zones.Zone(
            id=self.id,
            stores=frozenset(self.store_ids.ids),
            cities=zones.split_words(self.cities),
            zips=zones.split_words(self.zip_prefixes),
            districts=zones.split_words(self.districts),
            radius=self.radius,
        )
