"""pytest plugin: a WARNING or ERROR in Odoo's log that no test expected fails the run.

A test that provokes a line says so with `assertLogs` or `mute_logger`; both keep it from this guard.
It also fails a run in which browser tests were skipped although a browser is there.
"""

import logging
import re
import shutil

# Lines nobody can mend here: logger, text, and why it is no fault of ours.
ALLOWED = [
    (r"odoo\.tools\.config", r"recommended to specify whether", "pytest-odoo starts Odoo in the old way"),
    (r"py\.warnings", r"recommended to specify whether", "pytest-odoo starts Odoo in the old way"),
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class LogGuard(logging.Handler):
    """Collects unexpected lines, each with the test that was running."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []
        self.skipped_in_browser = []
        self.test = "before the first test"

    def emit(self, record):
        """Keep a line that is not in the list of allowed ones."""
        text = record.getMessage()
        for logger, pattern, _reason in ALLOWED:
            if re.match(logger, record.name) and re.search(pattern, text):
                return
        detail = logging.Formatter().formatException(record.exc_info)[-1500:] if record.exc_info else ""
        self.lines.append(f"{self.test}\n    {record.levelname} {record.name}: {text[:1500]}\n{detail}")


GUARD = LogGuard()


def pytest_sessionstart(session):
    """Listen from the first line on."""
    logging.getLogger().addHandler(GUARD)


def pytest_runtest_logstart(nodeid, location):
    """Remember which test runs."""
    GUARD.test = nodeid


def pytest_runtest_logreport(report):
    """Remember browser tests that did not run."""
    reason = str(report.longrepr[2]) if report.skipped and isinstance(report.longrepr, tuple) else ""
    if re.search(r"chrom|websocket|browser", reason, re.IGNORECASE):
        GUARD.skipped_in_browser.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session, exitstatus):
    """Turn a green run with an unclean log into a failed one."""
    if any(map(shutil.which, BROWSERS)):
        GUARD.lines += [f"skipped although a browser is there: {line}" for line in GUARD.skipped_in_browser]
    if GUARD.lines and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter):
    """Show the lines."""
    if GUARD.lines:
        terminalreporter.section(f"{len(GUARD.lines)} unexpected lines in the log")
        for line in GUARD.lines[:50]:
            terminalreporter.line(line)
