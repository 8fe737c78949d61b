from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.figures import as_copy
from odoo.addons.torg_stock.tools.sql import as_array

CHUNK = 5000  # rows a transaction: so many row locks are held for a second, not for a minute
SHOWN = 20  # refused goods that are named in the load
NOT_ZERO = SQL("(COALESCE(on_hand, 0), COALESCE(reserved, 0), COALESCE(frozen, 0), free) <> (0, 0, 0, 0)")
FUSE_MINIMUM = 20  # fewer goods may vanish from a store without anybody looking


class TorgStockLoad(models.Model):
    """A message about stock, applied: the audit of what came, what changed and what was refused.

    A channel opens a load, applies its rows in chunks, each in a transaction of its own (a job), and closes it::

        load = env["torg.stock.load"]._open(stores, "delta", formed_at=..., message=message)
        load._apply(rows)   # up to CHUNK rows; the same ones again change nothing
        load._close()       # a full message tells here what it contained

    All of it is safe to repeat: a chunk that collided with somebody who promises the same goods is refused by the
    database and applied again by the queue.
    """

    _name = "torg.stock.load"
    _description = "Load of stock figures"
    _order = "id desc"
    _rec_name = "create_date"

    kind = fields.Selection([("full", "Full"), ("delta", "Changes")], required=True, readonly=True)
    state = fields.Selection(
        [("open", "Under way"), ("done", "Applied"), ("fuse", "Waits for a decision")],
        required=True,
        readonly=True,
        default="open",
    )
    warehouse_ids = fields.Many2many("stock.warehouse", string="Stores", readonly=True)
    endpoint_id = fields.Many2one("torg.exchange.endpoint", readonly=True, ondelete="set null", index=True)
    message_id = fields.Many2one("torg.exchange.message", readonly=True, ondelete="set null", index=True)
    formed_at = fields.Datetime(
        "As of", required=True, readonly=True, help="When the figures were taken, by the clock of their keeper."
    )
    closed_at = fields.Datetime("Applied at", readonly=True)
    row_count = fields.Integer("Rows", readonly=True)
    changed_count = fields.Integer("Figures Changed", readonly=True)
    quant_count = fields.Integer("Balances Written", readonly=True)
    zeroed_count = fields.Integer("Zeroed", readonly=True, help="Were there before and are not in the full message.")
    refused_count = fields.Integer("Refused", readonly=True)
    refused_text = fields.Text("Refused Goods", readonly=True)
    missing = fields.Json(readonly=True, help="Store → goods that a full message left out, while a person decides.")
    missing_count = fields.Integer("Left Out", readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)

    # === ACTIONS === #

    def action_zero_missing(self):
        """Believe the message: what it left out is not there any more."""
        self._decide()._zero_missing()
        return True

    def action_keep_missing(self):
        """Do not believe it: what it left out stays as it was, the rest is applied already."""
        self._decide()._finish()
        return True

    def _decide(self):
        """Return the load sudoed, for a person who may decide about it."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("torg_base.group_integration_admin"):
            raise AccessError(self.env._("Only an integration administrator decides about stock that vanished."))
        if self.state != "fuse":
            raise UserError(self.env._("There is nothing to decide about this load."))
        # sudo: loads are read-only for people, the two buttons are the only way to change them
        return self.sudo()

    # === BUSINESS METHODS === #

    @api.model
    def _open(self, stores, kind, formed_at=None, endpoint=None, message=None):
        """Begin a load of figures about `stores` and return it.

        :param str kind: `full` when the message tells everything these stores have, else `delta`
        :param datetime formed_at: when the keeper took the figures; when the message came or now unless told
        """
        foreign = stores.filtered(lambda store: store.stock_keeper != "external")
        if foreign:
            raise UserError(
                self.env._(
                    "The stock of “%(store)s” is kept by Odoo: figures from outside are refused.",
                    store=foreign[0].name,
                )
            )
        if message:
            endpoint = endpoint or message.endpoint_id
        came_at = message.create_date if message else fields.Datetime.now()
        return self.create(
            {
                "kind": kind,
                "warehouse_ids": stores.ids,
                "endpoint_id": endpoint and endpoint.id,
                "message_id": message and message.id,
                "formed_at": min(formed_at or came_at, came_at),
                "company_id": stores.company_id[:1].id or self.env.company.id,
            }
        )

    def _apply(self, rows):
        """Apply a chunk of `tools.figures.Figure`; return how many figures changed.

        Compares with the figures, never with quants: what Odoo shipped meanwhile is no difference. A product told
        twice counts as told last. Goods that cannot be mirrored are refused and named; the others are applied.
        """
        self.ensure_one()
        if len(rows) > CHUNK:
            raise ValueError(f"{len(rows)} rows in one chunk, {CHUNK} are the most")
        if strangers := {row.store_id for row in rows} - set(self.warehouse_ids.ids):
            raise UserError(self.env._("Stores %(ids)s are not in this load.", ids=sorted(strangers)))
        told_last = {(row.product_id, row.store_id): row for row in rows}
        self._copy_rows(told_last.values())
        self._drop_unchanged(as_array({product_id for product_id, _store_id in told_last}))
        refused = self._refuse_rows()
        pairs = set(self.env.execute_query(SQL("SELECT product_id, warehouse_id FROM torg_stock_row")))
        self.env["torg.stock.lock"]._spend_known(pairs)
        changed = self._write_figures() if pairs else 0
        written = self.env["stock.warehouse"]._project(pairs)
        self.write(
            {
                "row_count": self.row_count + len(rows),
                "changed_count": self.changed_count + changed,
                "quant_count": self.quant_count + written,
                "refused_count": self.refused_count + len(refused),
                "refused_text": self._get_refused_text(refused),
            }
        )
        return changed

    def _close(self, told=None):
        """End the load: from now on it covers the movements that the keeper reported before it was formed.

        :param dict told: of a full message, `{store id: ids of the products it told about}`; what a store had and the
            message does not tell about is gone. When that is suspiciously much, a person decides.
        """
        self.ensure_one()
        if self.kind == "full":
            missing = self._find_missing(told)
            self.write({"missing": missing, "missing_count": sum(map(len, missing.values()))})
            if any(self._blows_fuse(int(store_id), product_ids) for store_id, product_ids in missing.items()):
                self.state = "fuse"
                return
        self._zero_missing()

    def _finish(self):
        self.write({"state": "done", "closed_at": fields.Datetime.now(), "missing": False})
        self.warehouse_ids._advance_figures(self.formed_at)

    def _zero_missing(self):
        for store_id, product_ids in (self.missing or {}).items():
            for start in range(0, len(product_ids), CHUNK):
                pairs = {(product_id, int(store_id)) for product_id in product_ids[start : start + CHUNK]}
                self.env["torg.stock.lock"]._spend_known(pairs)
                self.zeroed_count += self._write_zeros(pairs)
                self.quant_count += self.env["stock.warehouse"]._project(pairs)
        self._finish()

    # === ROWS === #

    def _copy_rows(self, rows):
        """Put the rows into a temporary table; quantities are rounded like all others."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        self.env.cr.execute(
            SQL(
                """CREATE TEMPORARY TABLE IF NOT EXISTS torg_stock_row (
                       warehouse_id int, product_id int, on_hand numeric(20, %(digits)s),
                       reserved numeric(20, %(digits)s), frozen numeric(20, %(digits)s),
                       told_free numeric(20, %(digits)s),
                       free numeric GENERATED ALWAYS AS (
                           COALESCE(told_free, on_hand - COALESCE(reserved, 0) - COALESCE(frozen, 0))) STORED,
                       basis varchar GENERATED ALWAYS AS (CASE WHEN told_free IS NOT NULL THEN 'free'
                           WHEN reserved IS NOT NULL THEN 'reserves' ELSE 'on_hand' END) STORED
                   ) ON COMMIT DROP""",
                digits=SQL(str(int(digits))),
            )
        )
        self.env.cr.execute("TRUNCATE torg_stock_row")
        self.env.cr.copy_expert(
            """COPY torg_stock_row (warehouse_id, product_id, on_hand, reserved, frozen, told_free)
               FROM STDIN (DELIMITER ',', NULL ' None')""",
            as_copy(rows),
        )

    def _drop_unchanged(self, products):
        """Leave in the table what differs from the figures.

        A figure that was formed later than this load stays: the message was late. Zero of what was never there is
        no difference.

        :param str products: the products of the rows as an array; it keeps the planner from reading whole tables
        """
        self.env.cr.execute(
            SQL(
                """DELETE FROM torg_stock_row told USING torg_stock_figure figure
                    WHERE figure.product_id = told.product_id AND figure.warehouse_id = told.warehouse_id
                      AND figure.product_id = ANY(%s::int[]) AND figure.warehouse_id = ANY(%s)
                      AND (figure.formed_at > %s
                           OR (figure.on_hand, figure.reserved, figure.frozen, figure.free, figure.basis)
                              IS NOT DISTINCT FROM (told.on_hand, told.reserved, told.frozen, told.free, told.basis));
                   DELETE FROM torg_stock_row told
                    WHERE NOT %s
                      AND NOT EXISTS (SELECT FROM torg_stock_figure figure WHERE figure.product_id = told.product_id
                                         AND figure.warehouse_id = told.warehouse_id)""",
                products,
                self.warehouse_ids.ids,
                self.formed_at,
                NOT_ZERO,
            )
        )

    def _refuse_rows(self):
        """Take out of the table what cannot be mirrored and return `[(product id, reason)]`."""
        self.env["product.template"].flush_model(["is_storable", "tracking"])
        return self.env.execute_query(
            SQL(
                """WITH judged AS MATERIALIZED (
                       SELECT told.product_id, told.warehouse_id, told.free,
                              (SELECT CASE WHEN template.is_storable IS NOT TRUE THEN 'loose'
                                           WHEN template.tracking <> 'none' THEN 'tracked' ELSE 'fine' END
                                 FROM product_product product
                                 JOIN product_template template ON template.id = product.product_tmpl_id
                                WHERE product.id = told.product_id) AS kind
                         FROM torg_stock_row told
                   ), refused AS MATERIALIZED (
                       SELECT product_id, warehouse_id,
                              CASE WHEN free IS NULL THEN 'empty' ELSE COALESCE(kind, 'unknown') END AS reason
                         FROM judged WHERE free IS NULL OR kind IS DISTINCT FROM 'fine')
                   DELETE FROM torg_stock_row told USING refused
                    WHERE refused.product_id = told.product_id AND refused.warehouse_id = told.warehouse_id
                RETURNING told.product_id, refused.reason"""
            )
        )

    def _get_refused_text(self, refused):
        reasons = {
            "unknown": self.env._("there is no such product"),
            "loose": self.env._("its stock is not counted, switch “Track Inventory” on"),
            "tracked": self.env._("tracked by lots or serial numbers"),
            "empty": self.env._("no quantity was told"),
        }
        lines = self.refused_text.splitlines() if self.refused_text else []
        for product_id, reason in refused[: max(SHOWN - len(lines), 0)]:
            product = self.env["product.product"].browse(product_id).exists()
            lines.append(f"{product.display_name or product_id}: {reasons[reason]}")
        return "\n".join(lines)

    def _write_figures(self):
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_stock_figure (product_id, warehouse_id, basis, on_hand, reserved, frozen, free,
                                                  formed_at, load_id)
                   SELECT product_id, warehouse_id, basis, on_hand, reserved, frozen, free, %s, %s FROM torg_stock_row
                   ON CONFLICT (warehouse_id, product_id) DO UPDATE
                  SET (basis, on_hand, reserved, frozen, free, formed_at, load_id) = (excluded.basis, excluded.on_hand,
                      excluded.reserved, excluded.frozen, excluded.free, excluded.formed_at, excluded.load_id)""",
                self.formed_at,
                self.id,
            )
        )
        self.env["torg.stock.figure"].invalidate_model()
        return self.env.cr.rowcount

    # === WHAT A FULL MESSAGE LEAVES OUT === #

    def _find_missing(self, told):
        """Return `{store id: [product id]}` of what the stores had and the message does not tell about."""
        result = {}
        for store in self.warehouse_ids:
            rows = self.env.execute_query(
                SQL(
                    """SELECT product_id FROM torg_stock_figure
                        WHERE warehouse_id = %(store)s AND formed_at <= %(formed_at)s AND %(not_zero)s
                        UNION
                       SELECT quant.product_id FROM stock_quant quant
                        WHERE quant.location_id = %(location)s AND quant.quantity <> 0
                          AND NOT EXISTS (SELECT FROM torg_stock_figure figure
                                WHERE figure.product_id = quant.product_id AND figure.warehouse_id = %(store)s)""",
                    store=store.id,
                    location=store.lot_stock_id.id,
                    formed_at=self.formed_at,
                    not_zero=NOT_ZERO,
                )
            )
            missing = {product_id for (product_id,) in rows} - set((told or {}).get(store.id, ()))
            if missing:
                result[str(store.id)] = sorted(missing)
        return result

    def _blows_fuse(self, store_id, product_ids):
        """Return whether more of a store vanishes than is believed without asking."""
        known = SQL("SELECT count(*) FROM torg_stock_figure WHERE warehouse_id = %s AND %s", store_id, NOT_ZERO)
        share = self.company_id.figure_fuse_percent / 100
        return len(product_ids) > max(FUSE_MINIMUM, share * self.env.execute_query(known)[0][0])

    def _write_zeros(self, pairs):
        products, stores = zip(*pairs, strict=True)
        self.env.cr.execute(
            SQL(
                """UPDATE torg_stock_figure figure
                      SET on_hand = 0 * on_hand, reserved = 0 * reserved, frozen = 0 * frozen, free = 0,
                          formed_at = %(formed_at)s, load_id = %(load)s
                     FROM unnest(%(products)s::int[], %(stores)s::int[]) AS pair (product_id, warehouse_id)
                    WHERE figure.product_id = pair.product_id AND figure.warehouse_id = pair.warehouse_id
                      AND figure.formed_at <= %(formed_at)s AND %(not_zero)s""",
                formed_at=self.formed_at,
                load=self.id,
                products=as_array(products),
                stores=as_array(stores),
                not_zero=NOT_ZERO,
            )
        )
        self.env["torg.stock.figure"].invalidate_model()
        return self.env.cr.rowcount
