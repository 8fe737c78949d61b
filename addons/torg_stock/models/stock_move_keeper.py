from odoo import api, fields, models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """Moves of stores whose stock another system keeps: what it knows about them."""

    _inherit = "stock.move"

    reserve_owner = fields.Selection(
        [("odoo", "Odoo"), ("keeper", "Keeper of the stock")],
        default="odoo",
        help="Who reserves the goods of this move. Orders born in the system that keeps the stock are reserved there.",
    )
    keeper_accepted_at = fields.Datetime(
        "Counted by the Keeper since", copy=False, help="When the keeper of the stock took the order and reserved it."
    )
    keeper_reported_at = fields.Datetime(
        "Reported by the Keeper at", copy=False, help="When the keeper of the stock said that the goods have moved."
    )
    keeper_pending = fields.Boolean(
        "Unknown to the Keeper", copy=False, readonly=True, help="Done here, and not contained in its figures yet."
    )

    _keeper_pending_index = models.Index("(product_id) WHERE keeper_pending")
    _keeper_accepted_index = models.Index(
        """(product_id) WHERE keeper_accepted_at IS NOT NULL
            AND state IN ('waiting', 'confirmed', 'partially_available', 'assigned')"""
    )

    # === CORE'S STEPS === #

    def _action_confirm(self, *args, **kwargs):
        """Override of stock: what cannot be done in the store later is not planned there either."""
        self._check_keeper()
        return super()._action_confirm(*args, **kwargs)

    def _action_assign(self, force_qty=False):
        """Override of stock: what the keeper reserves is not in our quants, so nothing of it is reserved here."""
        ours = self.filtered(lambda move: not move._is_reserved_by_keeper())
        return super(StockMove, ours)._action_assign(force_qty=force_qty)

    def _needs_stock(self):
        """Override: what the keeper has reserved is not looked for here."""
        return super()._needs_stock() and not self._is_reserved_by_keeper()

    def _is_reserved_by_keeper(self):
        self.ensure_one()
        return self.reserve_owner == "keeper" and bool(self._get_kept_pairs())

    def _action_done(self, cancel_backorder=False):
        """Override of stock: goods that left or came are taken note of until the keeper's figures contain them."""
        self._check_keeper()
        pairs = self._get_kept_pairs()
        if not pairs:
            return super()._action_done(cancel_backorder=cancel_backorder)
        self._project_kept(pairs, self._get_cushion(pairs))
        done = super()._action_done(cancel_backorder=cancel_backorder)
        for move in (self | done).exists().filtered(lambda move: move.state == "done"):
            move.keeper_pending = not move._is_in_figures()
        self._project_kept(pairs)
        return done

    def _prepare_move_split_vals(self, qty):
        """Override of stock: the rest of a move is known to the keeper like the whole."""
        vals = super()._prepare_move_split_vals(qty)
        return vals | {"keeper_accepted_at": self.keeper_accepted_at, "reserve_owner": self.reserve_owner}

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        """Override of stock: moves of different owners, or that the keeper knows differently, stay apart."""
        return [*super()._prepare_merge_moves_distinct_fields(), "reserve_owner", "keeper_accepted_at"]

    @api.model
    def _prepare_merge_negative_moves_excluded_distinct_fields(self):
        """Override of stock: less of an order is less of it, whoever reserves it or knows it, and no return."""
        excluded = super()._prepare_merge_negative_moves_excluded_distinct_fields()
        return [*excluded, "reserve_owner", "keeper_accepted_at"]

    # === BUSINESS METHODS === #

    def _set_keeper_accepted(self, at=None):
        """The keeper has taken the order of these moves and reserved it; call it only when it does reserve.

        From its next figures on the reserve is counted once.

        :param datetime at: when, by the keeper's clock if it tells, else now
        """
        self.keeper_accepted_at = at or fields.Datetime.now()
        self._project_kept(self._get_kept_pairs())

    def _unset_keeper_accepted(self):
        """The keeper has let the order of these moves go."""
        self.keeper_accepted_at = False
        self._project_kept(self._get_kept_pairs())

    def _set_keeper_reported(self, at=None):
        """The keeper says that the goods of these moves have left or come; before or after they are done here.

        :param datetime at: when it booked that, by its clock if it tells, else now
        """
        self.keeper_reported_at = at or fields.Datetime.now()
        for store in self._get_kept_stores().filtered("figures_at"):
            store._cover_moves()
        self._project_kept(self._get_kept_pairs())

    def _is_in_figures(self):
        """Return whether the figures of the stores contain what this move has moved."""
        self.ensure_one()
        reported_at = self.keeper_reported_at
        return all(
            reported_at and store.figures_at and reported_at <= store.figures_at for store in self._get_kept_stores()
        )

    def _get_kept_stores(self):
        """Return the stores of these moves whose stock another system keeps."""
        # sudo: store staff may not read each other's stores
        stores = (self.location_id | self.location_dest_id).sudo().warehouse_id
        return stores.filtered(lambda store: store.stock_keeper == "external")

    def _get_kept_pairs(self):
        """Return `{(product id, store id)}` of these moves in stores whose stock another system keeps."""
        return {
            (move.product_id.id, store.id)
            for move in self
            if move.product_id.is_storable
            for store in move._get_kept_stores()
        }

    def _project_kept(self, pairs, extra=()):
        """Bring the quants of stores that another system keeps in line, under the lock of their goods."""
        self.env["torg.stock.lock"]._spend(pairs)
        # sudo: stores may be others', the projection is arithmetic
        self.env["stock.warehouse"].sudo()._project(pairs, extra)

    def _get_cushion(self, pairs):
        """Return `[(product id, store id, quantity)]` that core must find to ship these moves in peace.

        The figures may be less by this shipment already. Core would then take what it misses from the reserves of
        other orders, though those goods are there.
        """
        # sudo: sums, whoever ships
        cushion = self.sudo()._get_overdrawn(pairs)
        for line in self.move_line_ids:
            # sudo: see above
            pair = (line.product_id.id, line.location_id.sudo().warehouse_id.id)
            if pair in pairs:
                cushion[pair] = cushion.get(pair, 0) + line.quantity_product_uom
        return [(product_id, store_id, quantity) for (product_id, store_id), quantity in cushion.items()]

    def _check_keeper(self):
        """Refuse what only the keeper of the stock may do in a store."""
        if not self._get_kept_stores():
            return
        for move in self:
            for store in move._get_kept_stores():
                if move._get_usages_outside(store) != ["customer"]:
                    raise UserError(
                        self.env._(
                            "The stock of “%(store)s” is kept by 1C: receipts, counts, scrap and transfers are made "
                            "there. Here its goods only go to customers and come back from them.",
                            store=store.name,
                        )
                    )

    def _get_usages_outside(self, store):
        """Return what the places of the move are used for that do not lie in the store."""
        # sudo: store staff may not read the places of other stores
        places = (self.location_id | self.location_dest_id).sudo()
        return places.filtered(lambda place: place.warehouse_id != store).mapped("usage")
