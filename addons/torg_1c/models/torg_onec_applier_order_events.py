from odoo import models

from odoo.addons.torg_1c.tools.kinds import ORDER
from odoo.addons.torg_1c.tools.records import ABSENT


class TorgOnecApplier(models.AbstractModel):
    """Payments and shipments that come apart from their order wait until it is here."""

    _inherit = "torg.onec.applier"

    def _apply_orders(self, work, records):
        """Override of torg_1c to keep what names an order and is none."""
        events = [record for record in records if _is_event(record)]
        orders = [record for record in records if not _is_event(record)]
        super()._apply_orders(work, orders)
        find = self._find_parts(work.endpoint, records)
        known = [record for record in events if find(record)[0]]
        super()._apply_orders(work, known)
        for record in events:
            if record not in known:
                work.park(record, ORDER, (record.id, ""), self.env._("an order nobody knows yet"))
        work.linked[ORDER].update((record.id, "") for record in orders if record.id and find(record)[0])


def _is_event(record):
    return bool(record.id) and record.lines is record.number is record.number_1c is ABSENT
