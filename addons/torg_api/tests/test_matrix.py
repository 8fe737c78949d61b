import base64
import json
import logging
import os
from collections import Counter
from unittest.mock import patch
from urllib.parse import urlencode

from odoo.exceptions import AccessError, MissingError
from odoo.tests import tagged
from odoo.tools import SQL, split_every
from odoo.tools.sql import table_columns

from odoo.addons.torg_api.dispatcher import TorgApiDispatcher
from odoo.addons.torg_api.tools.problem import ApiProblem
from odoo.addons.torg_api.tools.promise import ANY

from .login import LoginCase
from .matrix import CALLERS, PARTS, expect, fill_path, get_operations, get_parts, make_body, make_query

_logger = logging.getLogger(__name__)
PDF = base64.b64encode(b"%PDF-1.4 x")
MARK = "Zzfnord"  # in the name of every foreign record: nobody may read it
FULL = bool(os.environ.get("TORG_FULL"))  # a thousand ids on every route take some minutes
FOREIGN = 1000 if FULL else 200
SHARE = FOREIGN if FULL else 20  # ids a route is tried with, each other ones
BATCH = 100  # ids in a request


class MatrixCase(LoginCase):
    """A customer with an order, an address, a company and a login; a foreign company; keys of every kind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls.env["res.partner"].create({"name": "Romashka", "is_company": True})
        cls.customer._join_firm(cls.firm)
        for record in (cls.customer, cls.product):  # else every company may see them
            record.company_id = cls.env.company
        cls.address = cls.customer._find_or_make_address("Tverskaya 1")
        cls.env.company.shop_access_minutes = 60  # the long form takes its time on a busy machine
        cls.access = cls.env["torg.api.session"]._start(cls.public, cls.customer, "", "")[1]
        cls.login_row = cls.env["torg.api.session"].search([("partner_id", "=", cls.customer.id)])
        cls.other = cls.env["res.company"].create({"name": "Other company"})
        cls.operations = get_operations(cls.env)
        cls.public_scopes = set(cls.env["torg.api.scope"].search([("is_public", "=", True)]).mapped("code"))
        fast = {"reads_per_second": 100_000, "writes_per_second": 100_000}
        cls.key.write(fast)
        revoked = cls.make_key("revoked", **fast)
        cls.secrets = {
            "stranger": "",
            "revoked": revoked._issue(),
            "read_only": cls.make_key("reader", reads_only=True, **fast)._issue(),
            "full": cls.secret,
            "publishable": cls.public_secret,
            "customer": cls.access,
            "other_company": cls.make_key("other", company_id=cls.other.id, **fast)._issue(),
        }
        revoked.action_revoke()
        scopes = cls.env["torg.api.scope"].search([])
        cls.without = {
            scope.code: cls.make_key(f"no {scope.code}", *(scopes - scope).mapped("code"), **fast)._issue()
            for scope in scopes
        }
        cls.without[ANY] = cls.make_key("only feed", "feed", **fast)._issue()

    def setUp(self):
        super().setUp()
        self.sale = self.browse(self.order(1))
        self.paper = self.sale._publish_document("Invoice.pdf", PDF)

    def get_records(self):
        """What may stand in a path."""
        return {
            "order": self.sale,
            "customer": self.customer,
            "address": self.address,
            "document": self.paper,
            "firm": self.firm,
            "login": self.login_row,
            "product": self.product,
        }

    def get_values(self, operation):
        """Return `{part: value}` of the customer's own records."""
        records = self.get_records()
        missing = [part for part in get_parts(operation) if part not in PARTS]
        self.assertFalse(missing, f"{operation.name}: give matrix.PARTS a line for {missing}")
        known = {part: records.get(PARTS[part], PARTS[part]) for part in get_parts(operation)}
        return {part: getattr(value, "id", value) for part, value in known.items()}

    def send(self, operation, values, secret):
        """Call an operation as somebody; nothing of what it did stays."""
        query = make_query(operation)
        path = fill_path(operation, values) + (f"?{urlencode(query, doseq=True)}" if query else "")
        upload = getattr(operation, "upload", "")
        if upload:
            return self.call(operation.method, path, raw=b"{}\n", secret=secret, headers={"Content-Type": upload})
        return self.call(operation.method, path, make_body(operation), secret=secret)


@tagged("post_install", "-at_install")
class TestMatrix(MatrixCase):
    """Every operation is open to whom it promises, and to nobody else."""

    def test_every_operation_with_every_caller(self):
        counts = Counter()
        for operation in self.operations:
            values = self.get_values(operation)
            for caller in CALLERS:
                secret = self.without.get(operation.scope, "") if caller == "wrong_scope" else self.secrets[caller]
                with self.subTest(operation=operation.name, caller=caller), self.env.cr.savepoint() as savepoint:
                    response = self.send(operation, values, secret)
                    self.check(operation, caller, response)
                    counts[caller] += 1
                    savepoint.rollback()
                self.env.invalidate_all()
        self.assertEqual(set(counts.values()), {len(self.operations)}, counts)

    def check(self, operation, caller, response):
        stopped = expect(operation, caller, self.public_scopes)
        told = f"{operation.method} {operation.path} as {caller}: {response.status_code} {response.text[:300]}"
        if stopped:
            self.assertEqual(response.status_code, stopped, told)
            self.assertEqual(response.data["code"], {401: "unauthorized", 403: "forbidden"}[stopped], told)
        elif caller == "other_company" and get_parts(operation):
            self.assertIn(response.status_code, (404, 422) if operation.body else (404,), told)
        else:
            self.assertNotIn((response.data or {}).get("code"), ("unauthorized", "forbidden"), told)
            self.assertLess(response.status_code, 500, told)

    def test_bodies_of_the_matrix_are_understood(self):
        """Else a route would be asked with a body that is refused before anything is looked up."""
        for operation in self.operations:
            if operation.body and not getattr(operation, "upload", ""):
                with self.subTest(operation=operation.name, hint="give matrix.BODIES a line"):
                    operation.body.model_validate(make_body(operation))
            if operation.query:
                with self.subTest(operation=operation.name, hint="give matrix.QUERIES a line"):
                    operation.query.model_validate(make_query(operation), strict=False)


@tagged("post_install", "-at_install")
class TestForeignIds(MatrixCase):
    """A thousand customers and orders of others: no id of them opens anything, and all answers are the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"].with_context(tracking_disable=True)
        vals = [{"name": f"{MARK} {number}", "company_id": cls.other.id} for number in range(FOREIGN)]
        cls.strangers = partners.create(vals)
        cls.strange_orders = cls._make_orders(cls.strangers, cls.other)
        cls.others = partners.create([{"name": f"{MARK} own {number}"} for number in range(FOREIGN)])
        cls.others_orders = cls._make_orders(cls.others, cls.env.company)
        cls.others_addresses = partners.create(
            [{"parent_id": one.id, "type": "delivery", "street": MARK} for one in cls.others]
        )
        cls.strange_papers = cls._make_papers(cls.strange_orders[:10])
        cls.others_papers = cls._make_papers(cls.others_orders[:10])
        cls.env["torg.api.session"]._start(cls.public, cls.others[0], "", "")
        cls.others_logins = cls.env["torg.api.session"].search([("partner_id", "in", cls.others.ids)])

    @classmethod
    def _make_orders(cls, partners, company):
        """An order of each of these customers: the first one is made, the others are copies of its row."""
        orders = cls.env["sale.order"].with_company(company).with_context(tracking_disable=True)
        first = orders.create({"partner_id": partners[0].id, "company_id": company.id})
        cls.env.flush_all()
        names = [name for name in table_columns(cls.env.cr, first._table) if name not in ("id", "partner_id")]
        query = SQL(
            """INSERT INTO sale_order (partner_id, %(columns)s)
               SELECT partner, %(columns)s FROM sale_order, unnest(%(partners)s) AS partner WHERE id = %(first)s
               RETURNING id""",
            columns=SQL(", ").join(map(SQL.identifier, names)),
            partners=partners[1:].ids,
            first=first.id,
        )
        return first + first.browse([row[0] for row in cls.env.execute_query(query)])

    @classmethod
    def _make_papers(cls, orders):
        papers = cls.env["torg.customer.document"]
        return papers.create([{"order_id": order.id, "name": MARK, "file": PDF} for order in orders])

    def test_key_opens_nothing_of_another_company(self):
        foreign = {
            "order": self.strange_orders.ids,
            "customer": self.strangers.ids,
            "address": self.others_addresses.ids,
            "document": self.strange_papers.ids,
            "firm": self.strangers.ids,
        }
        self.try_all(foreign, self.secret, lambda operation: expect(operation, "full", self.public_scopes) is None)

    def test_token_opens_nothing_of_anybody_else(self):
        foreign = {
            "order": self.others_orders.ids + self.strange_orders.ids[:10],
            "customer": self.others.ids + self.strangers.ids[:10],
            "address": self.others_addresses.ids,
            "document": self.others_papers.ids + self.strange_papers.ids,
            "firm": self.others.ids,
            "login": self.others_logins.ids,
        }
        self.try_all(foreign, self.access, lambda operation: operation.customer)

    def try_all(self, foreign, secret, is_open):
        """Put each foreign id into each part of each path that names such a thing, the other parts being right."""
        tried, answers = Counter(), set()
        operations = [made for made in self.operations if made.scope and is_open(made)]
        for turn, operation in enumerate(operations):
            right = self.get_values(operation)
            for part in get_parts(operation):
                ids = foreign.get(PARTS[part], [])
                step = max(1, len(ids) // SHARE)
                for batch in split_every(BATCH, ids[turn % step :: step]):
                    found = self.try_ids(operation, right, part, batch, secret)
                    self.assertEqual(len(found), len(batch), operation.name)
                    leaks = [text for text in found if MARK in text or '"not_found"' not in text]
                    self.assertFalse(leaks, f"{operation.name} {part}: {leaks[:3]}")
                    answers.update(found)
                    tried[PARTS[part]] += len(found)
        _logger.info("Foreign ids put into %s operations: %s", len(operations), dict(tried))
        self.assertEqual(len(answers), 1, answers)
        self.assertEqual(set(tried), set(foreign), "each kind of foreign things was tried")

    def try_ids(self, operation, right, part, ids, secret):
        """Return what the operation says about each of the ids.

        The first one goes over HTTP; while the server is at it, its route is called with the others, by the same key
        and in the same request: what a request costs before its route is reached would take half an hour.
        """
        first, *others = ids
        found, call = [], TorgApiDispatcher._call

        def call_all(dispatcher, endpoint, operation, arguments):
            found.extend(answer(dispatcher, call, endpoint, operation, arguments | {part: one}) for one in others)
            return call(dispatcher, endpoint, operation, arguments)

        with patch.object(TorgApiDispatcher, "_call", call_all):
            response = self.send(operation, right | {part: first}, secret)
        self.assert_problem(response, 404, "not_found")
        trace = response.headers["X-Trace-Id"]
        return [json.dumps(json.loads(text.replace(trace, "")), sort_keys=True) for text in (response.text, *found)]

    def test_lists_show_nothing_of_anybody_else(self):
        """Whatever names a customer in a query: nothing of him is told."""
        for operation in self.operations:
            fields = getattr(operation.query, "model_fields", {})
            if "customer" not in fields or operation.method != "GET":
                continue
            values = self.get_values(operation)
            for secret, partners in ((self.access, self.others), (self.secret, self.strangers)):
                for partner in partners[:20]:
                    path = f"{fill_path(operation, values)}?{urlencode({'customer': partner.id})}"
                    response = self.call("GET", path, secret=secret)
                    self.assertIn(response.status_code, (200, 404, 422), path)
                    self.assertNotIn(MARK, response.text, path)
                    self.assertFalse((response.data or {}).get("items") and operation.name == "list_orders", path)

    def test_token_walks_only_over_its_own_orders(self):
        seen, cursor = [], ""
        while cursor is not None:
            page = self.call("GET", f"/orders?limit=250{cursor and f'&cursor={cursor}'}", secret=self.access).data
            seen += [row["id"] for row in page["items"]]
            cursor = page["next_cursor"]
        self.assertEqual(seen, self.sale.ids)

    def test_body_that_names_somebody_else_is_refused(self):
        for partner in self.others[:20]:
            for path, more in (("/orders", {}), ("/orders/quote", {})):
                body = self.basket(1, customer={"id": partner.id}, **more)
                self.assert_problem(self.call("POST", path, body, secret=self.access), 422, "validation")
            body = {"customer": partner.id, "lines": [{"product": self.product.id, "quantity": 1}]}
            self.assert_problem(self.call("POST", "/prices/quote", body, secret=self.access), 422, "validation")


def answer(dispatcher, call, *arguments):
    """Return the text a request would be answered with."""
    try:
        return call(dispatcher, *arguments).get_data(as_text=True)
    except (ApiProblem, MissingError, AccessError) as error:
        problem = dispatcher._as_problem(error)
        return json.dumps(problem.dump(dispatcher._docs_base(), dispatcher.trace_id, dispatcher._translate))
