from odoo.tests import tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestPriceLists(ShopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create({"name": "Rums"})
        cls.product.categ_id = cls.category
        cls.path = f"/customers/{cls.customer.id}/price-lists"
        cls.asked = {"category": cls.category.id, "photos": False}

    def make(self, body=None, **kwargs):
        return self.call("POST", self.path, self.asked if body is None else body, **kwargs)

    def test_short_list_is_ready_at_once_and_opens_without_the_key(self):
        made = self.make()
        self.assertEqual(made.status_code, 202, made.text)
        self.assertEqual(
            (made.data["state"], made.data["items"], made.data["customer"]), ("ready", 1, self.customer.id)
        )
        file = self.url_open(made.data["url"])
        self.assertTrue(file.content.startswith(b"%PDF"))
        self.assertEqual(file.headers["Cache-Control"], "private, no-store")

    def test_address_of_another_list_is_not_guessed(self):
        url = self.make().data["url"]
        number = self.env["torg.price.list"].search([], order="id desc", limit=1).id
        self.assertEqual(self.url_open(url.replace(f"-{number}/", f"-{number - 1}/")).status_code, 404)

    def test_long_list_is_made_by_a_job(self):
        self.patch(
            self.env.registry["torg.price.list"], "_start", lambda lists: lists.sudo().write({"state": "making"})
        )
        made = self.make().data
        self.assertEqual((made["state"], made["url"]), ("making", None))
        self.assert_problem(self.call("GET", f"/customers/{self.customer.id}/price-list"), 404, "not_found")

    def test_same_list_is_not_made_twice(self):
        first = self.make().data
        self.assertEqual(self.make().data["id"], first["id"])
        self.assertNotEqual(self.make(self.asked | {"format": "xlsx"}).data["id"], first["id"])
        again = self.make(headers={"Idempotency-Key": "list-1"})
        self.assertEqual(self.make(headers={"Idempotency-Key": "list-1"}).content, again.content)

    def test_latest_list_is_read_back(self):
        made = self.make().data
        latest = self.call("GET", f"/customers/{self.customer.id}/price-list")
        self.assertEqual(latest.data, made)
        self.assertEqual(self.call("GET", f"{self.path}/{made['id']}").data, made)
        etag = {"If-None-Match": latest.headers["ETag"]}
        self.assertEqual(self.call("GET", f"{self.path}/{made['id']}", headers=etag).status_code, 304)

    def test_list_of_the_night_is_the_latest_of_its_customers(self):
        made = self.env["torg.price.list"].create(
            {"scope": "category", "category_ids": self.category.ids, "with_photo": False}
        )
        made.action_make()
        self.customer.price_list_id = made
        self.assertEqual(self.call("GET", f"/customers/{self.customer.id}/price-list").data["id"], made.id)

    def test_foreign_things_are_not_found(self):
        other = self.env["res.partner"].create({"name": "Boris"})
        made = self.make().data
        for path in (f"/customers/{other.id}/price-lists/{made['id']}", f"{self.path}/2147483647"):
            self.assert_problem(self.call("GET", path), 404, "not_found")
        company = self.env["res.company"].create({"name": "Other"})
        stranger = self.env["res.partner"].create({"name": "Stranger", "company_id": company.id})
        self.assert_problem(self.call("POST", f"/customers/{stranger.id}/price-lists", {}), 404, "not_found")
        problem = self.assert_problem(self.make({"category": 2**31 - 1}), 422, "validation")
        self.assertEqual(problem["errors"][0]["pointer"], "/category")

    def test_nothing_to_show_is_a_conflict(self):
        empty = self.env["product.category"].create({"name": "Empty"})
        self.assert_problem(self.make({"category": empty.id}), 409, "conflict")

    def test_rights_and_body(self):
        self.assert_scope("POST", self.path, "customers", self.asked)
        self.assert_scope("GET", f"/customers/{self.customer.id}/price-list", "customers")
        self.assert_scope("GET", f"{self.path}/1", "customers")
        self.assert_problem(self.make({"format": "doc"}), 422, "validation")

    def test_ready_list_is_an_event(self):
        webhook = self.env["torg.webhook"].create(
            {
                "name": "Site",
                "url": "https://shop.example/",
                "event_ids": self.env.ref("torg_pricelist.event_document_ready").ids,
            }
        )
        made = self.make().data
        message = self.env["torg.exchange.message"].search([("endpoint_id", "=", webhook.endpoint_id.id)])
        told = webhook.endpoint_id._prepare_webhook_data(message)[message]
        self.assertEqual((told["kind"], told["customer"], told["url"]), ("price_list", self.customer.id, made["url"]))
