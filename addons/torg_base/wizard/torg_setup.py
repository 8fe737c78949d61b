from odoo import api, fields, models
from odoo.exceptions import AccessError


class TorgSetup(models.TransientModel):
    """The first-start wizard: a page per step, the steps come from `_get_steps()` of every addon.

    A step of another addon needs three things: an entry in `_get_steps()`, a page in the form view
    (`<div name="step_<code>" invisible="step != '<code>'">` inside `<div name="steps">`) and, when there is something
    to do on “Save and continue”, a method `_apply_<code>()`. What is done or skipped is kept on the company.
    """

    _name = "torg.setup"
    _description = "First-Start Wizard"
    _transient_max_hours = 24.0  # a newcomer may go and look for the bank requisites

    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    step = fields.Char(required=True, default=lambda self: self._get_first_step(), help="Code of the open step.")
    steps = fields.Json(compute="_compute_steps", help="All steps with their state, for the progress rail.")
    step_title = fields.Char(compute="_compute_steps")
    step_text = fields.Char(compute="_compute_steps")

    @api.depends("step", "company_id.setup_steps")
    def _compute_steps(self):
        for setup in self:
            states = setup.company_id.setup_steps or {}
            setup.steps = [{**step, "state": states.get(step["code"], "todo")} for step in setup._get_all_steps()]
            current = next((step for step in setup.steps if step["code"] == setup.step), {})
            setup.step_title = current.get("title")
            setup.step_text = current.get("text")

    def _compute_display_name(self):
        self.display_name = self.env._("First-Start Wizard")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_administrator()
        return super().create(vals_list)

    def _check_administrator(self):
        if not self.env.is_system():
            raise AccessError(self.env._("Only an administrator sets up the company."))

    # === STEPS === #

    @api.model
    def _get_steps(self):
        """Return the steps: dicts of `code`, `sequence`, `title`, `text` (what it is for) and `icon` (Font Awesome)."""
        return []

    @api.model
    def _get_all_steps(self):
        """Return the steps of all addons in order and the closing page."""
        finish = {
            "code": "finish",
            "title": self.env._("Ready to trade"),
            "text": self.env._("What is left can be done later from Trade → Configuration."),
            "icon": "fa-flag-checkered",
        }
        return [*sorted(self._get_steps(), key=lambda step: step["sequence"]), finish]

    @api.model
    def _get_first_step(self):
        """Return the code of the first step that waits; the closing page when none does."""
        states = self.env.company.setup_steps or {}
        return next(step["code"] for step in self._get_all_steps() if step["code"] not in states)

    def _get_neighbour(self, shift):
        codes = [step["code"] for step in self._get_all_steps()]
        position = codes.index(self.step) if self.step in codes else 0
        return codes[min(max(position + shift, 0), len(codes) - 1)]

    def _set_step_state(self, state):
        """Remember on the company what became of the open step; what was done once stays done."""
        states = dict(self.company_id.setup_steps or {})
        if states.get(self.step) != "done":
            self.company_id.setup_steps = {**states, self.step: state}

    # === ACTIONS === #

    @api.model
    def _open(self):
        """Return the action of the wizard at the first step that waits; from now on it no longer opens by itself."""
        setup = self.create({})
        if setup.company_id.setup_state == "new":
            setup.company_id.setup_state = "started"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("First-Start Wizard"),
            "res_model": self._name,
            "res_id": setup.id,
            "views": [(False, "form")],
            "target": "main",
            "context": {"form_view_initial_mode": "edit"},
        }

    def action_next(self):
        """Apply the open step and go on."""
        self.ensure_one()
        if apply := getattr(self, f"_apply_{self.step}", None):
            apply()
        self._set_step_state("done")
        self.step = self._get_neighbour(+1)

    def action_skip(self):
        """Leave the open step for later and go on."""
        self.ensure_one()
        self._set_step_state("skipped")
        self.step = self._get_neighbour(+1)

    def action_back(self):
        """Return to the step before."""
        self.ensure_one()
        self.step = self._get_neighbour(-1)

    def action_finish(self):
        """Close the wizard and open the trade menu."""
        self.ensure_one()
        self.company_id.setup_state = "done"
        menu = self.env.ref("torg_base.menu_root")
        return {"type": "ir.actions.client", "tag": "reload", "params": {"menu_id": menu.id}}
