from collections import Counter

from odoo import api, fields, models

from odoo.addons.torg_exchange.tools.later import Later
from odoo.addons.torg_exchange.tools.outcome import Outcome

SECONDS = 15  # a job works no longer: others wait for its worker
SOON = 5  # seconds
UNFINISHED = ("waiting", "working")


class TorgOnecRun(models.Model):
    """One application of one file: how far it is, what came of it.

    The message in the exchange log stands for it there; its jobs do the work in pieces, each a transaction with the
    cursor of the next piece in it, so a killed worker loses nothing.
    """

    _name = "torg.onec.run"
    _description = "Application of a file from 1C"
    _order = "id desc"
    _rec_name = "file_name"

    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade", index=True
    )
    file_id = fields.Many2one("torg.onec.file", required=True, readonly=True, ondelete="cascade", index=True)
    file_name = fields.Char(related="file_id.name")
    export_id = fields.Many2one("torg.onec.export", readonly=True, ondelete="set null", index=True)
    message_id = fields.Many2one("torg.exchange.message", readonly=True, ondelete="set null", index=True)
    topic = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("working", "Under way"), ("done", "Applied"), ("failed", "Broke off")],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    dry_run = fields.Boolean(readonly=True, help="Shows what would change and changes nothing.")
    cursor = fields.Integer("Records read", readonly=True)
    # Where reading goes on: rows of the file that are over, and what was handed out since.
    row_cursor = fields.Integer(readonly=True)
    row_offset = fields.Integer(readonly=True)
    formed_at = fields.Datetime("As of", readonly=True, help="When 1C formed the message.")
    started_at = fields.Datetime(readonly=True)
    finished_at = fields.Datetime(readonly=True)
    error = fields.Text(readonly=True)
    counts = fields.Json(readonly=True, help="Kind of record → verdict → number.")
    issue_ids = fields.One2many("torg.onec.issue", "run_id", readonly=True)
    change_ids = fields.One2many("torg.onec.change", "run_id", readonly=True)

    # === STARTING === #

    @api.model
    def _start(self, file, topic, **vals):
        """Create the run of a file with its message in the log; a job begins it at the commit."""
        run = self.create(
            {
                "endpoint_id": file.endpoint_id.id,
                "file_id": file.id,
                "export_id": file.export_id.id,
                "topic": topic,
                **vals,
            }
        )
        messages = self.env["torg.exchange.message"]
        run.message_id = messages._receive(file.endpoint_id, topic, f"run:{run.id}", file.name.encode())
        return run

    def _process_message(self, message):
        """Handler of the exchange: do a piece of the work of the message's run."""
        run = self.search([("message_id", "=", message.id)])
        if run.state not in UNFINISHED:  # a person repeats the message
            run._restart()
        if blockers := run._get_blockers():
            # The one before us starts us, unless it ends this very moment without having seen us.
            return Later(SOON if len(blockers) == 1 else None)
        return run._work_piece()

    def _restart(self):
        self.write(
            {
                "state": "waiting",
                "cursor": 0,
                "row_cursor": 0,
                "row_offset": 0,
                "counts": False,
                "error": False,
                "finished_at": False,
            }
        )

    def _work_piece(self):
        """Work for a while, or as long as the request has that does it in its call; return what the message has to
        know."""
        if not self._work(self.env.context.get("torg_onec_seconds", SECONDS)):
            return Later()
        self._wake_next()
        self.export_id._finish_if_done()
        return Outcome(ok=self.state == "done", error=self.error or "", answer=self._get_summary())

    # === TURNS === #

    def _get_blockers(self):
        """Return the earlier runs that must end first: of the same stream, or the first catalogue of this base."""
        earlier = [("endpoint_id", "=", self.endpoint_id.id), ("state", "in", UNFINISHED), ("id", "<", self.id)]
        blockers = self.search([*earlier, ("topic", "=", self.topic)])
        if self.topic in ("prices", "stock") and not self._has_catalogue():
            blockers |= self.search([*earlier, ("topic", "=", "catalogue")])
        return blockers

    def _has_catalogue(self):
        done = [("endpoint_id", "=", self.endpoint_id.id), ("topic", "=", "catalogue"), ("state", "=", "done")]
        return bool(self.search_count(done, limit=1))

    def _wake_next(self):
        """Start the first waiting run of each stream of this base."""
        waiting = self.search([("endpoint_id", "=", self.endpoint_id.id), ("state", "=", "waiting")], order="id")
        topics = set()
        for run in waiting:
            if run.topic not in topics and not run._get_blockers():
                run.message_id._enqueue_processing()
            topics.add(run.topic)

    # === RESULT === #

    def _add_counts(self, counts):
        """Add ``{(kind, verdict): number}`` to the figures of the run."""
        total = Counter({(kind, verdict): n for kind, row in (self.counts or {}).items() for verdict, n in row.items()})
        total.update(counts)
        result = {}
        for (kind, verdict), number in sorted(total.items()):
            result.setdefault(kind, {})[verdict] = number
        self.counts = result

    def _get_summary(self):
        """Return the figures as one line for the log."""
        return "; ".join(
            f"{kind.removesuffix('Rec')}: " + ", ".join(f"{verdict} {number}" for verdict, number in row.items())
            for kind, row in (self.counts or {}).items()
        )
