import logging
import time

from psycopg2 import OperationalError

from odoo import fields, models

from odoo.addons.torg_1c.tools.kinds import FOLLOWERS, HEAVY
from odoo.addons.torg_1c.tools.problem import ReadError
from odoo.addons.torg_1c.tools.work import PARKED, Work

_logger = logging.getLogger(__name__)

ROWS = 500  # items, offers, partners, orders in a batch
RECORDS = 20_000  # all records in a batch
ORDERS = 5  # orders in the first batch: one may take a second where goods are reserved, or a hundredth
HOLDING = 3  # seconds in which orders may hold goods: whoever sells the same ones waits for the end of the piece
QUICK, SLOW = 1, 2  # seconds: a batch of orders that took less is followed by a larger one, that took more by a smaller
ENDS = ("NoneType", "ReadError")
BREAKS = ("SectionRec", "SectionEndRec", *ENDS)


class TorgOnecRun(models.Model):
    """The work: batches of records, each in a savepoint; what fails is halved until only the bad row is left out."""

    _inherit = "torg.onec.run"

    def _work(self, seconds):
        """Apply batches for so many seconds, from the cursor on; return whether the end was reached.

        Orders that hold goods end sooner: a desk must not wait for a file.
        """
        self.ensure_one()
        if self.state == "waiting":
            self.write({"state": "working", "started_at": fields.Datetime.now()})
        began = time.monotonic()
        try:
            for records, section, place in self._read_batches():
                self._apply(records, section)
                self.cursor += len(records)
                self.row_cursor, self.row_offset = place
                self.env.invalidate_all()
                if time.monotonic() - began > self._get_limit(seconds):
                    return False
        except ReadError as problem:
            self._end("failed", self.endpoint_id._explain_problem(problem))
            return True
        self._end("done", False)
        return True

    def _get_limit(self, seconds):
        holds = self.topic == "orders" and not self.dry_run and self.env["torg.stock.lock"]._is_held()
        return min(seconds, HOLDING) if holds else seconds

    def _end(self, state, error):
        self.write({"state": state, "error": error, "finished_at": fields.Datetime.now()})
        if any(PARKED in row for row in (self.counts or {}).values()):
            self.env["torg.onec.parked"]._look_again()

    # === READING === #

    def _read_batches(self):
        """Yield ``(records, section, place after them)``; offers stay with their prices and stock.

        A file that breaks off hands out everything before the break first. Orders come in as many as their work takes
        a second or two: whoever waits for an answer waits for the end of a batch.
        """
        batch, section, rows, orders = [], None, 0, ORDERS
        for record, place, is_new in self._read_on():
            kind = type(record).__name__
            full = rows >= ROWS or len(batch) >= RECORDS
            if batch and (kind in BREAKS or full and kind not in FOLLOWERS):
                began = time.monotonic()
                yield batch, section, place
                orders = _get_next_size(orders, time.monotonic() - began)
                batch, rows = [], 0
            if kind == "ReadError":
                raise record
            if record is None:
                return
            section = self._track(record, kind, section, is_new)
            if is_new and kind not in ("HeaderRec", "SectionRec"):
                batch.append(record)
                if kind in HEAVY and not getattr(record, "is_bare", False):
                    rows += ROWS / orders if kind == "OrderRec" else 1

    def _read_on(self):
        """Yield ``(record, its place, whether it is new)`` from where the run has stopped.

        A place is the number of rows before the record, and what was handed out since. Of what is over, only what tells
        where we are is handed out again. The last is None, or the ReadError of a file that breaks off.
        """
        start = (self.row_cursor, self.row_offset)
        reader = self.file_id._get_reader(skip=start[0])
        records, rows, offset, record = reader.records(), 0, 0, True
        while type(record).__name__ not in ENDS:
            try:
                record = next(records, None)
            except ReadError as problem:
                record = problem
            if reader.rows != rows:
                rows, offset = reader.rows, 0
            yield record, (rows, offset), record is not None and (rows, offset) >= start
            offset += 1

    def _track(self, record, kind, section, is_new):
        """Follow where in the file we are, also while stepping over what is applied already."""
        if kind == "HeaderRec" and is_new:
            self.formed_at = self.endpoint_id._to_utc(record.formed_at) or fields.Datetime.now()
        return record if kind == "SectionRec" else section

    # === APPLYING === #

    def _apply(self, records, section):
        """Apply records, all at once; when that fails in halves, so that a bad row stops only itself."""
        work = Work(self, self.endpoint_id, section, self.formed_at)
        try:
            with self.env.cr.savepoint():
                self.env["torg.onec.applier"]._apply(work, records)
                self._keep(work)
        except OperationalError:
            raise  # the transaction collided with another one: the job is run again
        except Exception as error:  # noqa: BLE001 whatever is wrong with a row must not stop the others
            self.env.invalidate_all(flush=False)
            if len(records) == 1:
                _logger.info("A record of %s was left out", self.file_name, exc_info=True)
                self._keep(self._refuse(records[0], section, error))
                return
            middle = len(records) // 2
            self._apply(records[:middle], section)
            self._apply(records[middle:], section)

    def _refuse(self, record, section, error):
        work = Work(self, self.endpoint_id, section, self.formed_at)
        text = self.endpoint_id._explain_exception(error)
        where = f"{type(record).__name__.removesuffix('Rec')} {getattr(record, 'id', '')}"
        work.issue("refused", text, record=record, where=where)
        return work

    def _keep(self, work):
        """Write down what a batch reported."""
        self._add_counts(work.counts)
        self.env["torg.onec.parked"]._put(self, work.parked)
        self.env["torg.onec.issue"]._put(self, work.issues)
        self.env["torg.onec.change"]._put(self, work.changes)
        if self.export_id and not work.only_changes:
            self.export_id._note_seen(work.seen)


def _get_next_size(size, seconds):
    """Return how many orders come after a batch of so many that took so long."""
    if seconds < QUICK:
        return min(size * 2, ROWS)
    return max(size // 2, 1) if seconds > SLOW else size
