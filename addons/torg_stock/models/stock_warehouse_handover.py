from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

IS_OPEN = Domain("state", "in", ("waiting", "confirmed", "partially_available", "assigned"))


class StockWarehouse(models.Model):
    """Handing the stock of a store over to another system, and taking it back."""

    _inherit = "stock.warehouse"

    def write(self, vals):
        """Override of stock: what was there is where the other system begins, or where Odoo goes on."""
        keeper = vals.get("stock_keeper")
        changed = self.filtered(lambda store: keeper and store.stock_keeper != keeper)
        if keeper == "odoo":
            changed._claim_promises_of_keeper()
        result = super().write(vals)
        if keeper == "odoo":
            changed._forget_figures()
        elif keeper == "external":
            changed._adopt_quants()
        return result

    # === CHECKS === #

    @api.constrains("stock_keeper", "reception_steps", "delivery_steps")
    def _check_stock_keeper(self):
        for store in self.filtered(lambda store: store.stock_keeper == "external"):
            if store.reception_steps != "one_step" or store.delivery_steps != "ship_only":
                raise ValidationError(
                    self.env._(
                        "“%(store)s”: where 1C keeps the stock, goods come and go in one step.", store=store.name
                    )
                )
            store._check_quants_to_hand_over()
            store._check_moves_to_hand_over()

    def _check_quants_to_hand_over(self):
        """Refuse to hand over goods that figures of another system could not stand for."""
        elsewhere = Domain("location_id", "!=", self.lot_stock_id.id)
        special = Domain.OR(Domain(field, "!=", False) for field in ("lot_id", "package_id", "owner_id"))
        here = Domain("location_id.warehouse_id", "=", self.id) & Domain("quantity", "!=", 0)
        # sudo: who hands a store over need not see its quants
        if quant := self.env["stock.quant"].sudo().search(here & (elsewhere | special), limit=1):
            raise ValidationError(
                self.env._(
                    "“%(store)s” has %(product)s in “%(place)s”. 1C keeps stock without places, lots, packages and "
                    "owners: bring it to “%(stock)s” first.",
                    store=self.name,
                    product=quant.product_id.display_name,
                    place=quant.display_name,
                    stock=self.lot_stock_id.display_name,
                )
            )

    def _check_moves_to_hand_over(self):
        """Refuse to hand over a store that still has work to do which 1C would do from then on."""
        # sudo: who hands a store over need not see its transfers
        moves = self.env["stock.move"].sudo().search(self._get_moves_domain() & IS_OPEN)
        moves = moves.filtered(lambda move: move._get_usages_outside(self) != ["customer"])
        if moves:
            names = sorted({move.reference or move.product_id.display_name for move in moves})
            raise ValidationError(
                self.env._(
                    "“%(store)s” has receipts, transfers or scrap to finish or cancel before 1C keeps its stock: "
                    "%(documents)s.",
                    store=self.name,
                    documents=", ".join(names[:5]),
                )
            )

    # === BUSINESS METHODS === #

    def _get_moves_domain(self):
        """Return the domain of moves that take goods of these stores or bring them."""
        return Domain.OR(
            Domain(f"{place}.warehouse_id", "in", self.ids) for place in ("location_id", "location_dest_id")
        )

    def _adopt_quants(self):
        """Let the figures begin with what Odoo had: they are true until the first message says otherwise."""
        self.env["stock.quant"].flush_model()
        # sql: a figure for each of a hundred thousand quants; the ORM writes none, people may not either
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_stock_figure (product_id, warehouse_id, basis, on_hand, free)
                   SELECT quant.product_id, store.id, 'on_hand', sum(quant.quantity), sum(quant.quantity)
                     FROM stock_warehouse store
                     JOIN stock_quant quant ON quant.location_id = store.lot_stock_id
                    WHERE store.id = ANY(%s)
                    GROUP BY quant.product_id, store.id
                   HAVING sum(quant.quantity) <> 0
                       ON CONFLICT (warehouse_id, product_id) DO NOTHING""",
                self.ids,
            )
        )
        self.env["torg.stock.figure"].invalidate_model()

    def _claim_promises_of_keeper(self):
        """Reserve here what the keeper of these stores had reserved for orders that Odoo knows."""
        # sudo: the director who takes a store back has no rights on its moves
        moves_sudo = self.env["stock.move"].sudo()
        moves_sudo = moves_sudo.search(self._get_moves_domain() & IS_OPEN & Domain("reserve_owner", "=", "keeper"))
        moves_sudo.reserve_owner = "odoo"
        if pairs := moves_sudo._get_pairs():
            moves_sudo._settle_stock(pairs)

    def _forget_figures(self):
        """Drop the figures and what waited to be covered by them; the quants stay and are Odoo's own from now on."""
        # sudo: the director who takes a store back has no rights on figures and moves
        stores = self.sudo()
        stores.env["torg.stock.figure"].search([("warehouse_id", "in", stores.ids)]).unlink()
        moves, here = stores.env["stock.move"], stores._get_moves_domain()
        moves.search(here & Domain("keeper_pending", "=", True)).keeper_pending = False
        moves.search(here & IS_OPEN & Domain("keeper_accepted_at", "!=", False)).keeper_accepted_at = False
        stores.figures_at = False
