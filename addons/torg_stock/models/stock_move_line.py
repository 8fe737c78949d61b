from odoo import api, models
from odoo.exceptions import UserError

RESERVING = {"quantity", "product_uom_id", "location_id", "lot_id", "package_id", "owner_id", "quant_id", "move_id"}


class StockMoveLine(models.Model):
    """Lines are the reserves: where the keeper of the stock counts them, the quants follow each change at once."""

    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of stock to project what the keeper counts."""
        lines = super().create(vals_list)
        lines.move_id._project_kept(lines._get_counted_pairs())
        return lines

    def write(self, vals):
        """Override of stock to do the same, and to leave what is done as it is where another system keeps the stock."""
        if not RESERVING & vals.keys():
            return super().write(vals)
        self._check_done_is_kept()
        pairs = self._get_counted_pairs()
        result = super().write(vals)
        self.move_id._project_kept(pairs | self._get_counted_pairs())
        return result

    def unlink(self):
        """Override of stock to do the same."""
        pairs, moves = self._get_counted_pairs(), self.env["stock.move"]
        result = super().unlink()
        moves._project_kept(pairs)
        return result

    def _get_counted_pairs(self):
        """Return `{(product id, store id)}` of open reserves that the keeper of the stock counts."""
        moves = self.move_id.filtered(
            lambda move: move.keeper_accepted_at and move.state not in ("draft", "done", "cancel")
        )
        return moves._get_kept_pairs()

    def _check_done_is_kept(self):
        done = self.move_id.filtered(lambda move: move.state == "done")
        for store in done._get_kept_stores()[:1]:
            raise UserError(
                self.env._(
                    "The goods of “%(store)s” have moved already, and 1C keeps its stock: correct it there.",
                    store=store.name,
                )
            )
