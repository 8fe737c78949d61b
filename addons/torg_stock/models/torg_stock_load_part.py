from odoo import fields, models


class TorgStockLoadPart(models.Model):
    """What a chunk of a full message has told about, until the message ends and the rest is known to be left out.

    A row a chunk and not a list in the load: it would be written anew with each chunk, longer and longer.
    """

    _name = "torg.stock.load.part"
    _description = "Goods told about by a load under way"
    _log_access = False

    load_id = fields.Many2one("torg.stock.load", required=True, readonly=True, ondelete="cascade", index=True)
    store_id = fields.Integer(required=True, readonly=True)
    product_ids = fields.Text(required=True, readonly=True, help="Separated by commas: it is read and written quickly.")
