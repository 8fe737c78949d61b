from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import ORDER
from odoo.addons.torg_1c.tools.records import OrderRec, filled


class TorgOnecApplier(models.AbstractModel):
    """Payments, shipments and returns that come apart from their order wait until it is here."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override of torg_1c to apply what happens to orders."""
        return super()._get_handlers() | {"OrderEventRec": "_apply_order_events"}

    def _apply_orders(self, work, records):
        """Override of torg_1c to tell those who wait for an order that it is here."""
        super()._apply_orders(work, records)
        find = self._find_parts(work.endpoint, records)
        work.linked[ORDER].update((record.id, "") for record in records if record.id and find(record)[0])

    def _apply_order_events(self, work, records):
        """Apply payments, shipments and returns as answers about their orders."""
        orders = {
            record: OrderRec(
                record.order_id,
                payments=record.payments,
                shipments=record.shipments,
                children=(*filled(record.shipped, ()), *filled(record.returns, ())),
            )
            for record in records
        }
        find = self._find_parts(work.endpoint, list(orders.values()))
        self._apply_orders(work, [order for order in orders.values() if find(order)[0]])
        for record, order in orders.items():
            if not find(order)[0]:
                work.park(record, ORDER, (record.order_id, ""), self.env._("an order nobody knows yet"))
