from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_datetime

from odoo.addons.torg_stock.tools.sql import as_array

CHUNK = 5000  # rows a transaction: so many row locks are held for a second, not for a minute
SHOWN = 20  # refused goods that are named in the load


class TorgStockLoad(models.Model):
    """A message about stock, applied: the audit of what came, what changed and what was refused.

    A channel opens a load, applies its rows in chunks, each in a transaction of its own (a job), and closes it::

        load = env["torg.stock.load"]._open(stores, "delta", formed_at=..., message=message)
        load._apply(rows)   # up to CHUNK rows; the same ones again change nothing
        load._close()       # a full message is compared here with what the stores had

    All of it is safe to repeat: a chunk that collided with somebody who promises the same goods is refused by the
    database and applied again by the queue. For a message of a few thousand rows `stores._load_figures(rows)` does
    all three.
    """

    _name = "torg.stock.load"
    _description = "Load of stock figures"
    _order = "id desc"

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
    zeroed_count = fields.Integer(
        "Zeroed", readonly=True, help="Were there before and are not any more, says the full message."
    )
    refused_count = fields.Integer("Refused", readonly=True)
    refused_text = fields.Text("Refused Goods", readonly=True)
    missing = fields.Json(readonly=True, help="Store → goods that a full message left out, while a person decides.")
    missing_count = fields.Integer("Gone", readonly=True, help="Left out by the full message, or told as zero.")
    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)

    @api.depends("kind", "formed_at")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for load in self:
            moment = load.formed_at and format_datetime(self.env, load.formed_at, dt_format="short")
            load.display_name = f"{kinds.get(load.kind, '')}, {moment}" if moment else self.env._("Load of stock")

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
        stores._check_kept_outside()
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
        twice counts as told last. Goods that cannot be mirrored are refused and named; the others are applied. Zeros
        of a full message wait for `_close`, together with what it leaves out.
        """
        self.ensure_one()
        self._check_rows(rows)
        told_last = self._get_told_last(rows)
        self._copy_rows(told_last.values())
        self._drop_unchanged(as_array({product_id for product_id, _store_id in told_last}))
        refused = self._refuse_rows()
        # sql: the rows lie in a temporary table
        pairs = set(self.env.execute_query(SQL("SELECT product_id, warehouse_id FROM torg_stock_row")))
        self.env["torg.stock.lock"]._spend_known(pairs)
        changed = self._write_figures() if pairs else 0
        written = self.env["stock.warehouse"]._project(pairs)
        self._note_told(told_last)
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

    def _show_first(self):
        """Let the stock of stores of which nothing was known be seen before these loads end.

        Their keeper has told all that they have, only what it left out is not looked for yet. Stores that were known
        stay as old as they were; so do those that began with the goods Odoo had, which the message may leave out.
        """
        for load in self:
            load._check_open()
            load.warehouse_ids._get_unknown()._advance_figures(load.formed_at)

    def _close(self):
        """End the load: from now on it covers the movements that the keeper reported before it was formed.

        What a store had and a full message left out, or told as zero, is gone. When that is suspiciously much, a
        person decides.
        """
        self.ensure_one()
        self._check_open()
        self.warehouse_ids._check_kept_outside()
        if self.kind == "full":
            missing = self._find_missing()
            self.write({"missing": missing, "missing_count": sum(map(len, missing.values()))})
            if any(self._blows_fuse(int(store_id), product_ids) for store_id, product_ids in missing.items()):
                self.state = "fuse"
                return
        self._zero_missing()

    def _finish(self):
        self.write({"state": "done", "closed_at": fields.Datetime.now(), "missing": False})
        self._forget_told()
        self.warehouse_ids._advance_figures(self.formed_at)

    def _get_told_last(self, rows):
        """Return `{(product id, store id): row}` of what is applied at once."""
        told_last = {(row.product_id, row.store_id): row for row in rows}
        if self.kind == "full":
            return {pair: row for pair, row in told_last.items() if not row.is_zero}
        return told_last

    # === CHECKS === #

    def _check_open(self):
        if self.state != "open":
            raise UserError(self.env._("This load has been closed already."))

    def _check_rows(self, rows):
        self._check_open()
        self.warehouse_ids._check_kept_outside()
        if len(rows) > CHUNK:
            raise ValueError(f"{len(rows)} rows in one chunk, {CHUNK} are the most")
        if strangers := {row.store_id for row in rows} - set(self.warehouse_ids.ids):
            raise UserError(self.env._("Stores %(ids)s are not in this load.", ids=sorted(strangers)))

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
