from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """Collecting: who puts the goods of an order aside, and how far that has come."""

    _inherit = "sale.order"

    collector_id = fields.Many2one(
        "res.users", "Collected by", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    # === BUSINESS METHODS === #

    def _get_collect_stages(self):
        """Return the stages where confirmed orders wait until their goods are put aside: those before «ready»."""
        ready = self._get_ready_stages()[:1]
        return (
            self.env["sale.order.stage"]
            ._get_all()
            .filtered(
                lambda stage: (
                    stage.sale_state == "sale" and not stage.is_final and (not ready or stage.sequence < ready.sequence)
                )
            )
        )

    def _get_ready_stages(self):
        """Return the stages where collected orders wait for the customer."""
        return self.env["sale.order.stage"]._get_all().filtered(lambda stage: stage.entry_event == "collected")

    def _get_collect_lines(self):
        """Return the lines of which the store has goods to put aside."""
        return self.order_line.filtered(lambda line: line.product_id.type == "consu" and line._get_open_moves())

    def _take_to_collect(self, over=False):
        """The present user collects this order from now on; of two at once only one does.

        :param bool over: also when a colleague has begun
        """
        self.ensure_one()
        self._check_collectable()
        user = self.env.user
        if self.collector_id and self.collector_id != user and not over:
            raise StageRefusal(
                self.env._("%(order)s is being collected by %(name)s.", order=self.name, name=self.collector_id.name),
                "collected_by_other",
            )
        if self.collector_id != user:
            self.collector_id = user
        collecting = self._get_collect_stages()[-1:]
        if self.stage_id != collecting:
            self._move_to_stage(collecting, "desk")
        self._tell_desk()

    def _check_collectable(self):
        if self.state != "sale" or self.stage_id not in self._get_collect_stages():
            raise StageRefusal(
                self.env._("%(order)s is not to be collected: “%(stage)s”.", order=self.name, stage=self.stage_id.name),
                "not_to_collect",
            )

    def _set_picked(self, quantities):
        """Put so much of these lines aside: the last line makes the order ready. Told twice, it is put aside once.

        Raises StageRefusal when a colleague collects the order, or more is put aside than is asked for.

        :param dict quantities: {order line: quantity put aside by now, in the unit of the line}
        """
        self._take_to_collect()
        for line, quantity in quantities.items():
            line._set_picked(quantity)
        self._check_collected()

    def _check_collected(self):
        """Move these orders on when nothing is left to put aside."""
        self.filtered(lambda order: not order._get_open_missing() and order._is_collected())._advance("collected")

    def _on_store_change(self):
        """Override of torg_sale: another store begins anew."""
        super()._on_store_change()
        # sudo: whoever moves the order need not collect it
        orders_sudo = self.sudo()
        orders_sudo.collector_id = False
        orders_sudo.order_line.filtered("picked_qty").picked_qty = 0
        orders_sudo._get_open_missing()._close("moved")
        orders_sudo._collect_again()

    def _is_partly_collected(self):
        """Return whether some of what still has to leave the store is put aside, and some is not."""
        return bool(self._get_open_pickings().move_ids.filtered("picked")) and not self._is_collected()

    def _collect_again(self):
        """What was ready is still to be collected, all of it or a part. A refusal stays a note.

        Who caused it and through which channel remains known: it is his row of the journal.
        """
        ready, collecting = self._get_ready_stages(), self._get_collect_stages()
        told = {order_id: entry["channel"] for order_id, entry in self._get_journal_entries().items()}
        for order in self.filtered(lambda order: order.stage_id in ready and order._get_collect_lines()):
            try:
                order._move_to_stage(collecting.filtered(lambda stage, order=order: stage._fits(order))[-1:], "system")
            except UserError as refusal:
                order.message_post(body=str(refusal))
            order._remember_channel(told.get(order.id))

    def _on_delivery(self):
        """Override of torg_sale: what has left the store is not put aside any more."""
        # sudo: whoever ships need not see the lines
        self.sudo().order_line.filtered("picked_qty").picked_qty = 0
        super()._on_delivery()
