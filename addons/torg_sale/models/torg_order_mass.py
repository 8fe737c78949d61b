from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

KEPT = {"state", "channel", "started_at", "finished_at"}  # written by the action alone
MOST = 1000  # orders in one action
KINDS = [("stage", "Move to a stage"), ("manager", "Give to a manager"), ("store", "Take from another store")]
STATES = [("draft", "To be started"), ("running", "In work"), ("done", "Finished"), ("stopped", "Stopped")]


class TorgOrderMass(models.Model):
    """One change of many orders: by the same rules as one by one, each with its own outcome."""

    _name = "torg.order.mass"
    _description = "Mass Action on Orders"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    kind = fields.Selection(KINDS, "What to do", required=True, default="stage")
    state = fields.Selection(STATES, required=True, readonly=True, default="draft")
    stage_id = fields.Many2one("sale.order.stage")
    cancel_reason_id = fields.Many2one("torg.cancel.reason", "Cancellation reason")
    asks_reason = fields.Boolean(compute="_compute_asks_reason")
    user_id = fields.Many2one("res.users", "Manager", domain="[('share', '=', False)]")
    warehouse_id = fields.Many2one("stock.warehouse", "Store")
    reason = fields.Char(help="Kept with every order that is given to another manager.")
    channel = fields.Char(readonly=True)
    line_ids = fields.One2many("torg.order.mass.line", "mass_id", "Orders", readonly=True)
    started_at = fields.Datetime("Started", readonly=True)
    finished_at = fields.Datetime("Finished", readonly=True)
    total_count = fields.Integer("Chosen", compute="_compute_counts")
    done_count = fields.Integer("Done", compute="_compute_counts")
    refused_count = fields.Integer("Refused", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts")

    @api.depends("kind", "stage_id", "user_id", "warehouse_id")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for mass in self:
            target = mass._get_target()
            mass.name = f"{kinds[mass.kind]}: {target.display_name}" if target else kinds[mass.kind]

    @api.depends("stage_id")
    def _compute_asks_reason(self):
        for mass in self:
            # sudo: names of fields are no secret
            mass.asks_reason = "cancel_reason_id" in mass.stage_id.sudo().required_field_ids.mapped("name")

    @api.depends("line_ids.state")
    def _compute_counts(self):
        groups = self.env["torg.order.mass.line"]._read_group(
            [("mass_id", "in", self.ids)], ["mass_id", "state"], ["__count"]
        )
        counts = {(mass.id, state): count for mass, state, count in groups}
        for mass in self:
            done, refused, waiting = (counts.get((mass.id, state), 0) for state in ("done", "refused", "waiting"))
            mass.total_count = done + refused + waiting
            mass.done_count, mass.refused_count = done, refused
            mass.progress = 100 * (done + refused) / mass.total_count if mass.total_count else 0

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(not KEPT.isdisjoint(vals) for vals in vals_list):
            raise AccessError(self.env._("A mass action keeps its course by itself."))
        return super().create(vals_list)

    def write(self, vals):
        """Override: who began it says what to do until it begins; how it goes is written by the action alone."""
        if not self.env.su and (not KEPT.isdisjoint(vals) or any(mass.state != "draft" for mass in self)):
            raise AccessError(self.env._("A mass action keeps its course by itself."))
        return super().write(vals)

    # === ACTIONS === #

    @api.model
    def _open_for(self, orders):
        """Return an action that asks what to do with these orders."""
        if len(orders) > MOST:
            raise UserError(
                self.env._("%(count)s orders are too many: choose up to %(most)s.", count=len(orders), most=MOST)
            )
        mass = self.create({})
        # sudo: outcomes are written by the action, not by people
        self.env["torg.order.mass.line"].sudo().create(
            [{"mass_id": mass.id, "order_id": order.id, "order_name": order.name} for order in orders]
        )
        return mass._get_action("new")

    def action_run(self):
        """Begin: what is quick is done at once, the rest by jobs that report how far they are."""
        self.ensure_one()
        if self.state != "draft":
            return self._get_action()
        self._check_ready()
        channel = self.env["ir.http"]._get_channel()
        self._keep({"state": "running", "started_at": fields.Datetime.now(), "channel": channel})
        self._work_at_once()
        return self._get_action()

    def action_stop(self):
        """Leave the orders alone that have not had their turn."""
        self.check_access("write")
        self.filtered(lambda mass: mass.state == "running")._keep(
            {"state": "stopped", "finished_at": fields.Datetime.now()}
        )

    def action_open_refused(self):
        """Open the orders that were refused, to go on with them one by one."""
        self.ensure_one()
        refused = self.line_ids.filtered(lambda line: line.state == "refused")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refused"),
            "res_model": "sale.order",
            "view_mode": "list,form",
            "domain": [("id", "in", refused.order_id.ids)],
        }

    # === BUSINESS METHODS === #

    def _get_action(self, target="current"):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mass action"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": target,
        }

    def _keep(self, vals):
        """Write how far these actions are."""
        # sudo: not even their owner writes it by hand, least of all the channel he came through
        self.sudo().write(vals)

    def _get_target(self):
        return {"stage": self.stage_id, "manager": self.user_id, "store": self.warehouse_id}[self.kind]

    def _check_ready(self):
        if not self._get_target():
            raise UserError(self.env._("Say where the orders should go."))
        if self.kind == "manager" and not self.env.user.has_group("torg_base.group_supervisor"):
            raise AccessError(self.env._("Only a supervisor gives orders to other managers."))
        if self.kind == "stage" and self.asks_reason and not self.cancel_reason_id:
            raise UserError(self.env._("Choose the reason of the cancellation."))

    @api.autovacuum
    def _gc_mass_actions(self):
        """Forget what was never started, and outcomes of half a year."""
        now = fields.Datetime.now()
        drafts = [("state", "=", "draft"), ("create_date", "<", now - timedelta(days=1))]
        self.search(drafts, limit=1000).unlink()
        self.search([("create_date", "<", now - timedelta(days=180))], limit=1000).unlink()
