import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestLink(ExchangeCase):
    def setUp(self):
        super().setUp()
        self.links = self.env["torg.exchange.link"]
        self.created = []

    def get_or_create(self, *keys, endpoint=None, kind="person"):
        return self.links._get_or_create(endpoint or self.endpoint, kind, "res.partner", keys, self.create)

    def create(self, keys):
        self.created.append(keys)
        return self.env["res.partner"].create([{"name": "/".join(key)} for key in keys])

    def test_unknown_objects_are_created_and_linked(self):
        records = self.get_or_create(("a", ""), ("b", "x"))
        self.assertEqual(records["b", "x"].name, "b/x")
        self.assertEqual(
            self.links._lookup(self.endpoint, "person", [("a", ""), ("b", "x"), ("c", "")]),
            {("a", ""): records["a", ""].id, ("b", "x"): records["b", "x"].id},
        )

    def test_known_objects_are_found_not_created(self):
        first = self.get_or_create(("a", ""))
        self.assertEqual(self.get_or_create(("a", ""), ("b", ""))["a", ""], first["a", ""])
        self.assertEqual(self.created, [[("a", "")], [("b", "")]])

    def test_pair_is_another_object_than_its_first_half(self):
        records = self.get_or_create(("a", ""), ("a", "red"), ("a", "blue"))
        self.assertEqual(len({record.id for record in records.values()}), 3)

    def test_kind_and_endpoint_keep_identifiers_apart(self):
        other = self.make_webhook("Other").endpoint_id
        records = [
            self.get_or_create(("a", ""))["a", ""],
            self.get_or_create(("a", ""), kind="payer")["a", ""],
            self.get_or_create(("a", ""), endpoint=other)["a", ""],
        ]
        self.assertEqual(len({record.id for record in records}), 3)

    def test_deleted_record_is_created_anew_on_the_same_link(self):
        old = self.get_or_create(("a", ""))["a", ""]
        old.unlink()
        new = self.get_or_create(("a", ""))["a", ""]
        self.assertTrue(new.exists())
        self.assertEqual(self.links.search_count([("endpoint_id", "=", self.endpoint.id)]), 1)

    def test_existing_record_is_linked_by_hand(self):
        self.links._link(self.endpoint, "person", {("a", ""): self.anna})
        self.assertEqual(self.get_or_create(("a", ""))["a", ""], self.anna)
        self.links._link(self.endpoint, "person", {("a", ""): self.boris})
        self.assertEqual(self.get_or_create(("a", ""))["a", ""], self.boris)

    def test_way_back_from_record_to_identifier(self):
        self.links._link(self.endpoint, "person", {("a", ""): self.anna, ("b", "x"): self.boris})
        keys = self.links._lookup_external(self.endpoint, "person", self.anna | self.boris)
        self.assertEqual(keys, {self.anna.id: ("a", ""), self.boris.id: ("b", "x")})

    def test_unchanged_content_is_skipped(self):
        self.get_or_create(("a", ""), ("b", ""))
        hashes = {("a", ""): "1", ("b", ""): "2"}
        self.assertEqual(self.links._filter_changed(self.endpoint, "person", hashes), [("a", ""), ("b", "")])
        self.links._set_hashes(self.endpoint, "person", hashes)
        self.assertFalse(self.links._filter_changed(self.endpoint, "person", hashes))
        hashes["b", ""], hashes["c", ""] = "3", "4"
        self.assertEqual(self.links._filter_changed(self.endpoint, "person", hashes), [("b", ""), ("c", "")])

    def test_new_record_of_a_link_has_no_content_yet(self):
        self.links._link(self.endpoint, "person", {("a", ""): self.anna})
        self.links._set_hashes(self.endpoint, "person", {("a", ""): "1"})
        self.links._link(self.endpoint, "person", {("a", ""): self.boris})
        self.assertEqual(self.links._filter_changed(self.endpoint, "person", {("a", ""): "1"}), [("a", "")])

    def test_thousand_identifiers_are_looked_up_in_one_query(self):
        keys = [(f"id{number}", "") for number in range(1000)]
        self.get_or_create(*keys)
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertEqual(len(self.links._lookup(self.endpoint, "person", keys)), 1000)

    def test_no_keys_no_query(self):
        with self.assertQueryCount(0):
            self.assertEqual(self.links._lookup(self.endpoint, "person", []), {})

    def test_database_refuses_a_second_link_of_a_key(self):
        vals = {"endpoint_id": self.endpoint.id, "kind": "person", "external_id": "a", "res_model": "res.partner"}
        self.links.create(vals | {"res_id": self.anna.id})
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
            self.links.create(vals | {"res_id": self.boris.id})
            self.env.flush_all()
