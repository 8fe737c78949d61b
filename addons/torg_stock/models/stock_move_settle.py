from odoo import api, fields, models
from odoo.tools import SQL, split_every

from odoo.addons.torg_stock.tools.sql import as_array

from .stock_move import WAITING

BATCH = 200  # goods that one job settles: a second or two


class StockMove(models.Model):
    """What follows when a store has more or less than it had: waiting orders take, promised ones learn of a loss."""

    _inherit = "stock.move"

    lost_qty = fields.Float(
        "Lost",
        readonly=True,
        copy=False,
        digits="Product Unit",
        help="Reserved for this order, and not there any more: the store has less than it promised.",
    )

    @api.model
    def _settle_later(self, pairs):
        """Enqueue `_settle_stock` for those of `{(product id, store id)}` that somebody waits for or has lost."""
        concerned = sorted(self._find_concerned(pairs)) if pairs else []
        for batch in split_every(BATCH, concerned, list):
            # sudo: whoever brought the change, the queue does the work
            self.sudo().with_delay(
                channel="root.stock", description=f"Stock changed: {len(batch)} goods to settle"
            )._settle_stock(batch)

    def _find_concerned(self, pairs):
        """Return those of the pairs of which a move is short or reserves more than there is."""
        self.env.flush_all()
        # sql: a load asks for five thousand pairs, and only columns compared with each other tell
        concerned = self.env.execute_query(
            SQL(
                """SELECT DISTINCT move.product_id, place.warehouse_id
                     FROM stock_move move
                     JOIN stock_location place ON place.id = move.location_id
                    WHERE move.product_id = ANY(%s::int[]) AND place.warehouse_id = ANY(%s)
                      AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
                      AND (move.is_short OR EXISTS (
                           SELECT FROM stock_quant quant
                            WHERE quant.product_id = move.product_id AND quant.location_id = place.id
                              AND quant.reserved_quantity > COALESCE(quant.quantity, 0)))""",
                as_array({product_id for product_id, _store_id in pairs}),
                list({store_id for _product_id, store_id in pairs}),
            )
        )
        return pairs.intersection(concerned)

    @api.model
    def _settle_stock(self, pairs):
        """Job: let waiting moves take what has grown and mark those that reserve more than is left."""
        pairs = {tuple(pair) for pair in pairs}
        self.env["torg.stock.lock"]._lock(pairs)
        self._claim_accepted(pairs)
        self._assign_waiting(pairs)
        self._mark_lost(pairs)

    def _claim_accepted(self, pairs):
        """Reserve what waits here though the keeper has reserved it already: its free figure is less by that.

        The quants are raised by it and lowered again within the transaction, so nobody else gets hold of it.
        """
        counting = self._find_counting(pairs)
        waiting = self._search_open(pairs, WAITING).filtered(
            lambda move: move._is_accepted_in_figures() and move._get_pairs() & counting
        )
        extra = [
            (move.product_id.id, move.location_id.warehouse_id.id, quantity)
            for move in waiting
            if (quantity := move._get_missing_qty()) > 0
        ]
        if extra:
            claimed = {(product_id, store_id) for product_id, store_id, _quantity in extra}
            self.env["stock.warehouse"]._project(claimed, extra)
            waiting._action_assign()
            self._project_kept(claimed)

    def _is_accepted_in_figures(self):
        """Return whether the keeper had taken the order of the move when it formed its last figures."""
        self.ensure_one()
        store = self.location_id.warehouse_id
        accepted_at = store.stock_keeper == "external" and self.keeper_accepted_at
        return bool(accepted_at and store.figures_at and accepted_at <= store.figures_at)

    def _find_counting(self, pairs):
        """Return those of the pairs whose figure is less by what the keeper reserves."""
        products, stores = zip(*pairs, strict=True)
        figures = self.env["torg.stock.figure"].search(
            [("product_id", "in", products), ("warehouse_id", "in", stores), ("basis", "in", ("free", "reserves"))]
        )
        return pairs & {(figure.product_id.id, figure.warehouse_id.id) for figure in figures}

    def _mark_lost(self, pairs):
        """Write on the moves that reserve goods how much is not there: holds lose first, then the newest orders."""
        moves = self._search_open(pairs, (*WAITING, "assigned"))
        overdrawn = self._get_overdrawn(pairs)
        for move in moves.sorted(lambda move: (move.picking_type_id.code != "hold", -move.id)):
            pair = (move.product_id.id, move.location_id.warehouse_id.id)
            reserved = sum(move.move_line_ids.mapped("quantity_product_uom"))
            lost = min(overdrawn.get(pair, 0), reserved)
            if pair in overdrawn:
                overdrawn[pair] -= lost
            if move.lost_qty != lost:
                move.lost_qty = lost

    def _get_overdrawn(self, pairs):
        """Return `{(product id, store id): quantity}` of what is reserved and not there."""
        products = self.env["product.product"].browse(sorted({product_id for product_id, _store_id in pairs}))
        stores = self.env["stock.warehouse"].browse(sorted({store_id for _product_id, store_id in pairs}))
        found = products._get_point_availability(stores)
        free = {(product_id, store_id): found[product_id][store_id].free for product_id, store_id in pairs}
        return {pair: -quantity for pair, quantity in free.items() if quantity < 0}

    def _search_open(self, pairs, states):
        """Return the moves that take goods of `{(product id, store id)}`, the first served first."""
        products, stores = zip(*pairs, strict=True)
        moves = self.search(
            [
                ("state", "in", states),
                ("product_id", "in", products),
                ("location_id.warehouse_id", "in", stores),
            ],
            order="priority desc, date, id",
        )
        return moves.filtered(lambda move: move._get_pairs() & pairs)
