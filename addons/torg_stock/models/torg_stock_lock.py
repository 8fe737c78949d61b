from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.sql import as_arrays


class TorgStockLock(models.Model):
    """A row per product and store: held by whoever is about to promise goods there, changed by whoever did.

    Why rows and not advisory locks: transactions read the base as it was at their first query, so one that waited for
    an advisory lock would go on and read what was free before. A row that was changed meanwhile makes PostgreSQL refuse
    it instead ("could not serialize access"), and the server repeats the whole request with fresh eyes. And
    a load takes five thousand pairs: advisory locks live in shared memory, which has room for about six thousand.
    Why not the rows of quants: there may be none yet, or twins, and those who ship would make those who sell wait.
    """

    _name = "torg.stock.lock"
    _description = "Lock of goods in a store"
    _log_access = False

    product_id = fields.Many2one("product.product", required=True, readonly=True, ondelete="cascade")
    warehouse_id = fields.Many2one("stock.warehouse", "Store", required=True, readonly=True, ondelete="cascade")
    promises = fields.Integer(readonly=True, help="How often less became free here: it only grows.")

    _pair_unique = models.UniqueIndex("(product_id, warehouse_id)")

    def init(self):
        """Leave room for changed locks beside the old ones: they change in place, without touching the index."""
        # sql: a property of the table that the ORM does not know
        self.env.cr.execute("ALTER TABLE torg_stock_lock SET (fillfactor = 50)")

    def _lock(self, pairs):
        """Lock pairs `(product id, store id)` until the end of the transaction: the first step of every promise.

        Always in the same order, so two who need the same pairs wait for each other and never for ever. What is
        free must be read after it.
        """
        self._touch(pairs, changed=False)

    def _spend(self, pairs):
        """Lock the pairs and make those who have looked at them before look again: less is free now."""
        self._touch(pairs, changed=True)

    def _is_held(self):
        """Return whether this transaction holds goods: whoever else promises them waits for its end."""
        # sql: what the database itself knows of this session; only who changes rows here has such a lock
        held = SQL(
            """SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'torg_stock_lock'::regclass
                  AND mode = 'RowExclusiveLock'"""
        )
        return bool(self.env.execute_query(held))

    def _touch(self, pairs, changed):
        if not pairs:
            return
        products, stores = as_arrays(sorted(pairs))
        # A row that the WHERE leaves out is locked all the same.
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_stock_lock (product_id, warehouse_id, promises)
                   SELECT product_id, warehouse_id, %(changed)s::int
                     FROM unnest(%(products)s::int[], %(stores)s::int[])
                          WITH ORDINALITY AS pair (product_id, warehouse_id, position)
                    ORDER BY position
                   ON CONFLICT (product_id, warehouse_id) DO UPDATE SET promises = torg_stock_lock.promises + 1
                    WHERE %(changed)s""",
                products=products,
                stores=stores,
                changed=changed,
            ),
            log_exceptions=False,  # who came second is let in again by the server: that is no error
        )

    def _spend_known(self, pairs):
        """Do the same with the pairs that goods were ever promised of: loads change many that nobody wants.

        Whoever promises such goods for the first time meets the load at the row of the quant. SQL, for there may be
        five thousand of them.
        """
        if not pairs:
            return
        products, stores = as_arrays(pairs)
        self.env.cr.execute(
            SQL(
                """WITH held AS MATERIALIZED (
                       SELECT held.id
                         FROM torg_stock_lock held
                         JOIN unnest(%(products)s::int[], %(stores)s::int[]) AS pair (product_id, warehouse_id)
                           ON pair.product_id = held.product_id AND pair.warehouse_id = held.warehouse_id
                        WHERE held.product_id = ANY(%(products)s::int[])
                        ORDER BY held.product_id, held.warehouse_id
                          FOR UPDATE OF held)
                   UPDATE torg_stock_lock SET promises = promises + 1 FROM held WHERE held.id = torg_stock_lock.id""",
                products=products,
                stores=stores,
            )
        )
