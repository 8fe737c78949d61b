from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.torg_sale.tools.similarity import find_alike

NEW = "torg_sale.duplicates"  # ids of the orders of the transaction that may be somebody's second click
POOL = 2000  # orders looked at, the newest ones
FEW = 20  # orders of one customer that a new one is compared with


class SaleOrder(models.Model):
    """The same order sent twice: found when it comes, by client and goods, for all orders of a transaction at once."""

    _inherit = "sale.order"

    duplicate_of_id = fields.Many2one(
        "sale.order", "Looks like", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    is_no_duplicate = fields.Boolean("Not a duplicate", readonly=True, copy=False, help="A person has looked at it.")
    duplicate_name = fields.Char(compute="_compute_duplicate_name")

    _created_index = models.Index("(create_date DESC)")

    @api.depends("duplicate_of_id.name", "duplicate_of_id.state", "state")
    def _compute_duplicate_name(self):
        """The number only: the other order may be a colleague's."""
        for order in self:
            # sudo: see above
            other_sudo = order.sudo().duplicate_of_id
            is_open = order.state != "cancel" and other_sudo.state != "cancel"
            order.duplicate_name = is_open and other_sudo.name

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale to compare new orders with those that came a little before."""
        orders = super().create(vals_list)
        orders._look_for_duplicates()
        return orders

    # === ACTIONS === #

    def action_no_duplicate(self):
        """The customer wanted both."""
        self.check_access("write")
        # sudo: these marks are written by their verbs only
        self.sudo().write({"duplicate_of_id": False, "is_no_duplicate": True})
        self._tell_desk()

    # === BUSINESS METHODS === #

    def _look_for_duplicates(self):
        """Compare these orders at the end of the transaction, or before its next savepoint: their lines are there."""
        # History that the system loads is no news.
        if self.env.su and self.env.context.get("torg_silent"):
            return
        new = self.env.cr.precommit.data.setdefault(NEW, set())
        if not new and self:
            self.env.cr.precommit.add(self.browse()._notice_duplicates)
        new.update(self.ids)

    @api.model
    def _notice_duplicates(self):
        """Mark the orders of this transaction that look like an earlier one. A constant number of queries."""
        # sudo: the earlier order may be a colleague's
        orders_sudo = self.sudo().browse(sorted(self.env.cr.precommit.data.pop(NEW, set()))).exists()
        for company, orders in orders_sudo.grouped("company_id").items():
            since = fields.Datetime.now() - timedelta(minutes=company.duplicate_minutes)
            fresh = orders.filtered(
                lambda order, since=since: (
                    order.create_date >= since
                    and order.state != "cancel"
                    and not (order.duplicate_of_id or order.is_no_duplicate or order.stage_is_final)
                )
            )
            for order, earlier in (fresh._find_duplicates() if company.duplicate_minutes else {}).items():
                order.duplicate_of_id = earlier
        self.env.flush_all()

    def _find_duplicates(self):
        """Return {order: the earlier order it looks like} of those of these orders that do. Of one company."""
        if not self:
            return {}
        company = self.company_id
        pool = self | self._get_duplicate_pool()
        if len(pool) == 1:
            return {}
        clients, baskets = pool._get_client_marks(), pool._get_baskets()
        found, earlier = {}, defaultdict(list)
        for order in pool.sorted("id"):
            if order in self and baskets[order.id]:
                since = order.create_date - timedelta(minutes=company.duplicate_minutes)
                near = {
                    other.id: baskets[other.id]
                    for mark in clients[order.id]
                    for other in earlier[mark][-FEW:]
                    if other.create_date >= since
                }
                if alike := find_alike(baskets[order.id], near, company.duplicate_share / 100):
                    found[order] = self.browse(alike)
            for mark in clients[order.id]:
                earlier[mark].append(order)
        return found

    def _get_duplicate_pool(self):
        """Return the open orders that came not long before these ones, of clients who may be theirs."""
        company, (partners, families) = self.company_id, self._get_possible_clients()
        since = min(self.mapped("create_date")) - timedelta(minutes=company.duplicate_minutes)
        final = self.env["sale.order.stage"]._get_all().filtered("is_final")
        domain = [("company_id", "=", company.id), ("create_date", ">=", since), ("state", "!=", "cancel")]
        clients = Domain("partner_id", "in", partners) | Domain("partner_id.commercial_partner_id", "in", families)
        return self.search(
            Domain([*domain, ("stage_id", "not in", final.ids)]) & clients, order="create_date desc", limit=POOL
        )

    def _get_possible_clients(self):
        """Return ids of contacts, and of commercial ones, whose orders share a mark of these: see the marks."""
        marks = set().union(*self._get_client_marks().values())
        kinds = {kind: [value for name, value in marks if name == kind] for kind in ("client", "phone", "email")}
        numbers = self.env["torg.phone.number"].search_fetch([("key", "in", kinds["phone"])], ["partner_id"])
        partners = set(numbers.partner_id.ids)
        if kinds["email"]:
            everybody = self.env["res.partner"].with_context(active_test=False)
            partners |= set(everybody.search([("email_normalized", "in", kinds["email"])]).ids)
        return sorted(partners), sorted(partners | set(kinds["client"]))

    def _get_client_marks(self):
        """Return {order id: set of what tells its client}: the commercial contact, the phones, the email."""
        partners = self.partner_id | self.partner_id.commercial_partner_id
        rows = self.env["torg.phone.number"].search_fetch(
            [("partner_id", "in", partners.ids), ("key", "!=", False)], ["partner_id", "key"]
        )
        phones = defaultdict(set)
        for row in rows:
            phones[row.partner_id.id].add(("phone", row.key))
        marks = {}
        for order in self:
            partner, company = order.partner_id, order.partner_id.commercial_partner_id
            marks[order.id] = {("client", company.id)} | phones[partner.id] | phones[company.id]
            if partner.email_normalized:
                marks[order.id].add(("email", partner.email_normalized))
        return marks

    def _get_baskets(self):
        """Return {order id: {product id: pieces}}."""
        baskets = {order_id: defaultdict(float) for order_id in self.ids}
        domain = [("order_id", "in", self.ids), ("product_id", "!=", False), ("product_uom_qty", ">", 0)]
        groups = self.env["sale.order.line"]._read_group(
            [*domain, ("is_delivery", "=", False), ("is_downpayment", "=", False)],
            ["order_id", "product_id", "product_uom_id"],
            ["product_uom_qty:sum"],
        )
        for order, product, unit, quantity in groups:
            pieces = unit._compute_quantity(quantity, product.uom_id, round=False) if unit else quantity
            baskets[order.id][product.id] += pieces
        return baskets

    def _get_card_badges(self):
        """Override of torg_sale to show what looks like another order."""
        badges = super()._get_card_badges()
        for order in self.filtered("duplicate_name"):
            text = self.env._("Like %(order)s", order=order.duplicate_name)
            badges[order.id].append({"code": "duplicate", "text": text, "level": "warning"})
        return badges
