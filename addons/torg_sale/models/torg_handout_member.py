from collections import defaultdict

from odoo import api, fields, models

from odoo.addons.torg_sale.tools import handout


class TorgHandoutMember(models.Model):
    """What a manager takes when orders are handed out: how much, and which ones."""

    _name = "torg.handout.member"
    _description = "Manager in the Hand-out"
    _order = "user_id"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", "Manager", required=True, readonly=True, ondelete="cascade")
    weight = fields.Float(
        "Share",
        default=1.0,
        required=True,
        digits=(16, 1),
        help="2: twice the orders of the others, 0.5: half of them, 0: none.",
    )
    cap = fields.Float(
        "At most",
        digits=(16, 1),
        help="Orders at once, weighted as their stages say; 0: no limit. One may take more oneself.",
    )
    store_ids = fields.Many2many("stock.warehouse", string="Stores", help="Takes orders of these; empty: of all.")
    order_type_ids = fields.Many2many("torg.order.type", string="Order types", help="Takes these; empty: all.")
    language_ids = fields.Many2many(
        "res.lang", string="Languages", context={"active_test": False}, help="Of the customers; empty: any."
    )
    last_date = fields.Datetime("Last order handed out", readonly=True)
    shift_state = fields.Selection(related="user_id.shift_state", string="Shift")
    load = fields.Float("In hand", compute="_compute_load", compute_sudo=True, digits=(16, 1))

    _user_unique = models.UniqueIndex("(user_id)", "This manager is in the list already.")
    _check_numbers = models.Constraint("CHECK (weight >= 0 AND cap >= 0)", "Shares and limits are zero or more.")

    def _compute_load(self):
        loads = self._get_loads(self.user_id)
        for member in self:
            member.load = loads[member.user_id.id]

    # === ACTIONS === #

    @api.model
    def action_open(self):
        """Open the list of the managers, complete."""
        managers = self.env.ref("torg_base.group_manager").all_user_ids
        self._ensure(managers.filtered(lambda user: user.active and not user.share))
        return self.env["ir.actions.act_window"]._for_xml_id("torg_sale.torg_handout_member_action")

    # === BUSINESS METHODS === #

    @api.model
    def _ensure(self, users):
        """Return the rows of these users, new ones where there are none."""
        # sudo: rows come by themselves
        members_sudo = self.sudo().search([("user_id", "in", users.ids)])
        missing = users - members_sudo.user_id
        return members_sudo + members_sudo.create([{"user_id": user.id} for user in missing])

    @api.model
    def _get_loads(self, users):
        """Return {user id: weighted number of open orders in hand}."""
        # sudo: figures, not orders
        stages = self.env["sale.order.stage"].sudo().search([("is_final", "=", False), ("load_weight", ">", 0)])
        groups = (
            self.env["sale.order"]
            .sudo()  # sudo: see above
            ._read_group(
                [("user_id", "in", users.ids), ("stage_id", "in", stages.ids)], ["user_id", "stage_id"], ["__count"]
            )
        )
        loads = defaultdict(float)
        for user, stage, count in groups:
            loads[user.id] += stage.load_weight * count
        return loads

    @api.model
    def _get_candidates(self, company):
        """Return `tools.handout.Candidate` of everybody on line who may be given orders of the company."""
        # sudo: teams and companies are not readable by everybody
        on_line = self.env["res.users"]._get_users_on_line().sudo()
        users = on_line.filtered(lambda user: user.has_group("torg_base.group_manager") and company in user.company_ids)
        loads, members = self._get_loads(users), self._ensure(users)
        # a language that is off may still be spoken
        spoken = {member.id: member.language_ids for member in members.with_context(active_test=False)}
        return [member._as_candidate(loads, spoken[member.id]) for member in members]

    def _as_candidate(self, loads, languages):
        return handout.Candidate(
            id=self.user_id.id,
            weight=self.weight,
            load=loads[self.user_id.id],
            cap=self.cap,
            last=self.last_date.timestamp() if self.last_date else 0,
            teams=frozenset(self.user_id.crm_team_ids.ids),
            stores=frozenset(self.store_ids.ids),
            kinds=frozenset(self.order_type_ids.ids),
            languages=frozenset(languages.mapped("code")),
        )
