"""A base of 1C that takes orders by OData, and an order for it."""

from datetime import datetime
from decimal import Decimal

import pytest
from onec_base import connect, profile_of
from torg_1c.tools.odata.order_push import OrderPush
from torg_1c.tools.records import (
    DiscountRec,
    OrderLineRec,
    OrderRec,
    PartnerRec,
    RefRec,
    TaxRec,
)
from torg_1c.tools.values import VatRate

from fakes.onec_data import Export
from fakes.onec_server import seed, serve

KEY = "5ec0de00-0000-4000-8000-000000000001"


@pytest.fixture(params=[True, False], ids=["our keys are taken", "1C gives its own keys"])
def accept_keys(request):
    return request.param


@pytest.fixture
def export():
    return Export(items=6, offers=2, price_types=1, stores=2)


@pytest.fixture
def server(export, accept_keys):
    with serve(seed(export, partners=3, accept_keys=accept_keys)) as server:
        yield server


@pytest.fixture
def client(server):
    return connect(server)


@pytest.fixture
def push(client):
    return OrderPush(client, profile_of(client))


@pytest.fixture
def order(export):
    item, _hash, characteristic = export.offer_ids(1)[0].partition("#")
    line = OrderLineRec(
        f"{item}#{characteristic}",
        item,
        characteristic,
        quantity=Decimal(3),
        price=Decimal("100.10"),
        total=Decimal("290.30"),
        taxes=(TaxRec(rate=VatRate(Decimal(20))),),
        discounts=(DiscountRec(amount=Decimal(10), included=True),),
    )
    return OrderRec(
        KEY,
        "S00042-1",
        datetime(2026, 3, 2, 15, 30),
        currency_code="RUB",
        total=Decimal("290.30"),
        partners=(PartnerRec(export.guid("partner", 1)),),
        organisation=RefRec(name="ООО Торговый дом"),
        warehouses=(RefRec(export.guid("store", 1)),),
        master_number="S00042",
        comment="Позвонить",
        lines=(line,),
    )
