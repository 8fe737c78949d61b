"""Tests outside the addons need no Odoo in their own process, also when pytest-odoo is installed beside them."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def load_registry():
    """Override of pytest-odoo: no registry here."""


@pytest.fixture(scope="session", autouse=True)
def load_http():
    """Override of pytest-odoo: no HTTP server here."""


@pytest.fixture(scope="module", autouse=True)
def enable_odoo_test_flag():
    """Override of pytest-odoo: no Odoo configuration here."""
