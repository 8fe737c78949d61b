import base64
from io import BytesIO
from urllib.parse import urlsplit

from PIL import Image

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .catalogue import CatalogueCase, picture


@tagged("post_install", "-at_install")
class TestFiles(CatalogueCase):
    """Pictures and documents as a browser asks for them: without a key."""

    def addresses(self, product=None):
        (row,) = self.read(f"/products?ids={(product or self.red).id}&fields=images,documents")["items"]
        return row

    def open(self, address, **headers):
        self.env.flush_all()
        path = urlsplit(address).path
        response = self.opener.get(self.base_url() + path, headers=headers, timeout=30, allow_redirects=False)
        self.env.invalidate_all()
        return response

    def assert_gone(self, address):
        response = self.open(address)
        self.assertEqual((response.status_code, response.content), (404, b""))
        self.assertEqual(response.headers["Cache-Control"], "no-store")

    def document(self, **vals):
        common = {"name": "Certificate.pdf", "raw": b"%PDF-1.4 x", "mimetype": "application/pdf", "shown_in_shop": True}
        place = {"res_model": "product.template", "res_id": self.red.product_tmpl_id.id}
        return self.env["product.document"].create({**common, **place, **vals})

    def test_picture_opens_without_a_key_in_every_size_and_is_kept_for_ever(self):
        self.red.image_1920 = picture()
        (sizes,) = [row["sizes"] for row in self.addresses()["images"]]
        self.assertEqual(list(sizes), ["128", "256", "512", "1024", "1920"])
        for size, address in sizes.items():
            response = self.open(address)
            self.assertEqual(response.status_code, 200, response.text[:300])
            self.assertEqual(max(Image.open(BytesIO(response.content)).size), min(int(size), 1400))
            self.assertIn("immutable", response.headers["Cache-Control"])
            self.assertIn("public", response.headers["Cache-Control"])
            self.assertNotIn("Set-Cookie", response.headers)
            again = self.open(address, **{"If-None-Match": response.headers["ETag"]})
            self.assertEqual((again.status_code, again.content), (304, b""))

    def test_picture_of_a_variant_comes_before_the_common_one(self):
        self.red.product_tmpl_id.image_1920 = picture("red")
        self.red.image_variant_1920 = picture("blue")
        (row,) = self.addresses()["images"]
        pixel = Image.open(BytesIO(self.open(row["sizes"]["128"]).content)).convert("RGB").getpixel((5, 5))
        self.assertGreater(pixel[2], 200)

    def test_further_pictures_are_shown_unless_switched_off(self):
        place = {"res_model": "product.product", "res_id": self.red.id}
        extra, paper = self.env["product.document"].create(
            [
                {"name": "Back", "raw": base64.b64decode(picture("green")), **place},
                {"name": "Contract.pdf", "raw": b"%PDF-1.4 x", "mimetype": "application/pdf", **place},
            ]
        )
        self.assertEqual((extra.shown_in_shop, paper.shown_in_shop), (True, False))
        (row,) = self.addresses()["images"]
        self.assertEqual(max(Image.open(BytesIO(self.open(row["sizes"]["256"]).content)).size), 256)
        extra.shown_in_shop = False
        self.assertEqual(self.addresses(), {"id": self.red.id, "images": [], "documents": []})
        self.assert_gone(row["sizes"]["256"])

    def test_document_is_shown_only_when_it_is_meant_for_customers(self):
        document = self.document()
        self.document(name="Contract.pdf", shown_in_shop=False)
        (row,) = self.addresses()["documents"]
        self.assertEqual((row["name"], row["mimetype"], row["size"]), ("Certificate.pdf", "application/pdf", 10))
        response = self.open(row["url"])
        self.assertEqual((response.status_code, response.content), (200, b"%PDF-1.4 x"))
        document.active = False
        self.assert_gone(row["url"])

    def test_a_page_of_html_is_saved_not_run(self):
        self.document(name="Page.html", raw=b"<script>alert(1)</script>", mimetype="text/html")
        (row,) = self.addresses()["documents"]
        response = self.open(row["url"])
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")

    def test_new_picture_has_a_new_address_and_the_old_one_is_not_kept_for_ever(self):
        self.red.image_1920 = picture("red")
        old = self.addresses()["images"][0]["sizes"]["128"]
        self.red.image_1920 = picture("blue")
        self.assertNotEqual(self.addresses()["images"][0]["sizes"]["128"], old)
        response = self.open(old)
        self.assertEqual(response.status_code, 200)
        self.assertNotIn("immutable", response.headers["Cache-Control"])

    def test_nobody_guesses_an_address(self):
        self.red.image_1920 = self.white.image_1920 = picture()
        address = self.addresses()["images"][0]["sizes"]["128"]
        head, company, subject, size, proof, name = urlsplit(address).path.rsplit("/", 5)
        stamp, signature = proof.split(".")
        self.assertGreaterEqual(len(signature), 22)
        wrong = [
            (company, f"template-{self.white.product_tmpl_id.id}", size, proof),
            (company, f"product-{self.red.id}", size, proof),
            (str(self.other.id), subject, size, proof),
            ("999999", subject, size, proof),
            (company, subject, "4096", proof),
            (company, subject, "file", proof),
            (company, subject, size, f"{stamp}.{signature[:-1]}"),
            (company, subject, size, f"{stamp}.ы"),
            (company, subject, size, f"000000000000.{signature}"),
            (company, "user-2", size, proof),
        ]
        for parts in wrong:
            self.assert_gone("/".join((head, *parts, name)))
        self.assert_problem(self.call("GET", "/shop-api/files/x"), 404, "unknown_route")
        self.assert_problem(self.call("POST", urlsplit(address).path), 405, "method_not_allowed")

    def test_every_company_has_a_secret_of_its_own(self):
        secrets = (self.env.company + self.other).sudo().mapped("shop_file_secret")
        self.assertEqual(len({*secrets} - {False}), 2)
        self.assertNotIn(
            "shop_file_secret", self.env["res.company"].with_user(self.env.ref("base.user_admin")).fields_get()
        )

    def test_administrator_revokes_all_addresses(self):
        self.red.image_1920 = picture()
        address = self.addresses()["images"][0]["sizes"]["128"]
        admin = new_test_user(self.env, "file_admin", "base.group_system,torg_base.group_integration_admin")
        director = new_test_user(self.env, "file_director", "torg_base.group_director")
        settings = self.env["res.config.settings"].create({})
        with self.assertRaises(AccessError):
            settings.with_user(director).action_revoke_file_addresses()
        self.assertEqual(self.open(address).status_code, 200)
        settings.with_user(admin).action_revoke_file_addresses()
        self.assert_gone(address)
        self.assertEqual(self.open(self.addresses()["images"][0]["sizes"]["128"]).status_code, 200)

    def make_one_of_every_kind(self):
        """Addresses of a picture, a document of goods, a price list, an export and a paper of a customer."""
        self.red.image_1920 = picture()
        self.document()
        row = self.addresses()
        customer = self.env["res.partner"].create({"name": "Anna"})
        prices = self.env["torg.price.list"].create(
            {"partner_id": customer.id, "scope": "category", "category_ids": self.food.ids, "with_photo": False}
        )
        prices.action_make()
        export = self.env["torg.api.export"]._open(self.key, "stock", {})
        while export.state == "running":
            export._export_next(export.last_id)
        paper = customer._publish_document("Act.pdf", base64.b64encode(b"%PDF-1.4 act"))
        urls = [row["images"][0]["sizes"]["256"], row["documents"][0]["url"], prices._get_shop_address()]
        return [*urls, export._get_shop_address(), paper._get_shop_address()]

    def test_revoked_address_opens_nothing_of_any_kind_however_it_is_asked(self):
        for address in (addresses := self.make_one_of_every_kind()):
            self.assertEqual(self.open(address).status_code, 200, address)
        etags = [self.open(address).headers["ETag"] for address in addresses]
        self.env.company._revoke_file_addresses()
        for address, etag in zip(addresses, etags, strict=True):
            self.assert_gone(address)
            for headers in ({"If-None-Match": etag}, {"If-None-Match": "*"}, {"Range": "bytes=0-1"}):
                response = self.open(address, **headers)
                self.assertEqual((response.status_code, response.content), (404, b""), address)

    def test_what_concerns_one_customer_is_kept_by_nobody_on_the_way(self):
        kept = [self.open(address).headers["Cache-Control"] for address in self.make_one_of_every_kind()]
        self.assertEqual(["immutable" in row and "public" in row for row in kept], [True, True, False, False, False])
        self.assertEqual(set(kept[2:]), {"private, no-store"})

    def test_documents_that_are_shown_no_more_open_no_more(self):
        document = self.document(res_id=self.white.product_tmpl_id.id)
        (row,) = self.addresses(self.white)["documents"]
        for vals in ({"shown_in_shop": False}, {"shown_in_shop": True, "active": False}):
            document.write(vals)
            self.assert_gone(row["url"])
        document.write({"active": True})
        self.assertEqual(self.open(row["url"]).status_code, 200)
        self.white.product_tmpl_id.company_id = self.other
        self.assert_gone(row["url"])

    def test_lost_file_is_no_fault(self):
        document = self.document()
        (row,) = self.addresses()["documents"]
        # sql: core writes the name of a file itself
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = '00/0000', db_datas = NULL WHERE id = %s",
            [document.ir_attachment_id.id],
        )
        with self.assertLogs("odoo.addons.torg_api.controllers.files", "WARNING"):
            self.assert_gone(row["url"])
