from odoo import fields, models
from odoo.tools import SQL


class TorgHandoutTurn(models.Model):
    """A row per company, changed by whoever hands out its orders: two at once would see the same loads.

    Why a row and not an advisory lock: see torg.stock.lock.
    """

    _name = "torg.handout.turn"
    _description = "Turn of Handing out Orders"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    turns = fields.Integer(readonly=True)

    _company_unique = models.UniqueIndex("(company_id)")

    def _begin(self, company):
        """Be the only one who hands out orders of this company until the end of the transaction.

        Raises a serialization failure when another has done so since this transaction began: it must look again.
        """
        # sql: the ORM has no upsert
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_handout_turn (company_id, turns) VALUES (%s, 1)
                   ON CONFLICT (company_id) DO UPDATE SET turns = torg_handout_turn.turns + 1""",
                company.id,
            ),
            log_exceptions=False,  # who came second is let in again by the server: that is no error
        )
