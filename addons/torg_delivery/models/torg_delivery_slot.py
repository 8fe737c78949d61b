from odoo import fields, models
from odoo.tools import SQL


class TorgDeliverySlot(models.Model):
    """A row per interval and day: changed by whoever takes a place there.

    Two at once who want the last place: the database lets one go on, the other's request is repeated, counts again and
    hears that the interval is full.
    """

    _name = "torg.delivery.slot"
    _description = "Lock of a Delivery Interval on a Day"
    _log_access = False

    interval_id = fields.Many2one("torg.delivery.interval", required=True, readonly=True, ondelete="cascade")
    date = fields.Date(required=True, readonly=True)
    changes = fields.Integer(readonly=True, help="How often somebody took a place here: it only grows.")

    _slot_unique = models.UniqueIndex("(interval_id, date)")

    def _lock(self, interval, date):
        """Lock an interval of a day until the end of the transaction: what is taken must be counted after it."""
        # sql: insert or change in one step, which the ORM does not know
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_delivery_slot (interval_id, date, changes) VALUES (%s, %s, 1)
                   ON CONFLICT (interval_id, date) DO UPDATE SET changes = torg_delivery_slot.changes + 1""",
                interval.id,
                date,
            ),
            log_exceptions=False,  # who came second is let in again by the server: that is no error
        )
