import csv

from odoo import api, models
from odoo.tools import file_open


class ResCountryState(models.Model):
    _inherit = "res.country.state"

    @api.model
    def _get_ru_regions_to_name(self):
        """Return {region: Russian name} for the regions that still have core's English name."""
        with file_open("torg_ru/data/template/res.country.state-ru.csv") as csv_file:
            names = {row["code"]: (row["name"], row["name@ru"]) for row in csv.DictReader(csv_file)}
        regions = self.search([("country_id", "=", self.env.ref("base.ru").id), ("code", "in", list(names))])
        return {region: names[region.code][1] for region in regions if region.name == names[region.code][0]}

    @api.model
    def _name_ru_regions(self):
        for region, name in self._get_ru_regions_to_name().items():
            region.name = name

    @api.model
    def _restore_ru_region_names(self):
        """Name the regions again after an update of base, which writes the English names back."""
        if self.env["res.company"].search_count([("partner_id.country_id.code", "=", "RU")], limit=1):
            self._name_ru_regions()
