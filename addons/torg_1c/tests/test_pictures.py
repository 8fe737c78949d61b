import base64
import io

from PIL import Image

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import FileRec, ItemRec, PictureRec

from .test_catalogue import CatalogueCase


def picture(colour):
    """Bytes of a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(stream, "PNG")
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestPictures(CatalogueCase):
    def send(self, path, body):
        """Send a file beside the catalogue."""
        file = self.env["torg.onec.file"].create({"name": path, "endpoint_id": self.onec.id, "format": "other"})
        file._append(body)
        return file

    def load_items(self, *items):
        """Apply items, then their pictures; return the run of the pictures."""
        self.load_rows(list(items))
        run = self.env["torg.onec.run"].search(
            [("endpoint_id", "=", self.onec.id), ("topic", "=", "pictures"), ("state", "=", "waiting")]
        )
        self.finish(run)
        return run

    def item(self, *paths, **told):
        return ItemRec("i", "i", name="Red", pictures=tuple(map(PictureRec, paths)), **told)

    def documents(self):
        return self.env["product.document"].search([("res_id", "=", self.product("i").id)])

    def test_catalogue_does_not_wait_for_its_pictures(self):
        self.send("import_files/a.png", picture("red"))
        self.load_rows([self.item("import_files/a.png")])
        self.assertTrue(self.product("i"))
        self.assertFalse(self.product("i").image_1920)
        run = self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id), ("topic", "=", "pictures")])
        self.assertEqual(run.state, "waiting")

    def test_first_picture_is_the_main_one_and_the_others_are_documents(self):
        for path, colour in (("import_files/a.png", "red"), ("import_files/b.png", "blue")):
            self.send(path, picture(colour))
        self.send("import_files/c.pdf", b"%PDF-1.4 certificate")
        run = self.load_items(
            self.item("import_files/a.png", "import_files/b.png", files=(FileRec("import_files/c.pdf", "Certificate"),))
        )
        self.assertEqual(run.state, "done", self.show(run))
        self.assertTrue(self.product("i").image_1920)
        self.assertEqual(sorted(self.documents().mapped("name")), ["Certificate", "b.png"])

    def test_file_is_found_by_the_end_of_its_path(self):
        self.send("/tmp/webdata/import_files/a.png", picture("red"))
        self.load_items(self.item("import_files/a.png"))
        self.assertTrue(self.product("i").image_1920)

    def test_file_that_has_not_come_is_told(self):
        run = self.load_items(self.item("import_files/a.png"))
        self.assertIn("import_files/a.png", self.texts(run)[0])

    def test_picture_put_here_by_hand_stays(self):
        self.send("a.png", picture("red"))
        self.load_items(self.item("a.png"))
        self.product("i").image_1920 = ours = picture_base64("green")
        self.send("b.png", picture("blue"))
        run = self.load_items(self.item("b.png"))
        self.assertEqual(self.product("i").image_1920, ours)
        self.assertEqual(run.change_ids.verdict, "conflict")

    def test_picture_is_taken_away_only_where_the_item_says_so(self):
        self.send("a.png", picture("red"))
        self.load_items(self.item("a.png"))
        self.load_items(ItemRec("i", "i", name="Red wine"))
        self.assertTrue(self.product("i").image_1920)
        self.load_items(self.item())
        self.assertFalse(self.product("i").image_1920)

    def test_many_pictures_are_not_taken_away_unasked(self):
        self.onec.onec_fuse_number = 0
        self.send("a.png", picture("red"))
        self.load_items(self.item("a.png"))
        self.load_items(self.item())
        self.assertTrue(self.product("i").image_1920)
        self.env["torg.onec.approval"].search(
            [("endpoint_id", "=", self.onec.id), ("kind", "=", "picture")]
        ).action_approve()
        self.assertFalse(self.product("i").image_1920)

    def test_pictures_whose_going_was_refused_stay_for_good(self):
        self.onec.onec_fuse_number = 0
        self.send("a.png", picture("red"))
        self.load_items(self.item("a.png"))
        self.load_items(self.item())
        approval = self.env["torg.onec.approval"].search([("kind", "=", "picture"), ("state", "=", "waiting")])
        self.assertEqual((approval.endpoint_id, approval.count), (self.onec, 1))
        approval.action_refuse()
        self.assertTrue(self.product("i").image_1920)

    def test_document_named_no_longer_is_archived(self):
        self.send("c.pdf", b"%PDF-1.4 certificate")
        self.load_items(self.item(files=(FileRec("c.pdf"),)))
        document = self.documents()
        self.load_items(self.item(files=()))
        self.assertFalse(document.active)
        self.load_items(self.item(files=(FileRec("c.pdf"),)))
        self.assertTrue(document.active)

    def waiting(self, kind):
        domain = [("endpoint_id", "=", self.onec.id), ("kind", "=", kind), ("state", "=", "waiting")]
        return self.env["torg.onec.approval"].search(domain)

    def test_many_documents_are_not_archived_unasked(self):
        for number in range(3):
            self.send(f"c{number}.pdf", b"%PDF-1.4 certificate")
        files = tuple(FileRec(f"c{number}.pdf") for number in range(3))
        self.load_items(self.item(files=files))
        documents = self.documents()
        self.onec.onec_fuse_number = 0
        self.load_items(self.item(files=files[:1]))
        self.assertEqual(documents.mapped("active"), [True] * 3)
        self.assertEqual(self.waiting("document").count, 2)
        self.load_items(self.item(files=files[:2]))
        self.assertEqual(self.waiting("document").count, 1, "one of them is named again")
        self.assertFalse(self.waiting("picture"))
        self.waiting("document").action_approve()
        self.assertEqual(documents.sorted("name").mapped("active"), [True, True, False])


def picture_base64(colour):
    """A picture as a field holds it."""
    return base64.b64encode(picture(colour))
