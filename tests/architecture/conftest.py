"""The architecture tests need neither Odoo nor a database."""

from . import rhythm


def pytest_terminal_summary(terminalreporter):
    """The rhythm of the code is a report to look at, not a gate."""
    terminalreporter.section("rhythm")
    for line in rhythm.report():
        terminalreporter.write_line(line)
