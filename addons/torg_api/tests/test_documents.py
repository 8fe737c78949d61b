import base64

from odoo.tests import tagged

from odoo.addons.torg_api.schemas.events import DocumentEvent

from .login import LoginCase

PDF = b"%PDF-1.4 invoice"


@tagged("post_install", "-at_install")
class TestDocuments(LoginCase):
    """Files for customers: with the order, with the customer, told when they are ready, opened without the key."""

    def setUp(self):
        super().setUp()
        self.sale = self.browse(self.order())
        self.feed = self.env["torg.exchange.endpoint"]._get_feed()

    def publish(self, record=None, content=PDF, name="Invoice 7.pdf"):
        return (record or self.sale)._publish_document(name, base64.b64encode(content), "invoice")

    def read(self, path, **kwargs):
        response = self.call("GET", path, **kwargs)
        self.assertEqual(response.status_code, 200, response.text[:300])
        return response.data

    def make_webhook(self, **vals):
        event = self.env.ref("torg_pricelist.event_document_ready")
        hook = {"name": "Site", "url": "https://shop.example/", "event_ids": event.ids, **vals}
        return self.env["torg.webhook"].create(hook).endpoint_id

    def hear(self, endpoint):
        messages = self.env["torg.exchange.message"].search([("endpoint_id", "=", endpoint.id)])
        return list(endpoint._prepare_webhook_data(messages).values())

    # === READING === #

    def test_order_has_its_documents_and_nothing_else_that_is_attached(self):
        secret = {"name": "Margin.pdf", "raw": b"%PDF secret", "res_model": "sale.order", "res_id": self.sale.id}
        self.env["ir.attachment"].create(secret)
        self.sale.message_post(body="For us", attachments=[("Note.pdf", b"%PDF note")])
        before = self.call("GET", f"/orders/{self.sale.id}")
        self.assertEqual(before.data["documents"], [])
        document = self.publish()
        after = self.call("GET", f"/orders/{self.sale.id}")
        [row] = after.data["documents"]
        self.assertEqual((row["id"], row["code"], row["name"]), (document.id, "invoice", "Invoice 7.pdf"))
        self.assertEqual((row["mimetype"], row["size"]), ("application/pdf", len(PDF)))
        self.assertNotEqual(before.headers["ETag"], after.headers["ETag"])
        file = self.url_open(row["url"])
        self.assertEqual((file.content, file.headers["Cache-Control"]), (PDF, "private, no-store"))

    def test_customer_has_documents_of_orders_and_of_none_page_by_page(self):
        made = [self.publish(name=f"{number}.pdf").id for number in range(3)]
        made.append(self.publish(self.customer, name="Act.pdf").id)
        seen, cursor = [], ""
        while cursor is not None:
            page = self.read(f"/customers/{self.customer.id}/documents?limit=2{cursor and f'&cursor={cursor}'}")
            seen += page["items"]
            cursor = page["next_cursor"]
        self.assertEqual([row["id"] for row in seen], made[::-1])
        self.assertEqual([row["order"] for row in seen], [None, *[self.sale.id] * 3])
        self.assertEqual({row["customer"] for row in seen}, {self.customer.id})
        self.assertEqual(self.read(f"/documents/{made[0]}"), seen[-1])
        problem = self.call("GET", f"/customers/{self.customer.id}/documents?cursor=abc")
        self.assert_problem(problem, 422, "validation")

    def test_customers_token_sees_own_documents_only(self):
        own = self.publish()
        boris = self.env["res.partner"].create({"name": "Boris"})
        foreign = self.publish(boris, name="Boris.pdf")
        token = self.token(self.customer)
        self.assertEqual(
            [row["id"] for row in self.read(f"/orders/{self.sale.id}", secret=token)["documents"]], own.ids
        )
        self.assertEqual(self.read(f"/documents/{own.id}", secret=token)["id"], own.id)
        for path in (f"/documents/{foreign.id}", f"/customers/{boris.id}/documents", "/documents/2147483647"):
            self.assert_problem(self.call("GET", path, secret=token), 404, "not_found")

    def test_documents_of_another_company_are_not_there(self):
        order = self.make_foreign()
        foreign = self.publish(order, name="Foreign.pdf")
        self.assertNotEqual(foreign.company_id, self.env.company)
        self.assert_problem(self.call("GET", f"/documents/{foreign.id}"), 404, "not_found")
        self.assert_problem(self.call("GET", f"/customers/{order.partner_id.id}/documents"), 404, "not_found")

    def test_documents_are_for_keys_that_may(self):
        document = self.publish()
        self.assert_scope("GET", f"/documents/{document.id}", "customers")
        self.assert_scope("GET", f"/customers/{self.customer.id}/documents", "customers")

    # === EVENTS === #

    def test_ready_document_is_an_event_with_its_address(self):
        endpoint = self.make_webhook()
        document = self.publish()
        [told] = self.hear(endpoint)
        DocumentEvent.model_validate({**told, "id": document.id, "revision": 1})
        [row] = self.read(f"/orders/{self.sale.id}")["documents"]
        self.assertEqual((told["kind"], told["order"], told["customer"]), ("document", self.sale.id, self.customer.id))
        self.assertEqual({name: told[name] for name in ("name", "mimetype", "size", "url")},
                         {name: row[name] for name in ("name", "mimetype", "size", "url")})  # fmt: skip

    def test_site_of_another_company_hears_nothing(self):
        other = self.env["res.company"].create({"name": "Other company"})
        endpoint = self.make_webhook(company_id=other.id)
        self.publish()
        self.assertEqual(self.hear(endpoint), [])

    def test_document_that_was_withdrawn_is_told_without_its_address(self):
        endpoint = self.make_webhook()
        self.publish().unlink()
        self.assertNotIn("url", str(self.hear(endpoint)))

    def test_feed_tells_which_kind_of_document_it_is(self):
        start = self.read("/changes")["next_cursor"]
        document = self.publish()
        self.call("POST", f"/customers/{self.customer.id}/price-lists", {"photos": False})
        self.env.cr.flush()
        while "0 of 0" not in self.feed._deliver_waiting():
            pass
        rows = self.read(f"/changes?cursor={start}&types=document.ready,order.changed")["items"]
        ready = [row for row in rows if row["type"] == "document.ready"]
        self.assertEqual([row["kind"] for row in ready], ["document", "price_list"])
        self.assertEqual((ready[0]["object"], ready[0]["id"]), ("document", document.id))
        self.assertEqual({row["kind"] for row in rows if row["type"] == "order.changed"} - {None}, set())

    # === ADDRESSES === #

    def test_withdrawn_and_revoked_addresses_open_nothing(self):
        first, second = self.publish(), self.publish(name="Photo.pdf")
        rows = {row["id"]: row["url"] for row in self.read(f"/orders/{self.sale.id}")["documents"]}
        etag = {"If-None-Match": self.url_open(rows[second.id]).headers.get("ETag", "*")}
        first.unlink()
        self.assertEqual(self.url_open(rows[first.id]).status_code, 404)
        self.assertEqual(self.url_open(rows[second.id]).status_code, 200)
        self.env.company._revoke_file_addresses()
        for headers in ({}, etag, {"Range": "bytes=0-3"}):
            closed = self.url_open(rows[second.id], headers=headers)
            self.assertEqual((closed.status_code, closed.content), (404, b""))
        [row] = self.read(f"/orders/{self.sale.id}")["documents"]
        self.assertEqual(self.url_open(row["url"]).content, PDF)

    def test_address_of_another_document_is_not_made_of_ones_own(self):
        own, other = self.publish(), self.publish(self.env["res.partner"].create({"name": "Boris"}))
        url = self.read(f"/documents/{own.id}")["url"]
        for kind in (f"paper-{other.id}", f"pricelist-{own.id}", f"document-{own.id}", f"export-{own.id}"):
            self.assertEqual(self.url_open(url.replace(f"paper-{own.id}", kind)).status_code, 404, kind)

    def test_page_of_html_is_saved_not_run(self):
        document = self.publish(content=b"<html><script>alert(1)</script></html>", name="Page.html")
        file = self.url_open(self.read(f"/documents/{document.id}")["url"])
        self.assertIn("attachment", file.headers["Content-Disposition"])
