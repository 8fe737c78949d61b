from odoo import api, fields, models

from odoo.addons.torg_pricelist.const import COST


class StockMove(models.Model):
    """The value of moves is closed; core values them in the name of whoever validates a transfer, so with sudo."""

    _inherit = "stock.move"

    value = fields.Monetary(groups=COST, copy=False)
    value_manual = fields.Monetary(groups=COST)
    value_justification = fields.Text(groups=COST)
    value_computed_justification = fields.Text(groups=COST)
    standard_price = fields.Float(groups=COST)
    remaining_value = fields.Monetary(groups=COST)
    price_unit = fields.Float(groups=COST)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of stock: a backorder brings the unit cost, which its creator may not write."""
        if self.env.su or self.env.user.has_group(COST):
            return super().create(vals_list)
        vals_list = [dict(vals) for vals in vals_list]
        costs = [vals.pop("price_unit", 0.0) for vals in vals_list]
        moves = super().create(vals_list)
        for move, cost in zip(moves, costs, strict=True):
            if cost:
                # sudo: as core would have written it
                move.sudo().price_unit = cost
        return moves

    def _set_value(self, *args, **kwargs):
        """Override of stock_account to value a move whoever validates it."""
        # sudo: the person need not see the cost
        return super(StockMove, self.sudo())._set_value(*args, **kwargs)

    def _create_account_move(self):
        """Override of stock_account: the same for the entry of the ledger."""
        # sudo: the person need not see the cost
        return super(StockMove, self.sudo())._create_account_move()

    def _get_price_unit(self):
        """Override of stock_account: asked by core, not by a person."""
        # sudo: the person need not see the cost
        return super(StockMove, self.sudo())._get_price_unit()

    def _get_cogs_price_unit(self, quantity=0):
        """Override of stock_account: asked when an invoice is posted."""
        # sudo: the person need not see the cost
        return super(StockMove, self.sudo())._get_cogs_price_unit(quantity)

    def _prepare_move_split_vals(self, qty):
        """Override of stock: a backorder keeps the unit cost."""
        # sudo: the person need not see the cost
        return super(StockMove, self.sudo())._prepare_move_split_vals(qty)

    def _merge_moves(self, merge_into=False):
        """Override of stock: only moves of one unit cost are merged."""
        # sudo: the person need not see the cost
        return super(StockMove, self.sudo())._merge_moves(merge_into=merge_into).with_env(self.env)
