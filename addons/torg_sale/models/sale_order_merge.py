from markupsafe import Markup

from odoo import api, fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """Several orders of one customer become one: the others are cancelled, their money comes along."""

    _inherit = "sale.order"

    merged_into_id = fields.Many2one(
        "sale.order", "Merged into", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    # === ACTIONS === #

    def action_merge(self):
        """Ask which of these orders stays, and what becomes of the goods of the others."""
        # sudo: which order it looks like may be a colleague's; whether it may be merged is checked by the verb
        orders = self | self.sudo().duplicate_of_id.sudo(False)
        orders.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge Orders"),
            "res_model": "torg.order.merge",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_ids": [fields.Command.set(orders.ids)]},
        }

    # === BUSINESS METHODS === #

    def _merge(self, others, how="add"):
        """Make one order of this one and `others`: they are cancelled as duplicates and their money comes here.

        All or nothing. Raises StageRefusal when they are not orders of one customer or goods have left already,
        StockRefusal when the store refuses shortages and lacks what is added.

        :param str how: `add`: the goods of the others come here, too; `keep`: they are the same goods, they do not
        """
        self.ensure_one()
        others -= self
        self._check_merge(others)
        channel = self.env["ir.http"]._get_channel()
        lines = others._get_merge_lines() if how == "add" else self.order_line.browse()
        hold = self.hold_id._get_active_holds()
        with self.env.cr.savepoint():
            (self | others)._remember_channel(channel)
            self.env["torg.stock.lock"]._lock((self | others)._get_merge_pairs())
            self._take_money(others)
            others.sudo().write({"merged_into_id": self.id})  # sudo: written by this verb only
            self._cancel_merged(others, channel)
            self._take_lines(lines)
            if hold and lines:
                self._hold_goods(hold.hold_until)
            self._take_words(others)
            self._on_merge(others)

    def _on_merge(self, others):
        """Hook: `others` have become a part of this order."""
        self.sudo().duplicate_of_id = False  # sudo: written by its verbs only
        self._emit_event_at_commit("order.changed")
        self._on_payment()

    def _check_merge(self, others):
        """Raise unless the reader may change all of these orders, they are one customer's and nothing has left."""
        orders = self | others
        orders.check_access("write")
        if not others:
            raise StageRefusal(self.env._("Choose the orders to merge with %(order)s.", order=self.name), "nothing")
        for order in orders:
            if order.state == "cancel" or order.stage_is_final:
                raise StageRefusal(self.env._("%(order)s is over: it is not merged.", order=order.name), "final")
            if order._has_left():
                raise StageRefusal(
                    self.env._("Goods of %(order)s have left the store: it is not merged.", order=order.name), "shipped"
                )
            # sudo: whether it is billed, not the bills
            if order.sudo().invoice_ids.filtered(lambda move: move.state == "posted"):
                raise StageRefusal(self.env._("%(order)s is billed: it is not merged.", order=order.name), "billed")
        self._check_same_client(others)

    def _check_same_client(self, others):
        # sudo: phones and emails are compared, not shown
        marks = (self | others).sudo()._get_client_marks()
        for order in others:
            if not marks[self.id] & marks[order.id]:
                raise StageRefusal(
                    self.env._(
                        "%(first)s and %(second)s are orders of different customers.",
                        first=self.name,
                        second=order.name,
                    ),
                    "foreign_client",
                )
            if (order.company_id, order.currency_id) != (self.company_id, self.currency_id):
                raise StageRefusal(
                    self.env._(
                        "%(first)s and %(second)s are in different companies or currencies.",
                        first=self.name,
                        second=order.name,
                    ),
                    "foreign_currency",
                )

    def _has_left(self):
        return any(line.qty_delivered and line.product_id.type == "consu" for line in self.order_line) or bool(
            self.return_ids
        )

    def _take_money(self, others):
        """Money of the others is money of this order from now on; each sum still counts once."""
        # sudo: payments are written by verbs only, cards are not shown
        others_sudo = others.sudo()
        others_sudo.payment_ids.write({"order_id": self.id})
        for transaction in others_sudo.transaction_ids:
            gone = [fields.Command.unlink(order.id) for order in transaction.sale_order_ids & others_sudo]
            transaction.sale_order_ids = [*gone, fields.Command.link(self.id)]

    def _cancel_merged(self, others, channel):
        reason = self.env.ref("torg_sale.torg_cancel_reason_duplicate")
        for stage, orders in others.grouped(lambda order: order._get_stage_for("cancel")).items():
            orders._move_to_stage(stage, channel, {"cancel_reason_id": reason.id})

    def _take_words(self, others):
        """Keep what the customers and people said about the others, and leave links both ways."""
        notes = [order.customer_note for order in self | others if order.customer_note]
        if any(others.mapped("customer_note")):
            self.customer_note = "\n".join(dict.fromkeys(notes))
        if not self.client_order_ref and any(others.mapped("client_order_ref")):
            self.client_order_ref = next(filter(None, others.mapped("client_order_ref")))
        links = Markup(", ").join(order._get_html_link() for order in others)
        self.message_post(body=self.env._("Merged with %(orders)s.", orders=links))
        for order in others:
            order.message_post(body=self.env._("Merged into %(order)s.", order=self._get_html_link()))

    # === WHAT COMES LATER === #

    def _get_merge_target(self):
        """Return the order that this one is a part of now, or itself."""
        self.ensure_one()
        # sudo: whoever tells about an order need not see the one it was merged into
        order_sudo = self.sudo()
        while order_sudo.merged_into_id:
            order_sudo = order_sudo.merged_into_id
        return order_sudo.with_env(self.env)

    def _register_payment(self, *args, **details):
        """Override of torg_sale: money for an order that was merged is money of the one it was merged into."""
        target = self._get_merge_target()
        if target != self:
            return target._register_payment(*args, **details)
        return super()._register_payment(*args, **details)

    def _enter_stage(self, stage):
        """Override of torg_sale: an order that is taken up again is a part of no other one."""
        super()._enter_stage(stage)
        if stage.sale_state != "cancel" and (merged := self.filtered("merged_into_id")):
            merged.sudo().merged_into_id = False  # sudo: written by its verbs only

    def _plan_stage_messages(self, stage):
        """Override of torg_sale: nothing is cancelled for a customer whose order goes on under another number."""
        return super(SaleOrder, self.filtered(lambda order: not order.merged_into_id))._plan_stage_messages(stage)

    @api.model
    def _get_journal_fields(self):
        """Override of torg_sale: which order it went into is a row of the journal."""
        return super()._get_journal_fields() | {"merged_into_id"}
