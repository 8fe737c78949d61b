import logging
import time
from functools import partial

from psycopg2.errors import OperationalError, SerializationFailure

from odoo import fields, models

from odoo.addons.torg_1c.tools.odata.memory import Memories
from odoo.addons.torg_1c.tools.odata.paging import START, PageSize
from odoo.addons.torg_1c.tools.odata.problem import ODataError
from odoo.addons.torg_1c.tools.odata.pull import Pull
from odoo.addons.torg_1c.tools.odata.streams import STEPS
from odoo.addons.torg_1c.tools.records import HeaderRec, SectionEndRec, SectionRec
from odoo.addons.torg_1c.tools.records.codec import dumps

from .torg_exchange_endpoint_odata import SOON, try_lock

_logger = logging.getLogger(__name__)

SECONDS = 15  # a job reads no longer: others wait for its worker


class TorgOnecSchedule(models.Model):
    """The job: read a piece of the stream, keep it as a file, start its run, leave the next job behind.

    The records, the memory of what was read and the place to go on from are kept in one transaction: a killed worker
    loses nothing, and nothing is told twice.
    """

    _inherit = "torg.onec.schedule"

    def _read_piece(self, turn):
        """Job: read for some seconds."""
        schedule = self.exists()
        if not schedule or schedule.turn != turn:
            return "another job has its turn"
        if not schedule._is_connected():
            return "off"
        if not schedule._take_lease():
            return "somebody else reads"
        schedule = schedule.with_env(schedule.endpoint_id._in_company_language().env)
        if not schedule.endpoint_id._take_odata_lane():
            schedule._enqueue(SOON)
            return "both lanes to this base are taken"
        try:
            with self.env.cr.savepoint():
                return schedule._read()
        except SerializationFailure:
            return "somebody changed the schedule meanwhile: the cron comes again"
        except OperationalError:
            raise
        except ODataError as problem:
            return schedule._fail(schedule.endpoint_id._explain_problem(problem))
        except Exception as error:  # noqa: BLE001 whatever is wrong is told on the schedule
            _logger.warning("1C %s: %s cannot be read", schedule.endpoint_id.code, schedule.topic, exc_info=True)
            return schedule._fail(schedule.endpoint_id._explain_exception(error))

    # === WHOSE TURN IT IS === #

    def _take_lease(self):
        """Become the only reader of the stream until the end of the transaction."""
        return try_lock(self.env, "torg.onec.read", self.id)

    # === READING === #

    def _read(self):
        """Read, keep, plan; return a line for the job."""
        began, endpoint = time.monotonic(), self.endpoint_id
        memories = Memories(partial(self.env["torg.onec.memory"]._load, endpoint, self.topic))
        client = endpoint._get_odata_client(page=PageSize(self.page_rows or START))
        pull = self._prepare_pull(client, memories)
        try:
            records = list(pull.work(STEPS[self.topic], SECONDS))
        finally:
            client.close()
        count = self._store(records)
        self.env["torg.onec.memory"]._keep(endpoint, self.topic, memories)
        self._note_success(pull, count, client, time.monotonic() - began)
        if pull.done:
            self._plan_next()
        else:
            self._enqueue()
        self.env.flush_all()
        return f"{count} records in {client.requests} questions" + ("" if pull.done else ", to be continued")

    def _prepare_pull(self, client, memories):
        endpoint = self.endpoint_id
        now = endpoint._to_onec_time(fields.Datetime.now())
        profile, since = endpoint._get_odata_profile(), endpoint._get_odata_since()
        return Pull(client, profile, self.topic, memories, self.place or None, now, since)

    def _store(self, records, topic=None):
        """Keep the records as a file and start its run; return how many rows there are."""
        topic = topic or self.topic
        count = sum(not isinstance(record, HeaderRec | SectionRec | SectionEndRec) for record in records)
        if count:
            name = f"odata/{topic}-{fields.Datetime.now():%Y%m%d-%H%M%S}.jsonl"
            vals = {"name": name, "endpoint_id": self.endpoint_id.id, "format": "records"}
            file = self.env["torg.onec.file"].create(vals)
            file._append("".join(f"{dumps(record)}\n" for record in records).encode())
            file._start_run(topic)
        return count

    def _note_success(self, pull, count, client, seconds):
        now = fields.Datetime.now()
        vals = {"place": False if pull.done else pull.place, "page_rows": client.page.rows, "tried_at": now}
        vals |= {"error": False, "failing_since": False, "record_count": count, "request_count": client.requests}
        vals["seconds"] = seconds
        if pull.done:
            vals["succeeded_at"] = now
        self.write(vals)

    def _fail(self, error):
        """Say what is wrong; the next reading goes on from the same place."""
        now = fields.Datetime.now()
        since = self.failing_since or now
        self.write({"tried_at": now, "error": error, "failing_since": since, "page_rows": (self.page_rows or 0) // 2})
        self._plan_next()
        return error

    def _forget(self):
        self.place = False
        # sudo: the memory is the system's own
        self.env["torg.onec.memory"].sudo()._forget(self.endpoint_id, [self.topic])
