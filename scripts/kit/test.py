"""`scripts/test [addon…]`: set up, run all tests or those of the named addons, end with pytest's summary line."""

import argparse
import itertools
import os
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from . import fingerprints, lanes, layout, slowest
from .console import Problem, say, verb
from .databases import Bases
from .odoo_process import write_config
from .setup import setup
from .system import free_port

LOG_GUARD = ["-p", "plugins.odoo_log"]
WITHOUT_ODOO = ["-p", "no:odoo"]
DAY = "tests/blackbox/test_trading_day.py"
# The proofs that have a short and a long form, in their long form: some hours.
WHOLE = {"TORG_ORDERS": "1000", "TORG_FULL": "1", "TORG_DAY": "whole", "TORG_INSTALL": "each"}


def main():
    """Entry of the verb."""
    parser = argparse.ArgumentParser(prog="scripts/test", description=__doc__)
    parser.add_argument("addons", nargs="*", help="addons to test; all, and the tests of tests/, unless told")
    parser.add_argument("-k", dest="expression", help="only tests whose names match, as pytest's -k")
    parser.add_argument("--whole", action="store_true", help="the long form of the tests that have one, too")
    options = parser.parse_args()
    if options.whole:
        os.environ.update(WHOLE)
    unknown = sorted({*options.addons} - {*fingerprints.all_addons()})
    if unknown:
        raise Problem(f"There is no addon {', '.join(unknown)} in {layout.ADDONS}.")
    connection = setup()
    bases = Bases(connection)
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(connection, bases, Path(folder), options.expression)
        runner.run(options.addons)
        return runner.summarise()


class Runner:
    """One pytest process per kind of test and lane, since a process of pytest-odoo knows one base."""

    def __init__(self, connection, bases, folder, expression=None):
        self.connection = connection
        self.bases = bases
        self.folder = folder
        self.expression = expression
        self.started = time.monotonic()
        self.numbers = itertools.count()
        self.statuses = []
        self.parts = []

    def run(self, addons):
        """Run the tests of these addons, or everything."""
        if not addons:
            self._pytest("tests without Odoo", ["tests/architecture", "tests/scripts", "tests/pure"], *WITHOUT_ODOO)
        ways = lanes.split(addons or fingerprints.all_addons(), lanes.count_lanes())
        with ThreadPoolExecutor(len(ways)) as pool:
            list(pool.map(self._run_lane, ways, [f"{number}| " if len(ways) > 1 else "" for number in (1, 2)]))
        if not addons:
            self._pytest("a running server", ["tests/blackbox"], f"--ignore={DAY}", *WITHOUT_ODOO)
            self._play_day()

    def _play_day(self):
        """A trading day on a base with the demo company."""
        with self._base([fingerprints.DEMO], "") as base:
            self._pytest("a trading day", [DAY], *WITHOUT_ODOO, environment={"TORG_DEMO_BASE": base})

    def _run_lane(self, addons, prefix):
        usual = [addon for addon in addons if addon != fingerprints.DEMO]
        if usual:
            with self._base(fingerprints.proofs(), prefix) as base:
                self._odoo_pytest(", ".join(usual), usual, base, prefix)
        if fingerprints.DEMO in addons:
            with self._base([fingerprints.DEMO], prefix) as base:
                self._odoo_pytest("the demo company", [fingerprints.DEMO], base, prefix)

    @contextmanager
    def _base(self, extra, prefix):
        name = f"torg_test_{layout.STATE_HASH}_{os.getpid()}_{prefix.rstrip('| ') or 1}"
        self.bases.drop(name)
        self.bases.create(name, extra)
        try:
            yield name
        finally:
            self.bases.drop(name)

    def _odoo_pytest(self, title, addons, base, prefix):
        folders = [folder for addon in addons if (folder := layout.ADDONS / addon / "tests").is_dir()]
        config = write_config(
            f"test-{base}", self.connection, db_name=base, dbfilter=f"^{base}$",
            http_port=free_port(), gevent_port=free_port(),
        )  # fmt: skip
        odoo = [f"--odoo-config={config}", f"--odoo-database={base}", "--odoo-http", "--odoo-log-level=warn"]
        self._pytest(title, folders, *odoo, *LOG_GUARD, prefix=prefix)

    def _pytest(self, title, places, *arguments, prefix="", environment=None):
        present = [str(place) for place in places if (layout.ROOT / place).exists()]
        if not present:
            return
        say(f"{prefix}===== {title} =====")
        report = self.folder / f"{next(self.numbers)}.xml"
        command = [layout.PYTHON, "-m", "pytest", "-q", "-rfEs", "--tb=short", f"--junitxml={report}", *arguments]
        if self.expression:
            command += ["-k", self.expression]
        started = time.monotonic()
        surroundings = _environment() | (environment or {})
        status = lanes.run([*map(str, command), *present], prefix, cwd=layout.ROOT, env=surroundings)
        self.statuses.append(status)
        self.parts.append((title, time.monotonic() - started))

    def summarise(self):
        """Print the sum of all parts as pytest would; return the exit status."""
        totals = {"failed": 0, "passed": 0, "skipped": 0, "error": 0}
        for report in self.folder.glob("*.xml"):
            for suite in ElementTree.parse(report).getroot().iter("testsuite"):
                count = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
                totals["failed"] += count["failures"]
                totals["error"] += count["errors"]
                totals["skipped"] += count["skipped"]
                totals["passed"] += count["tests"] - count["failures"] - count["errors"] - count["skipped"]
        said = ", ".join(f"{number} {word}" for word, number in totals.items() if number) or "no tests ran"
        self._show_times()
        # pytest's 5 means that a part had no test of this name; nothing at all is a failure below.
        failed = any(status not in (0, 5) for status in self.statuses) or not totals["passed"]
        if failed and not totals["failed"] and not totals["error"]:
            say("\nFailed by what the log says, or before any test could run: see above.")
        say(f"\n===== {said} in {time.monotonic() - self.started:.2f}s =====")
        return 1 if failed else 0

    def _show_times(self):
        """Say where the time went: what is slow is seen before it is too slow."""
        tests = slowest.read_tests(self.folder.glob("*.xml"))
        if tests:
            say("")
            for line in slowest.describe(tests):
                say(line)
            parts = ", ".join(f"{title} {seconds:.0f}" for title, seconds in self.parts)
            say(f"Seconds by part: {parts}; the rest is setting up and making bases.")


def _environment():
    """The job runner stays off (a test runs its jobs itself); helpers for tests are on Python's path."""
    paths = [layout.ROOT / "tests", layout.ROOT / "scripts"]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "ODOO_QUEUE_JOB_CHANNELS": "root:0",
        "TORG_HOME": str(layout.HOME),
        "TORG_FIXTURES": os.environ.get("TORG_FIXTURES") or str(layout.ROOT.parent / "shared" / "fixtures"),
    }


if __name__ == "__main__":
    verb(main)
