from odoo import api, fields, models
from odoo.exceptions import AccessError


class TorgDelivery(models.Model):
    """What a courier does with his stops on his phone. Every verb checks that the stop is his and answers with it."""

    _inherit = "torg.delivery"

    def courier_take(self):
        """The courier has taken the goods in the store."""
        delivery_sudo = self._get_own_sudo()
        delivery_sudo._hand()
        return delivery_sudo._prepare_stop()

    def courier_set_off(self):
        """The courier is on the way to the customer."""
        delivery_sudo = self._get_own_sudo()
        delivery_sudo._set_off()
        return delivery_sudo._prepare_stop()

    @api.readonly
    def preview_sum(self, refused):
        """Return what is to be taken when the customer does not take this: `{line id: quantity}`."""
        delivery_sudo = self._get_own_sudo()
        amount = delivery_sudo._get_sum_without(delivery_sudo._read_refused(refused))
        return {"amount": amount, "text": delivery_sudo.currency_id.format(amount)}

    def courier_deliver(self, amount, method="cash", refused=None, reason_id=False, note=None):
        """The customer has the goods, a part of them came back with the courier (`{line id: quantity}`)."""
        delivery_sudo = self._get_own_sudo()
        reason = self._read_reason(reason_id)
        quantities = delivery_sudo._read_refused(refused)
        delivery_sudo._deliver(amount, "card" if method == "card" else "cash", quantities, reason, note)
        return delivery_sudo._prepare_stop()

    def courier_refuse(self, reason_id, again=False, date=False, interval_id=False, note=None):
        """The customer has not taken the goods; `again`: they are to be brought on another day."""
        delivery_sudo = self._get_own_sudo()
        intervals = delivery_sudo.carrier_id.interval_ids
        interval = intervals.filtered(lambda row: row.id == interval_id)
        day = fields.Date.to_date(date) if date else False
        delivery_sudo._refuse(self._read_reason(reason_id), bool(again), day, interval if day else None, note)
        return delivery_sudo._prepare_stop()

    @api.readonly
    def get_free_days(self):
        """Return when this stop may be tried again: see `delivery.carrier._get_free_days`."""
        delivery_sudo = self._get_own_sudo()
        return delivery_sudo.carrier_id._get_free_days(delivery_sudo.order_id)

    @api.model
    def courier_sort(self, delivery_ids):
        """Visit these stops in this order."""
        deliveries = self.browse(delivery_ids).exists()
        for number, delivery in enumerate(deliveries, start=1):
            delivery._get_own_sudo().sequence = number
        return True

    # === WHO ASKS === #

    def _get_own_sudo(self):
        """Return this stop with all rights when it is the reader's own. Raises AccessError when it is not."""
        self.ensure_one()
        # sudo: a courier sees his stops and nothing else of the orders; whose it is is checked right here
        delivery_sudo = self.sudo()
        if not self.env.user.has_group("torg_base.group_courier") or delivery_sudo.courier_id != self.env.user:
            raise AccessError(self.env._("This delivery is not yours."))
        return delivery_sudo

    def _read_refused(self, refused):
        """Return `{line: quantity}` from what a screen sent: names of keys come as text."""
        asked = {int(key): float(quantity) for key, quantity in (refused or {}).items()}
        return {line: asked[line.id] for line in self.line_ids if asked.get(line.id)}

    @api.model
    def _read_reason(self, reason_id):
        return self.env["torg.return.reason"].browse(reason_id or ()).exists()
