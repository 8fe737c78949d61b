from odoo import fields, models


class TorgOrderInquiry(models.Model):
    """One word of a customer that came without goods: a call back, a letter. Several may share one request."""

    _name = "torg.order.inquiry"
    _description = "Customer's Inquiry"
    _order = "id desc"
    _rec_name = "text"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    date = fields.Datetime(required=True, readonly=True, default=lambda self: fields.Datetime.now())
    source_id = fields.Many2one("utm.source", required=True, readonly=True, ondelete="restrict")
    phone = fields.Char(readonly=True)
    email = fields.Char(readonly=True)
    text = fields.Text(readonly=True)
    external_id = fields.Char("Number in the source", readonly=True)

    _external_unique = models.UniqueIndex(
        "(source_id, external_id) WHERE external_id IS NOT NULL", "This inquiry has come already."
    )
