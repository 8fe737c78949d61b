import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from odoo import Command

from odoo.addons.torg_1c.tools.commerceml.reader import read
from odoo.addons.torg_1c.tools.commerceml.writer import write_orders
from odoo.addons.torg_1c.tools.kinds import OFFER, PARTNER
from odoo.addons.torg_1c.tools.records import HeaderRec, OrderLineRec, OrderRec, PartnerRec, RefRec
from odoo.addons.torg_sale.tests.common import OrderCommon

from .common import OnecMixin

NOW = datetime(2026, 3, 2, 12, 0)


class OrdersCommon(OnecMixin, OrderCommon):
    """Orders of two linked products, and a 1C base that fetches them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_onec()
        cls.onec.onec_history_before = "2026-01-01"
        cls.other = cls._create_product("Whisky")
        cls._put(cls.near, cls.other, 10)
        cls.know({("rum", ""): cls.product, ("whisky", "12"): cls.other})

    @classmethod
    def know(cls, products, endpoint=None):
        """Link products to items of the base."""
        cls.env["torg.exchange.link"]._link(endpoint or cls.onec, OFFER, products)

    @classmethod
    def make_confirmed(cls, **vals):
        """Return a confirmed order."""
        order = cls._make_order(**vals)
        order.with_user(cls.manager)._move_to_stage(cls.stages["agreed"].with_user(cls.manager), "desk")
        return order

    def fetch(self, session="s1", endpoint=None):
        """Return what 1C gets in a session: bytes, and the documents in them."""
        body = (endpoint or self.onec)._get_orders_document(session)
        return body, [row for row in _read(body) if isinstance(row, OrderRec)]

    def take(self, session="s1", endpoint=None):
        """Fetch and confirm; return the documents."""
        documents = self.fetch(session, endpoint)[1]
        (endpoint or self.onec)._confirm_orders(session)
        return documents

    def answer(self, documents, **changes):
        """1C sends documents back with changes; return the run."""
        changes.setdefault("requisites", ())
        rows = [replace(row, **{"number_1c": f"UT-{row.number}", **changes}) for row in documents]
        if {"payments", "shipments", "children"} & changes.keys():  # more than requisites say
            return self.load([HeaderRec("3.1", NOW), *rows])
        return self.load(write_orders(rows, NOW, "3.1", "utf-8"))

    def line(self, item="rum", quantity=2, price=100, char="", **vals):
        """Return a line of a document."""
        row_id = f"{item}#{char}" if char else item
        quantity, price = Decimal(str(quantity)), Decimal(str(price))
        return OrderLineRec(row_id, item, char, item, quantity=quantity, price=price, total=quantity * price, **vals)

    def document(self, number="UT-1", lines=None, buyer=None, **vals):
        """Return an order made in 1C."""
        buyer = buyer or PartnerRec("buyer", name="Ladoga", role="Покупатель")
        values = {
            "date": NOW,
            "warehouses": (RefRec(name="Near store"),),
            "operation_code": "order",
            "currency_code": "RUB",
            **vals,
        }
        return OrderRec(f"id-{number}", number, partners=(buyer,), lines=tuple(lines or [self.line()]), **values)

    def part(self, order):
        return order.onec_part_ids

    def make_line(self, product, **vals):
        return Command.create({"product_id": product.id, "product_uom_qty": 1, "price_unit": 100, **vals})

    def know_customer(self, key="buyer", partner=None):
        self.env["torg.exchange.link"]._link(self.onec, PARTNER, {(key, ""): partner or self.customer})

    def count_rows(self):
        """Return numbers of business rows and of chatter messages."""
        models = (
            "sale.order", "sale.order.line", "torg.order.payment", "torg.order.shipment", "stock.picking", "stock.move",
            "res.partner", "res.partner.bank", "mail.message", "torg.onec.order.part", "torg.order.journal",
            "torg.phone.number", "torg.onec.change",
        )  # fmt: skip
        self._commit()
        return {name: self.env[name].with_context(active_test=False).search_count([]) for name in models}


class AnswerCommon(OrdersCommon):
    """An order that 1C has fetched and answers."""

    def setUp(self):
        super().setUp()
        self.order = self.make_confirmed()
        self.row = self.take()[0]

    def back(self, **changes):
        """1C answers; nothing of it may be refused."""
        run = self.answer([self.row], **changes)
        self.assertFalse(self.texts(run), self.show(run))
        return run

    def back_lines(self, *lines):
        """1C answers with these lines."""
        return self.back(lines=lines, total=sum(line.total for line in lines))


def _read(body):
    return list(read(io.BytesIO(body)))
