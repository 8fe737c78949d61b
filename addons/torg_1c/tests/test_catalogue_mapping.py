from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import (
    GroupRec,
    ItemRec,
    PropertyRec,
    PropertyValueRec,
    RequisiteRec,
    UnitRec,
    VariantRec,
)

from .test_catalogue import CatalogueCase


@tagged("post_install", "-at_install")
class TestCatalogueMapping(CatalogueCase):
    # === MAPPING === #

    def test_property_goes_where_a_person_has_said(self):
        strength = PropertyRec("p", "Weight", "number")
        grape = PropertyRec("q", "Grape", "reference", variants=(VariantRec("v", "Merlot"),))
        item = ItemRec(
            "i", "i", name="Red", properties=(PropertyValueRec("p", ("1,5",)), PropertyValueRec("q", ("v",)))
        )
        self.load_rows([strength, grape, item])
        rows = {row.code: row for row in self.onec.onec_property_ids}
        attribute = self.env["product.attribute"].create({"name": "Grape", "create_variant": "no_variant"})
        volume = self.env["ir.model.fields"]._get("product.template", "volume")
        rows["p"].write({"target": "field", "field_id": volume.id})
        rows["q"].write({"target": "attribute", "attribute_id": attribute.id})
        self.assertEqual(rows["p"].conversion, "number")
        run = self.load_rows([item])
        product = self.product("i")
        self.assertEqual(product.volume, 1.5, self.show(run))
        self.assertEqual(product.attribute_line_ids.value_ids.mapped("name"), ["Merlot"])
        self.assertEqual(product.product_variant_ids, self.variant("i"))

    def test_value_of_a_list_waits_for_its_name(self):
        field = self.env["ir.model.fields"]._get("product.template", "description_sale")
        self.load_rows([PropertyRec("p", "Grape", "reference")])
        self.onec.onec_property_ids.write({"target": "field", "field_id": field.id})
        guid = "c84caed5-d7eb-11e1-95c6-00259037962c"
        self.load_rows([ItemRec("i", "i", name="Red", properties=(PropertyValueRec("p", (guid,)),))])
        self.assertFalse(self.product("i").description_sale)
        self.load_rows([PropertyRec("p", "Grape", "reference", variants=(VariantRec(guid, "Merlot"),))])
        self.assertEqual(self.product("i").description_sale, "Merlot")

    def test_value_that_cannot_be_read_is_told(self):
        field = self.env["ir.model.fields"]._get("product.template", "volume")
        item = ItemRec("i", "i", name="Red", requisites=(RequisiteRec("Volume", "much", "volume"),))
        self.load_rows([item])
        row = self.onec.onec_property_ids
        self.assertEqual((row.source, row.example), ("requisite", "much"))
        row.write({"target": "field", "field_id": field.id})
        run = self.load_rows([item])
        self.assertIn("much", self.texts(run)[0])

    def test_unit_matched_by_a_person_is_taken(self):
        bottle = UnitRec(code="868", name="бут", okei="868")
        self.load_rows([ItemRec("i", "i", name="Red", unit=bottle)])
        self.assertEqual(self.product("i").uom_id.name, "бут")
        self.onec.onec_unit_ids.uom_id = self.env.ref("uom.product_uom_unit")
        self.load_rows([ItemRec("i", "i", name="Red", unit=bottle)])
        self.assertEqual(self.product("i").uom_id, self.env.ref("uom.product_uom_unit"))

    def test_unit_named_by_a_code_of_the_base_waits_for_the_directory(self):
        self.load_rows([ItemRec("i", "i", name="Red", unit=UnitRec(name="2009"), group_ids=("g",))])
        self.assertFalse(self.env["uom.uom"].search([("name", "=", "2009")]))
        self.load_rows([UnitRec("2009", "2009", "кг", okei="166")])
        self.assertEqual(self.product("i").uom_id, self.env.ref("uom.product_uom_kgm"))
        self.load_rows([GroupRec("g", "Wine")])
        self.assertEqual(self.product("i").categ_id.name, "Wine")

    # === FIRST CONTACT === #

    def test_product_is_never_found_by_its_name(self):
        ours = self.env["product.template"].create({"name": "Red"})
        self.load_rows([ItemRec("i", "i", name="Red")])
        self.assertNotEqual(self.product("i"), ours)

    def test_product_is_found_by_article_where_one_answers(self):
        ours = self.env["product.template"].create({"name": "Red", "default_code": "A-1"})
        self.onec.onec_match = "article"
        self.load_rows([ItemRec("i", "i", name="Red wine", article="A-1")])
        self.assertEqual((self.product("i"), ours.name), (ours, "Red wine"))
        self.assertEqual(self.variant("i"), ours.product_variant_id)

    def test_two_items_of_a_base_are_never_one_product(self):
        ours = self.env["product.template"].create([{"name": name, "default_code": "A-1"} for name in ("Red", "White")])
        self.onec.onec_match = "article"
        self.load_rows([ItemRec("i", "i", name="Wine", article="A-1"), ItemRec("j", "j", name="Beer", article="A-1")])
        matches = self.env["torg.onec.match"].search([("endpoint_id", "=", self.onec.id)], order="external_id")
        matches.product_tmpl_id = ours[0]
        matches[0].action_link()
        with self.assertRaisesRegex(UserError, "these are two: “\\[A-1\\] Red” and “Beer”"):
            matches[1].action_link()

    def test_doubtful_product_waits_for_a_person(self):
        products = self.env["product.template"]
        ours = products.create([{"name": name, "default_code": "A-1"} for name in ("Red", "White")])
        self.onec.onec_match = "article"
        self.load_rows([ItemRec("i", "i", name="Wine", article="A-1"), ItemRec("j", "j", name="Beer", article="A-1")])
        self.assertFalse(self.product("i"))
        matches = {
            row.external_id: row for row in self.env["torg.onec.match"].search([("endpoint_id", "=", self.onec.id)])
        }
        self.assertEqual(matches["i"].candidate_ids, ours)
        matches["i"].product_tmpl_id = ours[1]
        matches["i"].action_link()
        matches["j"].action_new()
        self.finish(self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id), ("state", "=", "waiting")]))
        self.assertEqual((self.product("i"), ours[1].name), (ours[1], "Wine"))
        self.assertNotIn(self.product("j"), ours)
        self.assertTrue(self.product("j"))
