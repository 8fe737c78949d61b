from odoo import fields, models
from odoo.tools import SQL


class TorgSupplyReceipt(models.Model):
    """What a supplier has brought: when it was promised and when it came, how much, for how much.

    A view of done receipts: SQL, since it is a report over years of movements. Late by days of the company's clock.
    """

    _name = "torg.supply.receipt"
    _description = "Receipt from a supplier"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"

    date = fields.Datetime("Came", readonly=True)
    promised_date = fields.Datetime("Promised", readonly=True)
    partner_id = fields.Many2one("res.partner", "Supplier", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", "Category", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", "Store", readonly=True)
    picking_id = fields.Many2one("stock.picking", "Receipt", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    quantity = fields.Float(digits="Product Unit", readonly=True)
    amount = fields.Monetary(readonly=True, help="As the stock was valued when the goods came.")
    price = fields.Monetary(readonly=True, aggregator="avg", help="Of a unit; empty when it was not valued.")
    days_late = fields.Float(readonly=True, aggregator="avg", digits=(16, 1))
    late_share = fields.Float("Late, share", readonly=True, aggregator="avg", digits=(16, 2))

    @property
    def _table_query(self):
        return SQL(
            """SELECT move.id, move.date, promised.at AS promised_date, partner.commercial_partner_id AS partner_id,
                      move.product_id, template.categ_id, target.warehouse_id, move.picking_id, move.company_id,
                      done.quantity, NULLIF(move.value, 0) AS amount,
                      NULLIF(move.value, 0) / NULLIF(done.quantity, 0) AS price,
                      GREATEST(came.day - promise.day, 0)::float AS days_late,
                      (came.day > promise.day)::int::float AS late_share
                 FROM stock_move move
                 JOIN stock_location source ON source.id = move.location_id AND source.usage = 'supplier'
                 JOIN stock_location target ON target.id = move.location_dest_id AND target.usage = 'internal'
                 JOIN res_company company ON company.id = move.company_id
                 JOIN stock_picking picking ON picking.id = move.picking_id
                 JOIN res_partner partner ON partner.id = picking.partner_id
                 JOIN product_product product ON product.id = move.product_id
                 JOIN product_template template ON template.id = product.product_tmpl_id
                 JOIN uom_uom unit ON unit.id = move.product_uom
                 JOIN uom_uom own ON own.id = template.uom_id
                CROSS JOIN LATERAL (
                    SELECT COALESCE(move.date_deadline, picking.scheduled_date, move.date) AS at) promised
                CROSS JOIN LATERAL (
                    SELECT (promised.at AT TIME ZONE 'UTC' AT TIME ZONE company.trade_tz)::date AS day) promise
                CROSS JOIN LATERAL (
                    SELECT (move.date AT TIME ZONE 'UTC' AT TIME ZONE company.trade_tz)::date AS day) came
                CROSS JOIN LATERAL (
                    SELECT move.quantity * unit.factor / own.factor AS quantity) done
                WHERE move.state = 'done'"""
        )
