from odoo import fields, models

ADMIN = "torg_base.group_integration_admin"


class TorgExchangeEndpoint(models.Model):
    """How the catalogue of a 1C base is taken."""

    _inherit = "torg.exchange.endpoint"

    onec_name_source = fields.Selection(
        [("name", "Short name"), ("full", "Full name for documents")], string="Name of products", default="name"
    )
    onec_root_category_id = fields.Many2one("product.category", "Category for groups of 1C")
    onec_create_units = fields.Boolean(
        "Create unknown units", default=True, help="Otherwise the unit is left alone until somebody matches it."
    )
    onec_match = fields.Selection(
        [
            ("none", "Nothing: every item is a new product"),
            ("article", "Article"),
            ("barcode", "Barcode"),
            ("both", "Article or barcode"),
        ],
        string="Find products already here by",
        required=True,
        default="none",
        help="Only when exactly one product answers; a person decides about the others. Names are never compared.",
    )
    onec_fuse_number = fields.Integer("Fuse, records", default=30)
    onec_fuse_percent = fields.Float(
        "Fuse, %",
        default=5.0,
        help="What the files of an export, or of a day without one, would archive, clear, take back or make zero waits "
        "for a person when it is more than both figures.",
    )
    onec_mapping_revision = fields.Integer(readonly=True, copy=False)
    onec_property_ids = fields.One2many("torg.onec.property", "endpoint_id", groups=ADMIN)
    onec_unit_ids = fields.One2many("torg.onec.unit", "endpoint_id", groups=ADMIN)

    def write(self, vals):
        """Override of torg_exchange to take items anew after a setting that shapes them has changed."""
        if vals.keys() & {"onec_name_source", "onec_create_units"}:
            self._note_mapping_changed()
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _note_mapping_changed(self):
        """What was applied under the mapping of yesterday is no longer taken for unchanged."""
        for endpoint in self:
            endpoint.onec_mapping_revision += 1

    def _is_over_fuse(self, number, total):
        """Return whether so many records of so many are too many to be taken away unasked."""
        return number > max(self.onec_fuse_number, total * self.onec_fuse_percent / 100)

    def action_open_onec_properties(self):
        """Open the mapping of properties and requisites of this base."""
        return self._open_mapping("torg_1c.torg_onec_property_action")

    def action_open_onec_units(self):
        """Open the units of this base."""
        return self._open_mapping("torg_1c.torg_onec_unit_action")

    def _open_mapping(self, xml_id):
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        return action | {"domain": [("endpoint_id", "in", self.ids)], "context": {"default_endpoint_id": self[:1].id}}
