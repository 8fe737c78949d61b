from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

CHUNK = 300  # customers whose orders one job reads
TOP = 20
KEPT_DAYS = 90


class TorgTurnoverSimulation(models.Model):
    """What a table would have cost on the orders of the past. Nothing is changed by it.

    The present is what the tables in force today would have given on the same orders; in the new state the simulated
    table stands beside them, or in the place of the one it replaces. Levels given by hand are left aside.
    """

    _name = "torg.turnover.simulation"
    _description = "Simulation of a Turnover Table"
    _order = "id desc"
    _rec_name = "table_id"

    table_id = fields.Many2one("torg.turnover.table", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="table_id.company_id")
    currency_id = fields.Many2one(related="table_id.currency_id")
    date_from = fields.Date("Orders from", required=True, default=lambda self: self._get_default_start())
    date_to = fields.Date("Orders until", required=True, default=lambda self: fields.Date.context_today(self))
    state = fields.Selection(
        [("draft", "Not counted"), ("running", "Being counted"), ("done", "Counted")], default="draft", readonly=True
    )
    user_id = fields.Many2one("res.users", "Who", default=lambda self: self.env.user, readonly=True)
    customer_total = fields.Integer(readonly=True)
    customer_done = fields.Integer("Customers", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    order_count = fields.Integer("Orders", readonly=True)
    base_amount = fields.Monetary("Sales before discounts", readonly=True)
    cost_now = fields.Monetary("Costs now", readonly=True, help="What the tables in force would have given.")
    cost_new = fields.Monetary("Would cost", readonly=True)
    cost_change = fields.Monetary("Change", compute="_compute_cost_change", store=True)
    winner_count = fields.Integer("Pay less", readonly=True)
    loser_count = fields.Integer("Pay more", readonly=True)
    same_count = fields.Integer("No difference", readonly=True)
    line_ids = fields.One2many("torg.turnover.simulation.line", "simulation_id", readonly=True)
    winner_ids = fields.One2many(
        "torg.turnover.simulation.line", "simulation_id", domain=[("change", ">", 0)], readonly=True
    )
    loser_ids = fields.One2many(
        "torg.turnover.simulation.line", "simulation_id", domain=[("change", "<", 0)], readonly=True
    )

    @api.model
    def _get_default_start(self):
        return fields.Date.context_today(self) - relativedelta(years=1) + timedelta(days=1)

    @api.depends("cost_new", "cost_now")
    def _compute_cost_change(self):
        for simulation in self:
            simulation.cost_change = simulation.cost_new - simulation.cost_now

    @api.depends("customer_done", "customer_total")
    def _compute_progress(self):
        for simulation in self:
            total = simulation.customer_total
            simulation.progress = 100.0 * simulation.customer_done / total if total else 0.0

    @api.autovacuum
    def _gc_simulations(self):
        self.search([("create_date", "<", fields.Datetime.now() - timedelta(days=KEPT_DAYS))], limit=1000).unlink()

    # === ACTIONS === #

    def action_run(self):
        """Count: here and now, or as a chain of jobs when there are many customers."""
        self.ensure_one()
        self.check_access("write")
        if self.date_from > self.date_to:
            raise UserError(self.env._("The period ends before it begins."))
        self.line_ids.unlink()
        zeros = ("customer_done", "order_count", "base_amount", "cost_now", "cost_new", "winner_count", "loser_count",
                 "same_count")  # fmt: skip
        total = len(self._get_customers_after(0, limit=None))
        self.write({**dict.fromkeys(zeros, 0), "state": "running", "customer_total": total})
        if total <= self._get_chunk():
            self._simulate_next(0)
        else:
            self._enqueue_simulation(0)
        return True

    def action_publish(self):
        """Go on to the publication of the table."""
        return self.table_id.action_publish()

    # === JOBS === #

    def _get_chunk(self):
        """Return how many customers one job reads, and a person waits for."""
        return CHUNK

    def _enqueue_simulation(self, after_id):
        self.with_delay(
            identity_key=f"torg.turnover.simulation:{self.id}:{after_id}",
            description=self.env._("Simulation of “%(table)s”", table=self.table_id.name),
        )._simulate_next(after_id)

    def _simulate_next(self, after_id):
        """Job: one chunk of customers, then the next."""
        if not self.exists() or self.state != "running":
            return "nothing to do"
        customers = self._get_customers_after(after_id, self._get_chunk())
        self._take_results(self._simulate(customers))
        self.customer_done += len(customers)
        if len(customers) == self._get_chunk():
            self._enqueue_simulation(customers[-1].id)
        else:
            self.state = "done"
        return f"{len(customers)} customers"

    def _get_customers_after(self, after_id, limit):
        self.env.flush_all()
        # sql: distinct companies of the contacts who ordered, by id; the ORM would read every order
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT partner.commercial_partner_id
                     FROM sale_order JOIN res_partner AS partner ON partner.id = sale_order.partner_id
                    WHERE sale_order.state = 'sale' AND sale_order.company_id = %(company)s
                      AND sale_order.date_order >= %(start)s AND sale_order.date_order < %(end)s
                      AND partner.commercial_partner_id > %(after)s
                    ORDER BY partner.commercial_partner_id LIMIT %(limit)s""",
                company=self.company_id.id,
                start=self.date_from,
                end=self.date_to + timedelta(days=1),
                after=after_id,
                limit=limit,
            )
        )
        return self.env["res.partner"].browse(key for (key,) in rows)

    def _take_results(self, results):
        """Add the results of a chunk and keep the twenty greatest winners and losers."""
        round_ = self.currency_id.round
        changes = {result: round_(result.cost_new - result.cost_now) for result in results}
        self.write(
            {
                "order_count": self.order_count + sum(result.order_count for result in results),
                "base_amount": self.base_amount + sum(result.base for result in results),
                "cost_now": self.cost_now + sum(result.cost_now for result in results),
                "cost_new": self.cost_new + sum(result.cost_new for result in results),
                "winner_count": self.winner_count + sum(1 for change in changes.values() if change > 0),
                "loser_count": self.loser_count + sum(1 for change in changes.values() if change < 0),
                "same_count": self.same_count + sum(1 for change in changes.values() if not change),
            }
        )
        moved = sorted((result for result in results if changes[result]), key=changes.get)
        chosen = {id(result): result for result in moved[:TOP] + moved[-TOP:]}.values()
        self.env["torg.turnover.simulation.line"].create([self._prepare_line_vals(result) for result in chosen])
        self.invalidate_recordset(["line_ids", "winner_ids", "loser_ids"])
        self.winner_ids.sorted("change", reverse=True)[TOP:].unlink()
        self.loser_ids.sorted("change")[TOP:].unlink()

    def _prepare_line_vals(self, result):
        return {
            "simulation_id": self.id,
            "partner_id": result.partner_id,
            "base_amount": result.base,
            "cost_now": result.cost_now,
            "cost_new": result.cost_new,
            "level_now": result.level_now,
            "level_new": result.level_new,
        }


class TorgTurnoverSimulationLine(models.Model):
    """A customer whom the table would touch most."""

    _name = "torg.turnover.simulation.line"
    _description = "Customer of a Simulation"
    _order = "change desc, id"

    simulation_id = fields.Many2one("torg.turnover.simulation", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, ondelete="cascade")
    base_amount = fields.Monetary("Bought")
    level_now = fields.Char("Level now")
    level_new = fields.Char("New level")
    cost_now = fields.Monetary("Discount now")
    cost_new = fields.Monetary("New discount")
    change = fields.Monetary(compute="_compute_change", store=True)

    @api.depends("cost_now", "cost_new")
    def _compute_change(self):
        for line in self:
            line.change = line.cost_new - line.cost_now
