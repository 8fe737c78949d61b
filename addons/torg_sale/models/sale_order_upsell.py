from collections import defaultdict
from fractions import Fraction

from odoo import SUPERUSER_ID, api, fields, models

from odoo.addons.torg_sale.const import PROGRAMMES
from odoo.addons.torg_sale.models.sale_order_journal import SNAPSHOTS
from odoo.addons.torg_sale.tools import upsell

MANAGER = "torg_base.group_manager"


class SaleOrder(models.Model):
    """The upsell account: counted anew at the end of each transaction that touches an order that came ready-made.

    The journal must have the last word first, so the account is made right after it; an order that nobody completed
    has no account, one that is reopened loses it again.
    """

    _inherit = "sale.order"

    baseline_ids = fields.One2many("torg.order.baseline", "order_id", "As it came", readonly=True)
    baseline_line_ids = fields.One2many("torg.order.baseline.line", "order_id", "Lines as they came", readonly=True)
    upsell_ids = fields.One2many("torg.order.upsell", "order_id", readonly=True)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale to keep an order as the site or 1C sent it."""
        orders = super().create(vals_list)
        orders._keep_baseline()
        return orders

    # === AS IT CAME === #

    def _keep_baseline(self, channel=None):
        """Keep these orders as the site, the API or 1C sent them; once, and only while they are being created.

        Called by itself when an order is created. A channel that goes on building an order in the same transaction
        calls it again at the end. An order typed by a person has no baseline, so no upsell either.

        :param channel: one of `const.CHANNELS`; the way of the present request unless told
        """
        channel = channel or self.env["ir.http"]._get_channel()
        if channel not in PROGRAMMES:
            return
        kept = self.env.cr.postcommit.data.get(SNAPSHOTS, {})
        # sudo: whoever sends an order writes its baseline, nobody changes it
        orders_sudo = self.sudo().filtered(lambda order: kept.get(order.id, {"before": 1})["before"] is None)
        orders_sudo.baseline_ids.unlink()
        self.env["torg.order.baseline"].sudo().create(  # sudo: see above
            [
                {
                    "order_id": order.id,
                    "channel": channel,
                    "line_ids": [fields.Command.create(vals) for vals in order._prepare_baseline_lines()],
                }
                for order in orders_sudo
            ]
        )

    def _prepare_baseline_lines(self):
        lines = self.order_line.filtered(lambda line: line._counts_for_upsell())
        return [line._prepare_baseline_vals() for line in lines]

    # === THE ACCOUNT === #

    @api.model
    def _write_journal(self):
        """Override of torg_sale: the account follows the journal."""
        touched = set(self.env.cr.precommit.data.get(SNAPSHOTS, ()))
        super()._write_journal()
        # sudo: the account is made by the order, whoever completes it
        baselines = self.env["torg.order.baseline"].sudo().search([("order_id", "in", list(touched))])
        baselines.order_id._count_upsell()
        self.env.flush_all()

    def _on_delivery(self):
        """Override of torg_sale: what came back is taken off."""
        self._touch_journal()
        super()._on_delivery()

    def _count_upsell(self):
        """Bring the accounts of these orders to what they are now, by rows of the difference."""
        vals_list = []
        for order in self:
            booked, due = order._get_booked_upsell(), order._get_upsell()
            for key in {**booked, **due}:
                change = [now - was for now, was in zip(due[key], booked[key], strict=True)]
                if any(change):
                    vals_list.append(order._prepare_upsell_vals(key, *change))
        # sudo: rows are written by the account only
        self.env["torg.order.upsell"].sudo().create(vals_list)

    def _get_upsell(self):
        """Return `{(manager, product, kind): [quantity, kopecks, margin]}`, nothing until the order is completed."""
        due = defaultdict(lambda: [0, 0, 0])
        if not self.stage_id.is_final or self.stage_id.sale_state != "sale":
            return due
        for row in self._get_upsell_account().rows:
            found = due[row.user, row.product, row.kind]
            for number, figure in enumerate((row.quantity, *row.money)):
                found[number] += figure
        for found in due.values():
            found[0] = round(float(found[0]), self.env["decimal.precision"].precision_get("Product Unit"))
        return due

    def _get_upsell_account(self):
        """Return the Account of tools/upsell.py."""
        self.ensure_one()
        lines = self.order_line.filtered(lambda line: line._counts_for_upsell())
        sent = defaultdict(lambda: (Fraction(), upsell.Money()))
        for line in self.baseline_line_ids:
            quantity, money = sent[line.product_id.id]
            sent[line.product_id.id] = (quantity + Fraction(str(line.quantity)), money + line._get_money())
        was_sent = self.baseline_line_ids.order_line_id
        return upsell.make_account(
            sent,
            [line._prepare_upsell_line(line in was_sent) for line in lines],
            upsell.read_changes(self._get_people_changes()),
            self.user_id.id or self.env.uid,
        )

    def _get_people_changes(self):
        """Return pairs (manager or None, changed lines) of the journal: what programs do is nobody's."""
        rows = self.journal_ids.filtered(lambda row: row.kind == "changed").sorted("id")
        people = rows.user_id.filtered(lambda user: user.id != SUPERUSER_ID and user.has_group(MANAGER))
        return [
            (
                row.user_id.id if row.user_id in people and row.channel not in PROGRAMMES else None,
                (row.changes or {}).get("lines", []),
            )
            for row in rows
        ]

    def _get_booked_upsell(self):
        booked = defaultdict(lambda: [0, 0, 0])
        for row in self.upsell_ids:
            found = booked[row.user_id.id, row.product_id.id, row.kind]
            found[0] = round(found[0] + row.quantity, 6)
            found[1] += row._to_kopecks(row.amount)
            found[2] += row._to_kopecks(row.margin)
        return booked

    def _prepare_upsell_vals(self, key, quantity, amount, margin):
        user, product, kind = key
        rounding = self.company_id.currency_id.rounding
        return {
            "order_id": self.id,
            "user_id": user,
            "product_id": product,
            "kind": kind,
            "quantity": quantity,
            "amount": self.company_id.currency_id.round(amount * rounding),
            "margin": self.company_id.currency_id.round(margin * rounding),
        }
