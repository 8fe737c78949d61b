from odoo import fields, models


class TorgOnecSession(models.Model):
    """A session as a person sees it in a list."""

    _inherit = "torg.onec.session"

    request_count = fields.Integer("Requests", compute="_compute_request_count")
    file_count = fields.Integer("Files", compute="_compute_file_count")
    last_answer = fields.Char("Last word", compute="_compute_last_answer")

    def _compute_request_count(self):
        counts = dict(self.line_ids._read_group([("session_id", "in", self.ids)], ["session_id"], ["__count"]))
        for session in self:
            session.request_count = counts.get(session, 0)

    def _compute_file_count(self):
        counts = dict(self.file_ids._read_group([("session_id", "in", self.ids)], ["session_id"], ["__count"]))
        for session in self:
            session.file_count = counts.get(session, 0)

    def _compute_last_answer(self):
        rows = self.line_ids._read_group([("session_id", "in", self.ids)], ["session_id"], ["id:max"])
        lines = self.line_ids.browse([last for _session, last in rows])
        answers = {line.session_id: line for line in lines}
        for session in self:
            line = answers.get(session, self.line_ids)[:1]
            session.last_answer = f"{line.mode}: {line.answer or line.word}" if line else False
