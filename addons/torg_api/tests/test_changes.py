from odoo import fields
from odoo.tests import tagged

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestChanges(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.feed = cls.env["torg.exchange.endpoint"]._get_feed()
        cls.product = cls.env["product.product"].create({"name": "Cabernet"})
        cls.deliver()

    @classmethod
    def deliver(cls):
        """Do what the job of the feed does, until nothing waits."""
        cls.env.cr.flush()
        while "0 of 0" not in cls.feed._deliver_waiting():
            pass

    def read(self, cursor=None, **query):
        told = "&".join(f"{name}={value}" for name, value in {**query, "cursor": cursor}.items() if value)
        response = self.call("GET", f"/changes?{told}")
        self.assertEqual(response.status_code, 200, response.text)
        return response.data

    def test_feed_begins_at_its_end_and_goes_on_from_there(self):
        start = self.read()
        self.assertEqual((start["items"], start["more"]), ([], False))
        self.product.name = "Merlot"
        self.deliver()
        changes = self.read(start["next_cursor"])
        self.assertEqual(
            [(row["type"], row["object"], row["id"]) for row in changes["items"]],
            [("product.updated", "product", self.product.id)],
        )
        self.assertEqual(self.read(changes["next_cursor"])["items"], [])

    def test_pages_have_no_gaps_and_no_doubles(self):
        start = self.read()["next_cursor"]
        products = self.env["product.product"].create([{"name": f"Wine {number}"} for number in range(7)])
        self.deliver()
        found, cursor, more = [], start, True
        while more:
            page = self.read(cursor, limit=3)
            found += [row["id"] for row in page["items"]]
            cursor, more = page["next_cursor"], page["more"]
        self.assertEqual(found, products.ids)

    def test_events_may_be_chosen(self):
        start = self.read()["next_cursor"]
        self.product.name = "Merlot"
        store = self.env["stock.warehouse"].create({"name": "Sadovaya", "code": "SAD"})
        self.deliver()
        rows = self.read(start, types="store.updated")["items"]
        self.assertEqual([(row["object"], row["id"]) for row in rows], [("store", store.id)])

    def test_change_of_an_order_is_told_once_a_transaction(self):
        partner = self.env["res.partner"].create({"name": "Anna"})
        line = fields.Command.create({"product_id": self.product.id, "product_uom_qty": 2})
        order = self.env["sale.order"].create({"partner_id": partner.id, "order_line": [line]})
        self.deliver()
        self.env.cr.postcommit.clear()
        start = self.read(types="order.changed")["next_cursor"]
        order.order_line.product_uom_qty = 3
        order.order_line.price_unit = 90
        order.customer_note = "Ring twice"
        self.deliver()
        rows = self.read(start, types="order.changed")["items"]
        self.assertEqual(
            [(row["type"], row["object"], row["id"]) for row in rows], [("order.changed", "order", order.id)]
        )

    def test_cursor_of_another_list_is_refused(self):
        self.assert_problem(self.call("GET", "/changes?cursor=abc"), 422, "validation")

    def test_who_was_away_too_long_reads_anew(self):
        start = self.read()["next_cursor"]
        for name in ("Merlot", "Pinot", "Malbec"):
            self.product.name = name
            self.deliver()
        self.env["torg.api.change"].search([])[:-1].unlink()
        self.assert_problem(self.call("GET", f"/changes?cursor={start}"), 410, "gone")

    def test_rows_of_another_company_are_not_shown(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.deliver()
        start = self.read()["next_cursor"]
        foreign = self.env["stock.warehouse"].create({"name": "Theirs", "code": "THR", "company_id": other.id})
        own = self.env["stock.warehouse"].create({"name": "Ours", "code": "OUR"})
        self.deliver()
        self.assertTrue(self.env["torg.api.change"].search([("object_id", "=", foreign.id)]))
        self.assertEqual([row["id"] for row in self.read(start)["items"]], own.ids)

    def test_key_hears_only_of_what_it_may_read(self):
        start = self.read()["next_cursor"]
        self.product.name = "Merlot"
        customer = self.env["res.partner"].create({"name": "Anna", "phone": "+7 912 555-00-31"})
        self.deliver()
        told = {(row["object"], row["id"]) for row in self.read(start)["items"]}
        self.assertLessEqual({("product", self.product.id), ("customer", customer.id)}, told)
        for scopes, objects in ((("feed",), set()), (("feed", "catalogue"), {"product"})):
            secret = self.make_key("poor", *scopes)._issue()
            answer = self.call("GET", f"/changes?cursor={start}", secret=secret)
            self.assertEqual({row["object"] for row in answer.data["items"]}, objects, scopes)

    def test_event_that_may_not_be_heard_of_or_is_none_is_refused(self):
        secret = self.make_key("poor", "feed", "catalogue")._issue()
        answer = self.call("GET", "/changes?types=product.updated,order.created", secret=secret)
        self.assertEqual(self.assert_problem(answer, 403, "forbidden")["scope"], "orders")
        for types in ("order.updated", "product.updated,nothing"):
            problem = self.assert_problem(self.call("GET", f"/changes?types={types}"), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], "?types")

    def test_place_goes_on_where_nothing_of_the_kind_happens(self):
        start = self.read(types="store.updated")["next_cursor"]
        for name in ("Merlot", "Pinot", "Malbec"):
            self.product.name = name
            self.deliver()
        place = self.read(start, types="store.updated")["next_cursor"]
        self.env["torg.api.change"].search([])[:-1].unlink()
        self.assertEqual(self.read(place, types="store.updated")["items"], [])

    def test_who_was_away_while_all_of_the_feed_grew_old_reads_anew(self):
        start = self.read()["next_cursor"]
        for name in ("Merlot", "Pinot", "Malbec"):
            self.product.name = name
            self.deliver()
        end = self.read()["next_cursor"]
        rows = self.env["torg.api.change"].search([])
        rows.changed_at = fields.Datetime.subtract(fields.Datetime.now(), days=31)
        rows._gc()
        self.assert_problem(self.call("GET", f"/changes?cursor={start}"), 410, "gone")
        self.assertEqual(self.read(end)["items"], [])

    def test_key_without_the_permission_hears_nothing(self):
        secret = self.make_key("poor", "orders")._issue()
        self.assert_problem(self.call("GET", "/changes", secret=secret), 403, "forbidden")
