from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class StockWarehouse(models.Model):
    """Handing the stock of a store over to another system, and taking it back."""

    _inherit = "stock.warehouse"

    pending_count = fields.Integer("Movements Unknown to 1C", compute="_compute_pending_count")

    def write(self, vals):
        """Override of stock: a store that Odoo keeps again forgets what the other system said."""
        taken_back = self.filtered(lambda store: store.stock_keeper == "external")
        result = super().write(vals)
        if vals.get("stock_keeper") == "odoo":
            taken_back._forget_figures()
        return result

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
        here = Domain.OR(
            Domain(f"{place}.warehouse_id", "in", self.ids) for place in ("location_id", "location_dest_id")
        )
        return action | {"domain": list(Domain("keeper_pending", "=", True) & here)}

    @api.constrains("stock_keeper", "reception_steps", "delivery_steps")
    def _check_stock_keeper(self):
        for store in self.filtered(lambda store: store.stock_keeper == "external"):
            if store.reception_steps != "one_step" or store.delivery_steps != "ship_only":
                raise ValidationError(
                    self.env._(
                        "“%(store)s”: where 1C keeps the stock, goods come and go in one step.", store=store.name
                    )
                )
            if quant := store._find_foreign_quant():
                raise ValidationError(
                    self.env._(
                        "“%(store)s” has %(product)s in “%(place)s”. 1C keeps stock without places, lots, packages and "
                        "owners: bring it to “%(stock)s” first.",
                        store=store.name,
                        product=quant.product_id.display_name,
                        place=quant.display_name,
                        stock=store.lot_stock_id.display_name,
                    )
                )

    def _find_foreign_quant(self):
        """Return a quant of the store that figures of another system could not stand for."""
        # sudo: who hands a store over need not see its quants
        return (
            self.env["stock.quant"]
            .sudo()
            .search(
                [
                    ("location_id.warehouse_id", "=", self.id),
                    ("quantity", "!=", 0),
                    *("|", "|", "|"),
                    ("location_id", "!=", self.lot_stock_id.id),
                    ("lot_id", "!=", False),
                    ("package_id", "!=", False),
                    ("owner_id", "!=", False),
                ],
                limit=1,
            )
        )

    def _forget_figures(self):
        """Drop the figures and what waited to be covered by them; the quants stay and are Odoo's own from now on."""
        # sudo: the director who takes a store back has no rights on figures and moves
        stores = self.sudo()
        stores.env["torg.stock.figure"].search([("warehouse_id", "in", stores.ids)]).unlink()
        moves = stores.env["stock.move"].search(
            [
                ("keeper_pending", "=", True),
                "|",
                ("location_id.warehouse_id", "in", stores.ids),
                ("location_dest_id.warehouse_id", "in", stores.ids),
            ]
        )
        moves.keeper_pending = False
        stores.figures_at = False
