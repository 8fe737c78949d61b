from urllib.parse import quote

from odoo import models

TOLD = ("address", "map_url", "contact", "phone", "comment", "note")  # of the person, on the stops of couriers


class ResPartner(models.Model):
    """Where a courier goes."""

    _inherit = "res.partner"

    def _get_delivery_address(self):
        """Return the address in a line, without the country."""
        self.ensure_one()
        return ", ".join(filter(None, (self.city, self.street, self.street2)))

    def _get_delivery_map_url(self):
        """Return a link to the map: to the point where it is known, else to the address."""
        self.ensure_one()
        if self.partner_latitude or self.partner_longitude:
            return f"https://yandex.ru/maps/?pt={self.partner_longitude},{self.partner_latitude}&z=17&l=map"
        address = self._get_delivery_address()
        return f"https://yandex.ru/maps/?text={quote(address)}" if address else False

    def _anonymize_related(self):
        """Override of torg_base: the stops of couriers have copies of where and who the person is."""
        super()._anonymize_related()
        self._get_personal_documents()[0].delivery_ids.write(dict.fromkeys(TOLD, False))
