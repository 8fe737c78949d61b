"""The architecture tests need neither Odoo nor a database, also when pytest-odoo is installed beside them."""

import pytest

from . import rhythm


@pytest.fixture(scope="session", autouse=True)
def load_registry():
    """Override of pytest-odoo: no registry here."""


@pytest.fixture(scope="session", autouse=True)
def load_http():
    """Override of pytest-odoo: no HTTP server here."""


@pytest.fixture(scope="module", autouse=True)
def enable_odoo_test_flag():
    """Override of pytest-odoo: no Odoo configuration here."""


def pytest_terminal_summary(terminalreporter):
    """The rhythm of the code is a report to look at, not a gate."""
    terminalreporter.section("rhythm")
    for line in rhythm.report():
        terminalreporter.write_line(line)
