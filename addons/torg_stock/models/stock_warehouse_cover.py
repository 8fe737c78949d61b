from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

OPEN = ("waiting", "confirmed", "partially_available", "assigned")
EPOCH = fields.Datetime.to_datetime("1970-01-01")


class StockWarehouse(models.Model):
    """What new figures of the keeper contain: movements it has reported, orders it has taken."""

    _inherit = "stock.warehouse"

    def _advance_figures(self, formed_at):
        """Take note that all figures of these stores are as of `formed_at`, and settle what that covers.

        A shipment is covered when the keeper reported it before, a reserve is counted when it took the order before.
        Shipments that it never reports are covered by silence: figures taken so many hours later contain them. Goods
        taken back are covered by the next figures, report or not: they would be there twice if those contained them.
        """
        previous = {store: store.figures_at or EPOCH for store in self}
        self.filtered(lambda store: formed_at > previous[store]).figures_at = formed_at
        for store in self._filter_moved(min(previous.values(), default=EPOCH)):
            moves = store._cover_moves() | store._get_newly_counted_moves(previous[store])
            pairs = {(product_id, store.id) for product_id in moves.product_id.ids}
            self.env["torg.stock.lock"]._spend(pairs)
            store._project(pairs)

    def _filter_moved(self, since):
        """Return the stores with moves that new figures could settle: most of the time there are few of them."""
        pending = Domain("keeper_pending", "=", True) & (
            Domain("location_id.warehouse_id", "in", self.ids) | Domain("location_dest_id.warehouse_id", "in", self.ids)
        )
        taken = Domain("keeper_accepted_at", ">", since) & Domain("state", "in", OPEN)
        taken &= Domain("location_id.warehouse_id", "in", self.ids)
        moves = self.env["stock.move"].search(pending) | self.env["stock.move"].search(taken)
        return self & (moves.location_id | moves.location_dest_id).warehouse_id

    def _get_unknown(self):
        """Return those of these stores whose keeper has told nothing yet, and which were handed over empty."""
        fresh = self.filtered(lambda store: store.stock_keeper == "external" and not store.figures_at)
        domain = [("warehouse_id", "in", fresh.ids), ("formed_at", "=", False)]
        adopted = self.env["torg.stock.figure"]._read_group(domain, ["warehouse_id"])
        return fresh - self.browse().concat(*(store for (store,) in adopted))

    def _cover_moves(self):
        """Let the movements go that the figures of this store contain, and return them."""
        here = Domain("location_id.warehouse_id", "=", self.id) | Domain("location_dest_id.warehouse_id", "=", self.id)
        known = Domain("keeper_reported_at", "<=", self.figures_at)
        if hours := self.company_id.figure_silence_hours:
            known |= Domain("date", "<=", self.figures_at - timedelta(hours=hours))
        known |= Domain("location_dest_id.warehouse_id", "=", self.id) & Domain("date", "<=", self.figures_at)
        moves = self.env["stock.move"].search(Domain("keeper_pending", "=", True) & here & known)
        moves.keeper_pending = False
        return moves

    def _get_newly_counted_moves(self, previous):
        """Return the moves that the keeper has taken since its `previous` figures and that are not settled yet."""
        return self.env["stock.move"].search(
            [
                ("location_id.warehouse_id", "=", self.id),
                ("keeper_accepted_at", ">", previous),
                ("keeper_accepted_at", "<=", self.figures_at),
                "|",
                ("keeper_pending", "=", True),
                ("state", "in", OPEN),
            ]
        )
