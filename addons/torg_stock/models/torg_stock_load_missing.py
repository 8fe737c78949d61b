from odoo import models
from odoo.tools import SQL, split_every

from odoo.addons.torg_stock.tools.sql import as_arrays

from .torg_stock_load import CHUNK
from .torg_stock_load_rows import NOT_ZERO

FUSE_MINIMUM = 20  # fewer goods may vanish from a store without anybody looking


class TorgStockLoad(models.Model):
    """What a full message leaves out: it is gone, unless that is too much to be believed."""

    _inherit = "torg.stock.load"

    def _note_told(self, pairs):
        """Take note of the pairs `(product id, store id)` that a chunk of a full message has told about."""
        if self.kind == "full":
            by_store = {}
            for product_id, store_id in pairs:
                by_store.setdefault(store_id, []).append(product_id)
            self.env["torg.stock.load.part"].create(
                [
                    {"load_id": self.id, "store_id": store_id, "product_ids": ",".join(map(str, product_ids))}
                    for store_id, product_ids in by_store.items()
                ]
            )

    def _get_told(self):
        """Return `{store id: {product id}}` of what the message has told about."""
        told = {}
        for part in self.env["torg.stock.load.part"].search([("load_id", "=", self.id)]):
            told.setdefault(part.store_id, set()).update(map(int, part.product_ids.split(",")))
        return told

    def _forget_told(self):
        self.env["torg.stock.load.part"].search([("load_id", "=", self.id)]).unlink()

    def _find_missing(self):
        """Return `{store id: [product id]}` of what the stores had and the message does not tell about."""
        # sql: what is not zero, of any of four columns
        rows = self.env.execute_query(
            SQL(
                """SELECT warehouse_id, array_agg(product_id ORDER BY product_id) FROM torg_stock_figure
                    WHERE warehouse_id = ANY(%s) AND (formed_at IS NULL OR formed_at <= %s) AND %s
                    GROUP BY warehouse_id""",
                (self.warehouse_ids - self._find_late_stores()).ids,
                self.formed_at,
                NOT_ZERO,
            )
        )
        told = self._get_told()
        missing = {
            str(store_id): [product_id for product_id in product_ids if product_id not in told.get(store_id, ())]
            for store_id, product_ids in rows
        }
        return {store_id: product_ids for store_id, product_ids in missing.items() if product_ids}

    def _blows_fuse(self, store_id, product_ids):
        """Return whether more of a store vanishes than is believed without asking."""
        # sql: what is not zero, of any of four columns
        known = self.env.execute_query(
            SQL("SELECT count(*) FROM torg_stock_figure WHERE warehouse_id = %s AND %s", store_id, NOT_ZERO)
        )
        share = self.company_id.figure_fuse_percent / 100
        return len(product_ids) > max(FUSE_MINIMUM, share * known[0][0])

    def _zero_missing(self):
        """Write zero into the figures of what is missing, and end the load."""
        missing = (self.missing or {}).items()
        pairs = [(product_id, int(store_id)) for store_id, product_ids in missing for product_id in product_ids]
        for chunk in split_every(CHUNK, pairs, set):
            self.env["torg.stock.lock"]._spend_known(chunk)
            self.zeroed_count += self._write_zeros(chunk)
            self.quant_count += self.env["stock.warehouse"]._project(chunk)
        self._finish()

    def _write_zeros(self, pairs):
        products, stores = as_arrays(pairs)
        # sql: columns that were not told stay so: zero of nothing is nothing
        self.env.cr.execute(
            SQL(
                """UPDATE torg_stock_figure figure
                      SET on_hand = 0 * on_hand, reserved = 0 * reserved, frozen = 0 * frozen, free = 0,
                          formed_at = %(formed_at)s, load_id = %(load)s
                     FROM unnest(%(products)s::int[], %(stores)s::int[]) AS pair (product_id, warehouse_id)
                    WHERE figure.product_id = pair.product_id AND figure.warehouse_id = pair.warehouse_id
                      AND (figure.formed_at IS NULL OR figure.formed_at <= %(formed_at)s) AND %(not_zero)s""",
                formed_at=self.formed_at,
                load=self.id,
                products=products,
                stores=stores,
                not_zero=NOT_ZERO,
            )
        )
        self.env["torg.stock.figure"].invalidate_model()
        return self.env.cr.rowcount
