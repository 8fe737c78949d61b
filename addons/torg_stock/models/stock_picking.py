import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

OUTCOMES = [("active", "Held"), ("converted", "Became an order"), ("released", "Released"), ("expired", "Expired")]
MAX_HOLD_DAYS = 31


class StockPicking(models.Model):
    """A hold is a picking of an own type of each store: it reserves goods, so core counts it, and is never shipped."""

    _inherit = "stock.picking"

    hold_until = fields.Datetime("Held until", readonly=True, copy=False)
    hold_outcome = fields.Selection(OUTCOMES, "Hold", readonly=True, copy=False)
    store_id = fields.Many2one(related="picking_type_id.warehouse_id", string="Store")
    goods_text = fields.Char("Goods", compute="_compute_goods_text")
    is_short = fields.Boolean("Shortage", compute="_compute_is_short", search="_search_is_short")

    _active_hold_index = models.Index("(hold_until) WHERE hold_outcome = 'active'")

    @api.depends("move_ids.product_id", "move_ids.product_uom_qty")
    def _compute_goods_text(self):
        for picking in self:
            picking.goods_text = ", ".join(
                f"{move.product_id.name} × {move.product_uom_qty:g}" for move in picking.move_ids
            )

    @api.depends("move_ids.is_short")
    def _compute_is_short(self):
        for picking in self:
            picking.is_short = any(picking.move_ids.mapped("is_short"))

    def _search_is_short(self, operator, value):
        if operator != "in":
            return NotImplemented
        short = Domain("move_ids.is_short", "=", True)
        return Domain.OR(short if wanted else ~short for wanted in value)

    @api.constrains("hold_until")
    def _check_hold_until(self):
        limit = fields.Datetime.now() + timedelta(days=MAX_HOLD_DAYS)
        if any(picking.hold_until and picking.hold_until > limit for picking in self):
            raise ValidationError(self.env._("Goods are held for %(days)s days at the most.", days=MAX_HOLD_DAYS))

    @api.model
    def get_empty_list_help(self, help_message):
        """Override of stock: an empty list of holds tells of holds, not of transfers and scanners."""
        if "search_default_active_holds" in self.env.context:
            return help_message
        return super().get_empty_list_help(help_message)

    # === ACTIONS === #

    def action_extend_hold(self):
        """Hold these goods longer, by the `hold_hours` of the context, from now on when the time has passed."""
        self.check_access("write")
        hours = timedelta(hours=float(self.env.context.get("hold_hours") or self.company_id[:1].hold_hours))
        for hold in self:
            hold._extend_hold(max(hold.hold_until, fields.Datetime.now()) + hours)
        return True

    def action_release_hold(self):
        """Give the held goods free."""
        self.check_access("write")
        self._end_holds("released")
        return True

    def action_cancel(self):
        """Override of stock: cancelling a hold is releasing it."""
        self._get_active_holds()._end_holds("released")
        return super().action_cancel()

    def button_validate(self):
        """Override of stock: a hold is no shipment."""
        self._check_not_held()
        return super().button_validate()

    # === BUSINESS METHODS === #

    def _get_active_holds(self):
        return self.filtered(lambda picking: picking.hold_outcome == "active")

    def _extend_hold(self, until):
        """Hold the goods until another moment."""
        self.ensure_one()
        if not self._get_active_holds():
            raise UserError(self.env._("“%(hold)s” is over, hold the goods anew.", hold=self.name))
        self.hold_until = until
        self._plan_end_of_hold()

    def _end_holds(self, outcome, successor=None):
        """End holds that are still active: their goods are free again, or taken over by the picking `successor`."""
        for hold in self._get_active_holds():
            # sudo: a hold is ended by whoever may see it, its moves belong to the warehouse
            hold_sudo = hold.sudo()
            pairs = hold_sudo.move_ids._get_pairs()
            hold_sudo.hold_outcome = outcome
            hold_sudo.move_ids._action_cancel()
            hold_sudo.message_post(body=hold._get_end_note(outcome, successor))
            hold_sudo.move_ids._assign_waiting(pairs)

    def _get_end_note(self, outcome, successor):
        if outcome == "converted":
            return self.env._("The goods went over to %(document)s.", document=", ".join(successor.mapped("name")))
        if outcome == "expired":
            return self.env._("The time was up, the goods are free again.")
        return self.env._("Released, the goods are free again.")

    def _plan_end_of_hold(self):
        """Wake the scheduled release when these holds end, to the minute."""
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(
            "torg_stock.ir_cron_release_holds", raise_if_not_found=True
        )
        # sudo: whoever holds goods may have them released in time
        cron_sudo = self.env["ir.cron"].sudo().browse(cron_id)
        cron_sudo._trigger(at=self.mapped("hold_until"))

    def _check_not_held(self):
        if holds := self.filtered(lambda picking: picking.picking_type_id.code == "hold"):
            raise UserError(
                self.env._(
                    "“%(hold)s” only holds goods for a customer. Make an order of it: the order is what is shipped.",
                    hold=holds[0].name,
                )
            )

    @api.model
    def _cron_release_holds(self):
        """Release what was held long enough. Each hold by itself: one that cannot be released stops no other."""
        domain = [("hold_outcome", "=", "active"), ("hold_until", "<=", fields.Datetime.now())]
        holds = self.search(domain, order="hold_until, id")
        self.env["ir.cron"]._commit_progress(remaining=len(holds))
        for hold in holds:
            try:
                with self.env.cr.savepoint():
                    hold._end_holds("expired")
            except UserError:
                _logger.exception("Hold %s could not be released", hold.name)
            if not self.env["ir.cron"]._commit_progress(1):
                break
