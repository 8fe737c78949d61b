from datetime import datetime
from decimal import Decimal

from odoo.tests import BaseCase

from odoo.addons.torg_1c.tools.records import (
    ABSENT,
    IssueRec,
    ItemRec,
    OfferRec,
    OrderLineRec,
    OrderRec,
    PartnerRec,
    PriceRec,
    TaxRec,
    UnitRec,
)
from odoo.addons.torg_1c.tools.records.codec import dumps, loads
from odoo.addons.torg_1c.tools.values import VatRate


class TestCodec(BaseCase):
    def test_record_comes_back_as_it_was(self):
        line = OrderLineRec("1", "item", quantity=Decimal("1.50"), taxes=(TaxRec("НДС", VatRate(Decimal(22))),))
        records = [
            OfferRec("a#b", "a", "b", prices=2, stock=ABSENT, quantity=None),
            PriceRec("a", "a", "", "retail", Decimal("10.10"), "руб", "RUB"),
            ItemRec("a", "a", name="", unit=UnitRec(code="796", okei="796"), group_ids=("g",), deleted=True),
            OrderRec("o", date=datetime(2026, 3, 2, 9, 5), lines=(line,), partners=(PartnerRec("p", inn=""),)),
            IssueRec("row", "bad_number", {"value": "x"}, "“x” is not a number."),
        ]
        self.assertEqual([loads(dumps(record)) for record in records], records)

    def test_what_is_absent_stays_absent_and_what_is_empty_stays_empty(self):
        item = loads(dumps(ItemRec("a", "a", name="", pictures=())))
        self.assertIs(item.article, ABSENT)
        self.assertEqual((item.name, item.pictures), ("", ()))
