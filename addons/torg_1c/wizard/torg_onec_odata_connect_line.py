from odoo import api, fields, models

from odoo.addons.torg_1c.tools.odata.names import STREAMS, WANTS


class TorgOnecOdataConnectLine(models.TransientModel):
    """One thing the streams need: the table it was found in, and what that table lacks."""

    _name = "torg.onec.odata.connect.line"
    _description = "Table of 1C found for a connection"
    _order = "sequence, id"

    connect_id = fields.Many2one("torg.onec.odata.connect", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer()
    code = fields.Char(required=True, readonly=True)
    title = fields.Char("What", readonly=True)
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
            "title": self._get_title(code),
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
        return {
            "item": self.env._("Items and groups"),
            "characteristic": self.env._("Characteristics"),
            "item_kind": self.env._("Kinds of items"),
            "unit": self.env._("Units"),
            "barcode": self.env._("Barcodes"),
            "vat": self.env._("VAT rates"),
            "manufacturer": self.env._("Manufacturers"),
            "brand": self.env._("Brands"),
            "country": self.env._("Countries"),
            "property": self.env._("Properties"),
            "property_value": self.env._("Values of properties"),
            "price_type": self.env._("Price types"),
            "price": self.env._("Prices"),
            "currency": self.env._("Currencies"),
            "price_document": self.env._("Documents of prices"),
            "warehouse": self.env._("Warehouses"),
            "stock": self.env._("Stock"),
            "partner": self.env._("Partners"),
            "company": self.env._("Companies"),
            "bank_account": self.env._("Bank accounts"),
            "bank": self.env._("Banks"),
            "contract": self.env._("Contracts"),
            "agreement": self.env._("Agreements"),
            "balance": self.env._("Balances"),
            "analytics": self.env._("Keys of settlements"),
            "order": self.env._("Orders"),
            "order_status": self.env._("Statuses of orders"),
            "organisation": self.env._("Organisations"),
            "bank_payment": self.env._("Payments by bank"),
            "cash_payment": self.env._("Payments in cash"),
            "shipment": self.env._("Shipments"),
        }[code]


def _in_order():
    return sorted(WANTS, key=lambda code: (STREAMS.index(WANTS[code].stream), not WANTS[code].required))
