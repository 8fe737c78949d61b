from odoo import api, fields, models

from odoo.addons.torg_1c.tools.odata.names import STREAMS, WANTS

TITLES = [
    ("item", "Items and groups"),
    ("characteristic", "Characteristics"),
    ("item_kind", "Kinds of items"),
    ("unit", "Units"),
    ("barcode", "Barcodes"),
    ("vat", "VAT rates"),
    ("manufacturer", "Manufacturers"),
    ("brand", "Brands"),
    ("country", "Countries"),
    ("property", "Properties"),
    ("property_value", "Values of properties"),
    ("price_type", "Price types"),
    ("price", "Prices"),
    ("currency", "Currencies"),
    ("price_document", "Documents of prices"),
    ("warehouse", "Warehouses"),
    ("stock", "Stock"),
    ("partner", "Partners"),
    ("company", "Companies"),
    ("contact_kind", "Kinds of contact information"),
    ("person", "People of partners"),
    ("bank_account", "Bank accounts"),
    ("bank", "Banks"),
    ("contract", "Contracts"),
    ("agreement", "Agreements"),
    ("balance", "Balances"),
    ("analytics", "Keys of settlements"),
    ("order", "Orders"),
    ("order_status", "Statuses of orders"),
    ("organisation", "Organisations"),
    ("bank_payment", "Payments by bank"),
    ("cash_payment", "Payments in cash"),
    ("shipment", "Shipments"),
    ("goods_back", "Returns of goods"),
    ("retail_report", "Retail sales of stores"),
]


class TorgOnecOdataConnectLine(models.TransientModel):
    """One thing the streams need: the table it was found in, and what that table lacks."""

    _name = "torg.onec.odata.connect.line"
    _description = "Table of 1C found for a connection"
    _order = "sequence, id"

    connect_id = fields.Many2one("torg.onec.odata.connect", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer()
    code = fields.Selection(TITLES, "What", required=True, readonly=True)
    stream = fields.Char(readonly=True)
    table = fields.Char("Found in", readonly=True)
    chosen = fields.Char("Table in 1C", help="Write another name here, or nothing to leave it out, and test again.")
    lacks = fields.Char("Fields that are missing", readonly=True)
    state = fields.Selection(
        [("found", "Found"), ("missing", "Not there"), ("needed", "Needed, not there")], readonly=True
    )

    @api.model
    def _prepare_lines(self, profile):
        """Return the values of all lines, the needed things of each stream first."""
        return [self._prepare_line(profile, place, code) for place, code in enumerate(_in_order())]

    @api.model
    def _prepare_line(self, profile, place, code):
        found, want = profile.get(code), WANTS[code]
        table = found.table if found else False
        lacks = [row.names[0] for row in profile.missing if row.code == code and row.field] if found else []
        state = "found" if found else "needed" if want.required else "missing"
        return {
            "sequence": place,
            "code": code,
            "stream": self._get_stream_name(want.stream),
            "table": table,
            "chosen": table,
            "lacks": ", ".join(lacks),
            "state": state,
        }

    @api.model
    def _get_streams(self):
        return STREAMS

    @api.model
    def _get_stream_name(self, stream):
        return dict(self.env["torg.onec.schedule"]._fields["topic"]._description_selection(self.env))[stream]

    @api.model
    def _get_title(self, code):
        """Return what people call the thing."""
        return dict(self._fields["code"]._description_selection(self.env))[code]


def _in_order():
    return sorted(WANTS, key=lambda code: (STREAMS.index(WANTS[code].stream), not WANTS[code].required))
