import importlib
import sys
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from odoo.addons.torg_1c.models import torg_exchange_endpoint_odata
from odoo.addons.torg_1c.tools.odata.client import Client

from .common import OnecCase

FOLDER = str(Path(__file__).parents[3] / "tests")


def load_fakes(name):
    """Return a module of the repository's emulators."""
    if FOLDER not in sys.path:
        sys.path.append(FOLDER)
    return importlib.import_module(f"fakes.{name}")


class OdataMixin:
    """A 1C base served on a local port, connected, and ways to read it without a job runner."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fakes, cls.seeds = load_fakes("onec_server"), load_fakes("onec_server.seed")
        cls.export = load_fakes("onec_data").Export(items=6, offers=2, price_types=2, stores=2)
        cls.schedules = cls.env["torg.onec.schedule"]
        cls.schedules.search([]).paused = True  # of the demo company
        cls.seeded = cls.fakes.seed(cls.export, orders=2, partners=3)
        cls.server = cls.enterClassContext(cls.fakes.serve(cls.seeded.copy()))
        # the test framework compares time-outs as numbers
        cls.classPatch(torg_exchange_endpoint_odata, "TIMEOUT", 20)
        sleepless = patch.object(Client.__init__, "__defaults__", _without_sleep(Client.__init__.__defaults__))
        cls.enterClassContext(sleepless)

    def setUp(self):
        super().setUp()
        self.base = self.server.base = self.seeded.copy()
        self.server.trouble = self.fakes.Trouble()

    @classmethod
    def connect(cls, endpoint=None, **vals):
        """Go through the wizard; return the endpoint."""
        wizard = cls.env["torg.onec.odata.connect"].create(
            {
                "endpoint_id": (endpoint or cls.onec).id,
                "name": "1C",
                "url": cls.server.url,
                "user": "odata",
                "password": "secret",
                **vals,
            }
        )
        # a lane is held to the end of the transaction, here to that of the test
        with patch.object(cls.registry["torg.exchange.endpoint"], "_take_odata_lane", return_value=True):
            wizard.action_test()
        assert wizard.state == "found", wizard.message
        return cls.env["torg.exchange.endpoint"].browse(wizard.action_save()["res_id"])

    @classmethod
    def schedule(cls, topic, endpoint=None):
        """Return the schedule of a stream."""
        return (endpoint or cls.onec).onec_schedule_ids.filtered(lambda schedule: schedule.topic == topic)

    @classmethod
    def read(cls, topic, endpoint=None):
        """Do what the jobs of a stream would do, to its end; return the records that came."""
        schedule = cls.schedule(topic, endpoint)
        known = schedule.env["torg.onec.file"].search([])
        for _piece in range(100):
            schedule._read_piece(schedule.turn)
            if not schedule.place:
                break
        files = cls.env["torg.onec.file"].search([("id", "not in", known.ids)], order="id")
        return [record for file in files for record in file._read_records()]

    @contextmanager
    def taken_lanes(self):
        """Others call the base twice meanwhile."""
        with self.registry.cursor() as cr:
            cr.execute("SET LOCAL lock_timeout = '5s'")
            for lane in range(2):
                cr.execute("SELECT pg_advisory_xact_lock(hashtext('torg.onec.lane'), %s)", (self.onec.id * 2 + lane,))
            yield

    def kinds(self, records):
        """Return how many records of each kind there are, without what frames them."""
        names = [type(record).__name__ for record in records]
        return {name: names.count(name) for name in names if name not in ("HeaderRec", "SectionRec", "SectionEndRec")}

    def jobs(self, schedule):
        """Return the readings of a stream that wait in the queue."""
        self.env.cr.flush()
        domain = [("method_name", "=", "_read_piece"), ("state", "=", "pending")]
        jobs = self.env["queue.job"].search(domain, order="id")
        return jobs.filtered(lambda job: job.records == schedule)

    @classmethod
    def apply_all(cls):
        """Apply everything that was read; return the runs."""
        runs = cls.env["torg.onec.run"].search([("endpoint_id", "=", cls.onec.id), ("state", "=", "waiting")])
        cls.finish(runs)
        return runs


class OdataCase(OdataMixin, OnecCase):
    """Transactions with a served 1C base."""


def _without_sleep(defaults):
    return tuple((lambda seconds: None) if callable(value) else value for value in defaults)
