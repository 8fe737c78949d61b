import logging
import time

from psycopg2 import Error

from odoo import api, models

_logger = logging.getLogger(__name__)

LEVELS = ("pass", "warn", "fail")
SLOW = 0.5  # seconds for a question that takes none
KEPT = 2  # seconds: however often it is asked, the base is asked no oftener


class TorgHealth(models.AbstractModel):
    """Whether everything works, as a machine wants to know it. Addons add checks to `_get_checks()`."""

    _name = "torg.health"
    _description = "Health of the system"

    _kept = {}  # of this process: {(base, checks): (moment, report)}

    @api.model
    def _get_checks(self):
        """Return `{name: method}`; a method returns a level of LEVELS and figures, without secrets or names."""
        return {"database": self._check_database}

    @api.model
    def _report(self, only=None):
        """Return `{"status": …, "checks": {name: {"status": …, figures}}}`; a check that nobody knows fails."""
        checks = self._get_checks()
        wanted = tuple(only or checks)
        place = (self.env.cr.dbname, wanted)
        asked_at, report = self._kept.get(place, (0, None))
        if not report or time.monotonic() - asked_at > KEPT:
            found = {name: self._run(checks.get(name)) for name in wanted}
            report = {"status": max((one["status"] for one in found.values()), key=LEVELS.index), "checks": found}
            if checks.keys() >= found.keys():
                self._kept[place] = (time.monotonic(), report)
        return report

    def _run(self, check):
        """Return what a check says; one that breaks says that it fails, and the log says why."""
        if not check:
            return {"status": "fail", "error": "unknown"}
        try:
            with self.env.cr.savepoint():
                level, figures = check()
        except Error as failure:
            _logger.warning("A check of the health broke: %s", failure)
            return {"status": "fail", "error": "database"}
        return {"status": level, **figures}

    def _check_database(self):
        started = time.monotonic()
        # sql: the shortest question there is
        self.env.cr.execute("SELECT pg_is_in_recovery()")
        [from_replica] = self.env.cr.fetchone()
        seconds = time.monotonic() - started
        return "warn" if seconds > SLOW else "pass", {"ms": round(seconds * 1000), "replica": from_replica}
