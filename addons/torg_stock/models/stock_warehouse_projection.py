import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.sql import as_array

OPEN_ACCEPTED = SQL(
    """move.keeper_accepted_at IS NOT NULL
       AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')"""
)
# The keeper's free figure is less by the reserve of the move, and so it is still until it knows of the shipment.
COUNTED = SQL(
    "(figure.basis IS DISTINCT FROM 'on_hand' AND COALESCE(move.keeper_accepted_at <= store.figures_at, FALSE))"
)


class StockWarehouse(models.Model):
    """Stock that another system keeps, shown as quants.

    The quant of a product in such a store is its keeper's free figure + our open reserves that the keeper already
    counts − what Odoo shipped + what Odoo took back, as far as the figure does not contain it yet. Where the keeper
    tells no reserves, its on-hand figure stands for the first two. So core's `free_qty`, the quant less our
    reserves, ends equal to the keeper's free, and meanwhile is never above it.
    """

    _inherit = "stock.warehouse"

    @api.model
    def _project(self, pairs, extra=()):
        """Write the quants of `{(product id, store id)}` from the figures and return how many were written.

        Called in the transaction of whatever changed a figure, a reserve or a movement, the pairs locked by it.
        Stores that Odoo keeps are left alone.

        :param extra: rows (product id, store id, quantity) added to the quants for a moment, see `_claim_accepted`
        """
        if not pairs:
            return 0
        for model in ("stock.move", "stock.move.line", "stock.quant", "stock.warehouse", "stock.location"):
            self.env[model].flush_model()
        effects = [*self._get_effects(pairs), *extra]
        written = self._write_quants(pairs, effects)
        if written:
            self.env["stock.quant"].invalidate_model()
            self.env["product.product"].invalidate_model(["qty_available", "free_qty", "virtual_available"])
            self.env["stock.quant"]._stock_changed(written)
        return len(written)

    def _get_effects(self, pairs):
        """Return what is added to the figures of the pairs: rows (product id, store id, quantity)."""
        goods, stores = as_array({product_id for product_id, _store_id in pairs}), list({store for _id, store in pairs})
        queries = (
            self._get_effect_query(goods, stores, -1, "location_id", SQL("move.keeper_pending AND NOT %s", COUNTED)),
            self._get_effect_query(goods, stores, 1, "location_dest_id", SQL("move.keeper_pending")),
            self._get_effect_query(goods, stores, 1, "location_id", SQL("%s AND %s", OPEN_ACCEPTED, COUNTED)),
        )
        rows = self.env.execute_query(SQL(" UNION ALL ").join(queries))
        return [row for row in rows if row[:2] in pairs]

    def _get_effect_query(self, goods, stores, sign, place, condition):
        """Return the query of the lines whose `place` is in the stores and whose move meets the condition."""
        return SQL(
            """SELECT line.product_id, store.id, %(sign)s * line.quantity_product_uom
                 FROM stock_move move
                 JOIN stock_move_line line ON line.move_id = move.id
                 JOIN stock_location place ON place.id = line.%(place)s
                 JOIN stock_warehouse store ON store.id = place.warehouse_id AND store.stock_keeper = 'external'
                 LEFT JOIN torg_stock_figure figure
                   ON figure.warehouse_id = store.id AND figure.product_id = line.product_id
                WHERE %(condition)s AND move.product_id = ANY(%(products)s::int[]) AND store.id = ANY(%(stores)s)""",
            sign=sign,
            place=SQL.identifier(place),
            condition=condition,
            products=goods,
            stores=stores,
        )

    def _write_quants(self, pairs, effects):
        """Merge twin quants, update those that differ, insert those that are not zero; return the pairs written.

        `stock_quant` has no unique index, for core makes twins on purpose: no ON CONFLICT, but the pairs are locked.

        Nested loops are off and every scan is narrowed by the products and places at hand: in a base whose statistics
        do not know the new stores yet, the planner would go through all quants of a store once for each row.
        """
        products, store_ids = zip(*sorted(pairs), strict=True)
        stores = self.browse(sorted(set(store_ids))).filtered(lambda store: store.stock_keeper == "external")
        if not stores:
            return set()
        places = stores.lot_stock_id
        dates = {place.id: place._get_next_inventory_date() for place in places}
        added = list(zip(*effects, strict=True)) or ([], [], [])
        here = SQL(
            """quant.location_id = ANY(%s) AND quant.product_id = ANY(%s::int[])
               AND quant.lot_id IS NULL AND quant.package_id IS NULL AND quant.owner_id IS NULL""",
            places.ids,
            as_array(sorted(set(products))),
        )
        query = SQL(
            """
            WITH figure AS MATERIALIZED (
                SELECT product_id, warehouse_id, free FROM torg_stock_figure
                 WHERE warehouse_id = ANY(%(store_ids)s) AND product_id = ANY(%(product_ids)s::int[])
            ), effect AS MATERIALIZED (
                SELECT product_id, warehouse_id, sum(quantity) AS quantity
                  FROM unnest(%(added_products)s::int[], %(added_stores)s::int[], %(added_quantities)s::numeric[])
                       AS effect (product_id, warehouse_id, quantity)
                 GROUP BY product_id, warehouse_id
            ), present AS MATERIALIZED (
                SELECT quant.product_id, quant.location_id, min(quant.id) AS quant_id, count(*) AS quants,
                       sum(quant.quantity) AS quantity, GREATEST(sum(quant.reserved_quantity), 0) AS reserved
                  FROM stock_quant quant WHERE %(here)s
                 GROUP BY quant.product_id, quant.location_id
            ), target AS MATERIALIZED (
                SELECT pair.product_id, pair.warehouse_id, store.lot_stock_id AS location_id, store.company_id,
                       COALESCE(figure.free, 0) + COALESCE(effect.quantity, 0) AS quantity,
                       present.quant_id, present.quants, present.quantity AS present, present.reserved
                  FROM unnest(%(products)s::int[], %(stores)s::int[]) AS pair (product_id, warehouse_id)
                  JOIN stock_warehouse store ON store.id = pair.warehouse_id AND store.id = ANY(%(store_ids)s)
                  LEFT JOIN figure
                    ON figure.product_id = pair.product_id AND figure.warehouse_id = pair.warehouse_id
                  LEFT JOIN effect
                    ON effect.product_id = pair.product_id AND effect.warehouse_id = pair.warehouse_id
                  LEFT JOIN present
                    ON present.product_id = pair.product_id AND present.location_id = store.lot_stock_id
            ), merged AS (
                DELETE FROM stock_quant quant USING target
                 WHERE %(here)s AND target.quants > 1 AND quant.id <> target.quant_id
                   AND quant.product_id = target.product_id AND quant.location_id = target.location_id
            ), updated AS (
                UPDATE stock_quant quant
                   SET quantity = target.quantity, reserved_quantity = target.reserved,
                       write_date = now() AT TIME ZONE 'utc'
                  FROM target
                 WHERE %(here)s AND quant.id = target.quant_id
                   AND (target.quants > 1 OR target.present IS DISTINCT FROM target.quantity)
             RETURNING target.product_id, target.warehouse_id
            ), inserted AS (
                INSERT INTO stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date,
                                         inventory_date, inventory_quantity_set, inventory_quantity,
                                         inventory_diff_quantity, create_date, write_date)
                SELECT product_id, location_id, company_id, quantity, 0, now() AT TIME ZONE 'utc',
                       (%(dates)s::jsonb ->> location_id::text)::date, false, 0, 0,
                       now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'
                  FROM target WHERE quant_id IS NULL AND quantity <> 0
            )
            SELECT product_id, warehouse_id FROM updated
             UNION ALL
            SELECT product_id, warehouse_id FROM target WHERE quant_id IS NULL AND quantity <> 0
            """,
            products=as_array(products),
            stores=as_array(store_ids),
            product_ids=as_array(sorted(set(products))),
            store_ids=stores.ids,
            added_products=list(added[0]),
            added_stores=list(added[1]),
            added_quantities=list(added[2]),
            here=here,
            dates=json.dumps({place_id: str(date) if date else None for place_id, date in dates.items()}),
        )
        self.env.cr.execute("SET LOCAL enable_nestloop TO off")
        written = set(self.env.execute_query(query))
        self.env.cr.execute("SET LOCAL enable_nestloop TO DEFAULT")
        return written

    # === BUSINESS METHODS === #

    def _advance_figures(self, formed_at):
        """Take note that all figures of these stores are as of `formed_at`, and settle what that covers.

        A shipment is covered when the keeper reported it before, a reserve is counted when it took the order before.
        Shipments that it never reports are covered by silence: figures taken so many hours later contain them. Goods
        taken back are covered by the next figures, report or not: they would be there twice if those contained them.
        """
        for store in self:
            previous = store.figures_at or fields.Datetime.to_datetime("1970-01-01")
            if formed_at > previous:
                store.figures_at = formed_at
            moves = store._cover_moves() | store._get_newly_counted_moves(previous)
            pairs = {(product_id, store.id) for product_id in moves.product_id.ids}
            self.env["torg.stock.lock"]._spend(pairs)
            store._project(pairs)

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
        return self.env["stock.move"].search(
            [
                ("location_id.warehouse_id", "=", self.id),
                ("keeper_accepted_at", ">", previous),
                ("keeper_accepted_at", "<=", self.figures_at),
                "|",
                ("keeper_pending", "=", True),
                ("state", "in", ("waiting", "confirmed", "partially_available", "assigned")),
            ]
        )
