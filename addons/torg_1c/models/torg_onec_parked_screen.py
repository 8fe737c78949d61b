import json

from odoo import api, fields, models

from odoo.addons.torg_1c.tools.show import show


class TorgOnecParked(models.Model):
    """A waiting row as a person reads it."""

    _inherit = "torg.onec.parked"

    key_text = fields.Char("Key", compute="_compute_key_text")
    kind_name = fields.Char("Kind", compute="_compute_kind_name")
    waits_text = fields.Char("What it waits for", compute="_compute_kind_name")
    record_text = fields.Text(
        "The row", compute="_compute_record_text", groups="torg_base.group_integration_admin", compute_sudo=True
    )

    @api.depends("record_key")
    def _compute_key_text(self):
        for row in self:
            row.key_text = " · ".join(filter(None, json.loads(row.record_key or "[]")))

    @api.depends("kind_name", "key_text")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.kind_name} · {row.key_text}"

    @api.depends("record_kind", "waits_kind", "waits_id")
    def _compute_kind_name(self):
        names = self.env["torg.onec.run"]._get_kind_names()
        for row in self:
            row.kind_name = names.get(row.record_kind, row.record_kind)
            key = "#".join(filter(None, (row.waits_id, row.waits_sub_id)))
            if row.waits_kind == "handler":
                row.waits_text = self.env._("an addon that knows what to do with it")
            else:
                row.waits_text = f"{names.get(row.waits_kind, row.waits_kind)}: {key}"

    @api.depends("record")
    def _compute_record_text(self):
        for row in self:
            row.record_text = show(json.loads(row.record or "{}"))

    def action_replay(self):
        """Apply these rows now, whatever they wait for, and show the runs."""
        runs = self.env["torg.onec.run"]._as_operator()
        # sudo: waiting rows are read-only for people, this button is checked by the line above
        for (endpoint, kind), rows in self.sudo().grouped(lambda row: (row.endpoint_id, row.waits_kind)).items():
            keys = {(row.waits_id, row.waits_sub_id) for row in rows}
            runs |= rows._replay(endpoint, kind, keys)
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_1c.torg_onec_run_action")
        return action | {"domain": [("id", "in", runs.ids)], "context": {}}
