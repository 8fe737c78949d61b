from odoo import api, fields, models, tools

from odoo.addons.torg_sale.tools import journal

SNAPSHOTS = "torg_sale.journal"  # {order id: {"before": snapshot or None, "row": id, "channel": …}} of the transaction


class SaleOrder(models.Model):
    """The journal: a snapshot at the first touch of a transaction, the difference at its end, one row for it.

    The difference is written before each savepoint and before the commit: recomputed totals are in, and a savepoint
    that is rolled back takes its own part along. The following parts of the same transaction go on in the same row.
    """

    _inherit = "sale.order"

    journal_ids = fields.One2many("torg.order.journal", "order_id", readonly=True)
    handler_ids = fields.Many2many(
        "res.users",
        "sale_order_handler_rel",
        "order_id",
        "user_id",
        string="Handled by",
        readonly=True,
        copy=False,
        help="Every manager this order was ever given to.",
    )

    revision = fields.Char(compute="_compute_revision", help="Another one when something of the order has changed.")

    def _compute_revision(self):
        last = dict(
            self.env["torg.order.journal"]._read_group([("order_id", "in", self.ids)], ["order_id"], ["id:max"])
        )
        for order in self:
            order.revision = f"{last.get(order, 0)}/{order.write_date}/{order.delivery_status}"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._touch_journal(created=True)
        return orders

    def write(self, vals):
        if not self._get_journal_fields().isdisjoint(vals) or "order_line" in vals:
            self._touch_journal()
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _get_journal_fields(self):
        """Hook: names of the fields whose changes are kept."""
        return {
            "stage_id", "order_type_id", "user_id", "team_id", "warehouse_id", "partner_id", "partner_shipping_id",
            "pricelist_id", "carrier_id", "commitment_date", "cancel_reason_id", "amount_total", "paid_amount",
        }  # fmt: skip

    @api.model
    @tools.ormcache("self.env.lang")
    def _get_journal_labels(self):
        return {name: self._fields[name].get_description(self.env)["string"] for name in self._get_journal_fields()}

    def _remember_channel(self, channel):
        """Tell the journal through which channel these orders are changed in this transaction."""
        self._touch_journal()
        for entry in self._get_journal_entries().values():
            entry["channel"] = channel

    def _get_journal_entries(self):
        kept = self.env.cr.postcommit.data.get(SNAPSHOTS, {})
        return {order_id: kept[order_id] for order_id in self.ids if order_id in kept}

    def _touch_journal(self, created=False):
        """Call before these orders or their lines change: keeps how they were at the transaction's first touch."""
        orders = self.filtered("id")
        kept = self.env.cr.postcommit.data.setdefault(SNAPSHOTS, {})
        fresh = orders.filtered(lambda order: order.id not in kept)
        before = {} if created else fresh._take_snapshots()
        for order in fresh:
            kept[order.id] = {"before": before.get(order.id), "row": None, "channel": None, "since": order.stage_date}
        if created:
            for order_id in orders.ids:  # its lines have touched it before it was ready
                kept[order_id]["before"] = None
        dirty = self.env.cr.precommit.data.setdefault(SNAPSHOTS, set())
        if not dirty and orders:
            self.env.cr.precommit.add(self.browse()._write_journal)
        dirty.update(orders.ids)

    def _take_snapshots(self):
        """Return {order id: snapshot}, see tools/journal.py. In a constant number of queries."""
        # sudo: the journal sees the whole order, whoever changes a part of it
        orders = self.sudo().with_context(active_test=False)
        names = orders._get_journal_fields()
        return {
            order.id: {
                "fields": {name: order._get_journal_value(name) for name in sorted(names)},
                "lines": {str(line.id): line._get_journal_value() for line in order.order_line if line.product_id},
            }
            for order in orders
        }

    def _get_journal_value(self, name):
        value, field = self[name], self._fields[name]
        if field.type == "many2one":
            # People are kept by number alone: who is forgotten must not live on in a journal.
            name = None if field.comodel_name == "res.partner" else value.display_name
            return [value.id, name] if value else None
        if field.type in ("datetime", "date"):
            return field.to_string(value) if value else None
        if field.type == "monetary":
            return self.currency_id.round(value)
        return value or None

    @api.model
    def _write_journal(self):
        """Write the difference of every touched order: at the end of the transaction, and before each savepoint."""
        dirty = self.env.cr.precommit.data.pop(SNAPSHOTS, set())
        kept = self.env.cr.postcommit.data.get(SNAPSHOTS, {})
        # sudo: the journal is written by the order, not by people
        orders_sudo = self.sudo().browse(sorted(dirty & kept.keys())).exists()
        after, vals_list = orders_sudo._take_snapshots(), []
        for order in orders_sudo:
            entry = kept[order.id]
            changes = journal.diff(entry["before"], after[order.id])
            row = self.env["torg.order.journal"].sudo().browse(entry["row"] or ()).exists()  # sudo: see above
            if row:
                row.write(order._prepare_journal_vals(entry, changes))
            elif changes["fields"] or changes["lines"]:
                vals_list.append(order._prepare_journal_vals(entry, changes))
        for row in self.env["torg.order.journal"].sudo().create(vals_list):  # sudo: see above
            kept[row.order_id.id]["row"] = row.id
        orders_sudo._remember_handlers()
        self.env.flush_all()

    def _prepare_journal_vals(self, entry, changes):
        changed = {
            name: (old and old[0], new and new[0]) for name, old, new in changes["fields"] if name.endswith("_id")
        }
        totals = {name: (old, new) for name, old, new in changes["fields"] if name == "amount_total"}
        before, after = totals.get("amount_total", (self.amount_total, self.amount_total))
        stage, user, store = (changed.get(name, (None, None)) for name in ("stage_id", "user_id", "warehouse_id"))
        left = entry["since"] and stage[0] and stage[1]
        return {
            "order_id": self.id,
            "user_id": self.env.uid,
            "channel": entry["channel"] or self.env["ir.http"]._get_channel(),
            "kind": "changed" if entry["before"] else "created",
            "changes": changes,
            "stage_from_id": stage[0],
            "stage_to_id": stage[1],
            "stage_seconds": (self.stage_date - entry["since"]).total_seconds() if left else 0,
            "user_from_id": user[0],
            "user_to_id": user[1],
            "store_from_id": store[0],
            "store_to_id": store[1],
            "amount_before": before or 0,
            "amount_after": after or 0,
        }

    def _remember_handlers(self):
        """Whoever was ever given an order may look at it for ever."""
        for order in self:
            if order.user_id - order.handler_ids:
                order.handler_ids += order.user_id
