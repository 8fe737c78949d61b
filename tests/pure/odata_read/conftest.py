"""A base of 1C that is read by OData."""

import pytest
from onec_base import Reader, connect

from fakes.onec_data import Export
from fakes.onec_server import seed, serve


@pytest.fixture
def export():
    return Export(items=12, offers=2, price_types=2, stores=2)


@pytest.fixture
def server(export):
    with serve(seed(export, orders=3, partners=5)) as server:
        yield server


@pytest.fixture
def reader(server):
    return Reader(connect(server))
