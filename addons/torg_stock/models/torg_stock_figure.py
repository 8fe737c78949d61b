from odoo import api, fields, models


class LooseMany2one(fields.Many2one):
    """A reference that the database does not check: half of the time of a load would go into looking them up.

    Loads check the products themselves, who deletes a product deletes its figures, and a store that has a history
    cannot be deleted.
    """

    def update_db_foreign_key(self, model, column):
        """Override to make no foreign key."""


BASES = [("free", "Free"), ("reserves", "On hand and reserved"), ("on_hand", "On hand only")]


class TorgStockFigure(models.Model):
    """The fact about stock that another system keeps: what it said last about a product in a store.

    Quants of such a store are only a projection of it, see `_project` of the store. Written by loads alone.
    """

    _name = "torg.stock.figure"
    _description = "Stock figure of another system"
    _log_access = False
    _rec_name = "product_id"
    _order = "product_id, warehouse_id"

    product_id = LooseMany2one("product.product", required=True, readonly=True, ondelete="cascade")
    warehouse_id = LooseMany2one("stock.warehouse", "Store", required=True, readonly=True, ondelete="cascade")
    basis = fields.Selection(BASES, "It Tells", required=True, readonly=True)
    on_hand = fields.Float(readonly=True, digits="Product Unit")
    reserved = fields.Float(readonly=True, digits="Product Unit", help="By all its documents, ours among them.")
    frozen = fields.Float(readonly=True, digits="Product Unit", help="There, but not for sale.")
    free = fields.Float(
        readonly=True, digits="Product Unit", help="As it was told, or on hand less what is reserved and frozen."
    )
    formed_at = fields.Datetime(
        "As of", readonly=True, help="Empty: nothing was told yet, this is what Odoo had when it handed the store over."
    )
    load_id = LooseMany2one("torg.stock.load", readonly=True, ondelete="set null")
    endpoint_id = fields.Many2one(related="load_id.endpoint_id")
    message_id = fields.Many2one(related="load_id.message_id")
    company_id = fields.Many2one(related="warehouse_id.company_id")

    _pair_unique = models.UniqueIndex("(warehouse_id, product_id)")

    def init(self):
        """Leave room for changed figures beside the old ones: they change in place, without touching the index."""
        # sql: a property of the table that the ORM does not know
        self.env.cr.execute("ALTER TABLE torg_stock_figure SET (fillfactor = 75)")

    @api.depends("product_id", "warehouse_id")
    def _compute_display_name(self):
        for figure in self:
            figure.display_name = f"{figure.product_id.display_name}, {figure.warehouse_id.name}"
