from odoo import fields, models
from odoo.tools import SQL


class TorgStageTime(models.Model):
    """How long orders stood in their stages, from the journal alone: a row per stay that is over.

    The manager is who had the order when it left the stage; hours are those of the clock.
    """

    _name = "torg.stage.time"
    _inherit = ["torg.order.row"]
    _description = "Time in Stages"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", readonly=True)
    date = fields.Datetime("Left the stage", readonly=True)
    stage_id = fields.Many2one("sale.order.stage", readonly=True)
    next_stage_id = fields.Many2one("sale.order.stage", "Went to", readonly=True)
    user_id = fields.Many2one("res.users", "Manager", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    store_id = fields.Many2one("stock.warehouse", readonly=True)
    order_type_id = fields.Many2one("torg.order.type", "Order type", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    hours = fields.Float("Hours on average", readonly=True, aggregator="avg")
    overdue = fields.Integer("Times overdue", readonly=True, help="Stays that lasted longer than the time limit.")

    @property
    def _table_query(self):
        """SQL: a report over hundreds of thousands of rows, and the manager is the last change before each of them."""
        return SQL(
            """SELECT journal.id, journal.order_id, journal.date, journal.stage_from_id AS stage_id,
                      journal.stage_to_id AS next_stage_id, journal.stage_seconds / 3600 AS hours,
                      (journal.was_overdue IS TRUE)::int AS overdue,
                      COALESCE(journal.user_from_id, change.user_id, sale.user_id) AS user_id,
                      COALESCE(journal.store_from_id, sale.warehouse_id) AS store_id,
                      sale.team_id, sale.order_type_id, sale.company_id
                 FROM torg_order_journal journal
                 JOIN sale_order sale ON sale.id = journal.order_id
                 LEFT JOIN LATERAL (
                      SELECT before.user_to_id AS user_id
                        FROM torg_order_journal before
                       WHERE before.order_id = journal.order_id AND before.id < journal.id
                         AND (before.user_to_id IS NOT NULL OR before.user_from_id IS NOT NULL)
                       ORDER BY before.id DESC LIMIT 1
                 ) change ON TRUE
                WHERE journal.stage_from_id IS NOT NULL AND journal.stage_to_id IS NOT NULL"""
        )
