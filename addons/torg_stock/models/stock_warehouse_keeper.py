from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

from .torg_stock_load import CHUNK


class StockWarehouse(models.Model):
    """Stores whose stock another system keeps: its figures come in here, and are looked at from here."""

    _inherit = "stock.warehouse"

    pending_count = fields.Integer("Movements Unknown to 1C", compute="_compute_pending_count")

    def _compute_pending_count(self):
        """Shipments and returns of these stores that the figures do not contain."""
        # sudo: a number, managers see only their own moves
        moves = self.env["stock.move"].sudo()
        counts = {store: 0 for store in self}
        for field in ("location_id", "location_dest_id"):
            domain = [("keeper_pending", "=", True), (f"{field}.warehouse_id", "in", self.ids)]
            for store, count in moves._read_group(domain, [f"{field}.warehouse_id"], ["__count"]):
                counts[store.with_env(self.env)] += count
        for store in self:
            store.pending_count = counts[store]

    # === ACTIONS === #

    def action_open_figures(self):
        """Open what the keeper of the stock said about these stores."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_stock.torg_stock_figure_action")
        return action | {"domain": [("warehouse_id", "in", self.ids)]}

    def action_open_loads(self):
        """Open the messages about stock of these stores."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_stock.torg_stock_load_action")
        return action | {"domain": [("warehouse_ids", "in", self.ids)]}

    def action_open_pending(self):
        """Open the movements of these stores that the keeper of the stock does not know."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_stock.stock_move_pending_action")
        return action | {"domain": list(Domain("keeper_pending", "=", True) & self._get_moves_domain())}

    # === BUSINESS METHODS === #

    def _load_figures(self, rows, kind="delta", formed_at=None, endpoint=None, message=None):
        """Apply what the keeper of these stores says about their stock, in this transaction; return the load.

        For messages of some thousand rows. Longer ones are a chain of jobs: `_open`, `_apply` and `_close` of
        `torg.stock.load`, which this calls one after the other.

        :param list rows: of `tools.figures.Figure`
        :param str kind: `full` when the rows are everything these stores have, else `delta`
        :param datetime formed_at: when the keeper took the figures; when the message came or now unless told
        """
        load = self.env["torg.stock.load"]._open(self, kind, formed_at, endpoint, message)
        for chunk in split_every(CHUNK, rows, list):
            load._apply(chunk)
        load._close()
        return load

    def _check_kept_outside(self):
        """Refuse figures about a store that Odoo keeps."""
        for store in self.filtered(lambda store: store.stock_keeper != "external"):
            raise UserError(
                self.env._(
                    "The stock of “%(store)s” is kept by Odoo: figures from outside are refused.", store=store.name
                )
            )
