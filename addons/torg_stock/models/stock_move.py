from odoo import api, fields, models

from odoo.addons.torg_stock.whole import as_a_whole

WAITING = ("confirmed", "partially_available")
LATER = "torg_stock.orderpoints"  # in the context: a promise is being made; in the transaction: ids of its moves


class StockMove(models.Model):
    """The reservation verb: the only way to promise goods."""

    _inherit = "stock.move"

    is_short = fields.Boolean(
        "Shortage",
        compute="_compute_is_short",
        store=True,
        help="Promised to a customer, but the store does not have all of it.",
    )

    # Done moves grow for years, open ones do not: what is coming and what is held is asked at every keystroke.
    _open_index = models.Index(
        "(product_id) WHERE state IN ('waiting', 'confirmed', 'partially_available', 'assigned')"
    )

    @api.depends(
        *("state", "quantity", "product_uom_qty", "picking_type_id.code", "location_id", "product_id"),
        *("lost_qty", "reserve_owner"),
    )
    def _compute_is_short(self):
        for move in self:
            lost = move.lost_qty > 0 and move.state not in ("done", "cancel")
            move.is_short = lost or (move._is_promise() and move._get_missing_qty() > 0)

    def _action_done(self, cancel_backorder=False):
        """Override of stock: a hold is no shipment, whoever tries."""
        self.picking_id._check_not_held()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _action_assign(self, force_qty=False):
        """Override of stock: nobody reads what is free before it is locked, whichever way the reservation comes."""
        self.env["torg.stock.lock"]._lock(self._get_pairs())
        return super()._action_assign(force_qty=force_qty)

    @api.model
    def _assign_waiting(self, pairs):
        """Let the moves that wait for goods of `{(product id, store id)}` take what is free now, the oldest first."""
        if not pairs:
            return
        products, stores = zip(*pairs, strict=True)
        domain = [
            ("state", "in", WAITING),
            ("procure_method", "=", "make_to_stock"),
            ("picking_type_id.reservation_method", "=", "at_confirm"),
            ("product_id", "in", products),
            ("location_id.warehouse_id", "in", stores),
        ]
        # sudo: those who wait for goods are not asked whose goods they were
        waiting = self.sudo().search(domain, order="priority desc, date, id")
        waiting.filtered(lambda move: move._get_pairs() & pairs)._action_assign()

    # === BUSINESS METHODS === #

    def _promise(self, instead_of=None):
        """Reserve the goods of these moves and return the moves; draft ones are confirmed first.

        Where the store refuses shortages and something is missing, nothing is reserved at all and StockRefusal tells
        what is missing and which other stores have it. Where it accepts them, the moves reserve what there is and are
        marked `is_short`.

        :param instead_of: holds (stock.picking) whose goods these moves take over, in the same transaction
        """
        # sudo: who may make this promise was decided by the caller, quants and other moves belong to the warehouse
        promised, holds = self.sudo(), (instead_of or self.env["stock.picking"]).sudo()
        with as_a_whole(promised.with_context(**{LATER: True})) as moves:
            self.env["torg.stock.lock"]._lock((moves | holds.move_ids)._get_pairs())
            holds.move_ids._do_unreserve()
            drafts = moves.filtered(lambda move: move.state == "draft")
            moves = (moves - drafts) | drafts._action_confirm()
            moves.filtered(lambda move: move.state in WAITING)._action_assign()
            self._refuse_shortage(moves)
            holds._end_holds("converted", moves.picking_id)
            moves._tell_orderpoints()
        return moves.with_env(self.env)

    def _update_orderpoints(self):
        """Override of stock: the many steps of a promise look for the rules of replenishment once, at its end."""
        if not self.env.context.get(LATER):
            return super()._update_orderpoints()
        self.env.cr.precommit.data.setdefault(LATER, set()).update(self.ids)
        return None

    def _tell_orderpoints(self):
        changed = self.browse(sorted(self.env.cr.precommit.data.pop(LATER, ()))).with_context(**{LATER: False})
        changed.exists()._update_orderpoints()

    def _get_pairs(self):
        """Return `{(product id, store id)}` of what these moves reserve or may reserve."""
        return {
            (move.product_id.id, move.location_id.warehouse_id.id)
            for move in self
            if move.state not in ("done", "cancel") and move.location_id.warehouse_id and move._needs_stock()
        }

    def _needs_stock(self):
        """Return whether the move has to find its goods among what is free here."""
        self.ensure_one()
        return not self._should_bypass_reservation()

    def _is_promise(self):
        """Return whether the move takes goods out of a store for a customer and waits for nothing else."""
        self.ensure_one()
        return (
            self.state in WAITING
            and self.picking_type_id.code in ("outgoing", "hold")
            and self.picking_type_id.reservation_method == "at_confirm"
            and bool(self.location_id.warehouse_id)
            and self._needs_stock()
        )

    def _get_missing_qty(self):
        """Return how much of what the move takes is not reserved, in the unit of the product."""
        self.ensure_one()
        missing = self.product_uom._compute_quantity(
            self.product_uom_qty - self.quantity, self.product_id.uom_id, rounding_method="HALF-UP"
        )
        return max(self.product_id.uom_id.round(missing), 0.0)

    def _refuse_shortage(self, moves):
        """Raise StockRefusal when a store that refuses shortages cannot give all that `moves` take from it."""
        for store, moves_of_store in moves.grouped(lambda move: move.location_id.warehouse_id).items():
            missing = moves_of_store._sum_by_product(StockMove._get_missing_qty)
            if store.shortage_policy == "refuse" and any(missing.values()):
                asked = moves_of_store._sum_by_product(lambda move: move.product_qty)
                raise store.with_env(self.env)._prepare_refusal(asked, missing)

    def _sum_by_product(self, quantity):
        """Return `{product: quantity}` of the moves that stock must be found for; `quantity` is a function of one."""
        moves = self.filtered(lambda move: move.state in (*WAITING, "assigned") and move._needs_stock())
        return {product: sum(map(quantity, found)) for product, found in moves.grouped("product_id").items()}
