from odoo import fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal

ACTIVITY = "torg_store_desk.mail_activity_type_missing"


class SaleOrder(models.Model):
    """What the store did not find goes to the manager; the order is not ready before he has decided."""

    _inherit = "sale.order"

    missing_ids = fields.One2many("torg.order.missing", "order_id", "Not found", readonly=True)

    # === THE MANAGER'S SCREEN === #

    def get_missing(self):
        """Return what the store did not find of this order and waits for the manager's decision."""
        self.ensure_one()
        self.check_access("read")
        # sudo: whoever sees the order sees what it lacks
        return [row._prepare_screen_vals() for row in self.sudo()._get_open_missing()]

    # === BUSINESS METHODS === #

    def _get_open_missing(self):
        return self.missing_ids.filtered(lambda row: row.state == "open")

    def _report_missing(self, line, found, offers=None, note=None):
        """Tell the manager that the store has only so much of a line, and what it has instead.

        The promise stands until he decides: nobody else is promised goods that are not there.

        :param float found: in the unit of the line
        :param offers: product.product that the store has instead
        """
        self._take_to_collect()
        if line.product_uom_id.compare(found, line._get_open_quantity()) >= 0:
            raise StageRefusal(self.env._("Say how much was found: less than was asked for."), "bad_quantity")
        line._set_picked(found)
        vals = {
            "asked": line._get_open_quantity(),
            "found": found,
            "offer_ids": [fields.Command.set(offers.ids if offers else [])],
            "note": note,
        }
        row = line.missing_ids.filtered(lambda row: row.state == "open")
        if row:
            row.write(vals)
        else:
            row = row.create({"line_id": line.id, "product_id": line.product_id.id, **vals})
        self._tell_manager(row)
        return row

    def _tell_manager(self, row):
        """An activity of the order's manager, and a word on the screen: the customer may be waiting."""
        user = self.user_id or self.team_id.user_id
        sentence = self.env._("%(order)s: not found: %(goods)s", order=self.name, goods=row._get_text())
        self.message_post(body=sentence)
        self.activity_unlink([ACTIVITY])
        if user:
            # quick update: a word on the screen is enough, no letter
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY, user_id=user.id, summary=sentence
            )
            message = self.env._("“%(store)s” waits for your decision.", store=self.warehouse_id.name)
            user._bus_send(
                "simple_notification", {"title": sentence, "message": message, "type": "danger", "sticky": True}
            )
        self._tell_desk()

    def _get_card_badges(self):
        """Override of torg_sale to say what the store did not find."""
        badges = super()._get_card_badges()
        # sudo: whoever sees the card sees what the order lacks
        rows = self.env["torg.order.missing"].sudo().search([("order_id", "in", self.ids), ("state", "=", "open")])
        for order, missing in rows.grouped("order_id").items():
            goods = ", ".join(row._get_text() for row in missing)
            text = self.env._("Not found: %(goods)s", goods=goods)
            badges[order.id].append({"code": "missing", "text": text, "level": "danger"})
        return badges

    def _check_entry(self, stage):
        """Override of torg_sale: an order is not ready while the manager has something to decide."""
        super()._check_entry(stage)
        if stage.entry_event != "collected":
            return
        for order in self:
            # sudo: whoever moves the order hears why it may not go
            if missing := order.sudo()._get_open_missing():
                raise StageRefusal(
                    self.env._(
                        "%(order)s: decide first what happens with what was not found: %(goods)s.",
                        order=order.name,
                        goods=", ".join(row._get_text() for row in missing),
                    ),
                    "missing_goods",
                )

    def _enter_stage(self, stage):
        """Override of torg_sale: an order that is over or back at its beginning misses nothing."""
        super()._enter_stage(stage)
        if stage.is_final or stage.sale_state != "sale":
            # sudo: whoever moves the order
            orders_sudo = self.sudo()
            orders_sudo._get_open_missing()._close("moved")
            orders_sudo.order_line.filtered("picked_qty").picked_qty = 0
            orders_sudo.filtered("collector_id").collector_id = False
