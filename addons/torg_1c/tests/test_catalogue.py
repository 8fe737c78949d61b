from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.kinds import GROUP, ITEM, OFFER
from odoo.addons.torg_1c.tools.records import (
    CharacteristicRec,
    GroupRec,
    ItemRec,
    OfferRec,
    PackRec,
    RequisiteRec,
    TaxRec,
    UnitRec,
)
from odoo.addons.torg_1c.tools.values import VatRate

from .common import OnecCase

PIECE = UnitRec(code="796", name="шт", okei="796")


class CatalogueCase(OnecCase):
    """Verbs that look products up by their identifiers in 1C."""

    def link(self, kind, model, *key):
        key = key if len(key) == 2 else (key[0], "")
        res_id = self.env["torg.exchange.link"]._lookup(self.onec, kind, [key]).get(key)
        return self.env[model].browse(res_id)

    def product(self, item):
        return self.link(ITEM, "product.template", item)

    def variant(self, item, characteristic=""):
        return self.link(OFFER, "product.product", item, characteristic)

    def offer(self, item, characteristic="", **told):
        row = f"{item}#{characteristic}" if characteristic else item
        return OfferRec(row, item, characteristic, **told)


@tagged("post_install", "-at_install")
class TestCatalogue(CatalogueCase):
    def test_item_becomes_a_storable_product_with_its_variant(self):
        run = self.load_rows(
            [
                GroupRec("g", "Wine"),
                ItemRec(
                    "i", "i", name="Red", article="A-1", barcodes=("4600000000017", "4600000000024"), unit=PIECE,
                    packs=(PackRec("box", Decimal(6), "4600000000031"),), group_ids=("g",),
                    taxes=(TaxRec("VAT", VatRate(Decimal(10))),), weight=Decimal("1.5"), description="Dry",
                ),
            ]
        )  # fmt: skip
        product = self.product("i")
        self.assertEqual(run.state, "done", self.show(run))
        self.assertEqual((product.name, product.default_code, product.weight), ("Red", "A-1", 1.5), self.show(run))
        self.assertEqual((product.type, product.is_storable, product.tracking), ("consu", True, "none"))
        self.assertEqual(product.categ_id, self.link(GROUP, "product.category", "g"))
        self.assertEqual(product.uom_id, self.env.ref("uom.product_uom_unit"))
        self.assertEqual(product.taxes_id, self.env.company._get_vat("10"))
        self.assertEqual(self.variant("i"), product.product_variant_ids)
        self.assertEqual(product.uom_ids.mapped("factor"), [6])
        codes = self.env["product.uom"].search([("product_id", "=", self.variant("i").id)])
        self.assertEqual(sorted(codes.mapped("barcode")), ["4600000000024", "4600000000031"])
        self.assertFalse(product.message_ids)

    def test_service_has_no_stock(self):
        self.load_rows([ItemRec("i", "i", name="Delivery", requisites=(RequisiteRec("Type", "Услуга", "item_type"),))])
        self.assertEqual((self.product("i").type, self.product("i").is_storable), ("service", False))

    def test_absent_keeps_and_empty_clears(self):
        self.load_rows([ItemRec("i", "i", name="Red", article="A-1", description="Dry")])
        self.load_rows([ItemRec("i", "i", name="Red wine")])
        product = self.product("i")
        self.assertEqual((product.name, product.default_code), ("Red wine", "A-1"))
        self.load_rows([ItemRec("i", "i", name="Red wine", article="")])
        self.assertFalse(product.default_code)
        self.assertIn("Dry", product.description)

    def test_field_kept_here_is_not_cleared(self):
        self.load_rows([ItemRec("i", "i", name="Red", article="A-1")])
        field = self.env["ir.model.fields"]._get("product.template", "default_code")
        self.onec.onec_owner_ids = [(0, 0, {"field_id": field.id})]
        run = self.load_rows([ItemRec("i", "i", name="Red", article="")])
        self.assertEqual(self.product("i").default_code, "A-1")
        self.assertEqual(run.change_ids.verdict, "conflict")

    def test_deleted_item_is_archived_and_comes_back(self):
        self.load_rows([ItemRec("i", "i", name="Red")])
        product = self.product("i")
        self.load_rows([ItemRec("i", "i", name="Red", deleted=True)])
        self.assertFalse(product.active or product.with_context(active_test=False).product_variant_ids.active)
        self.load_rows([ItemRec("i", "i", name="Red", deleted=False)])
        self.assertTrue(product.active and product.product_variant_ids.active)

    def test_product_archived_by_a_person_stays_archived(self):
        self.load_rows([ItemRec("i", "i", name="Red")])
        self.product("i").active = False
        self.load_rows([ItemRec("i", "i", name="Red wine")])
        self.assertEqual((self.product("i").name, self.product("i").active), ("Red wine", False))

    def test_groups_come_in_any_order(self):
        self.load_rows([GroupRec("c", "Dry", "b"), GroupRec("b", "Red", "a")])
        self.assertFalse(self.link(GROUP, "product.category", "c"))
        self.load_rows([GroupRec("a", "Wine")])
        self.assertEqual(self.link(GROUP, "product.category", "c").complete_name, "Wine / Red / Dry")

    def test_item_takes_its_group_when_that_comes(self):
        self.load_rows([ItemRec("i", "i", name="Red", group_ids=("g",))])
        self.assertTrue(self.product("i"))
        self.load_rows([GroupRec("g", "Wine")])
        self.assertEqual(self.product("i").categ_id.name, "Wine")
        self.assertFalse(self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)]))

    def test_barcode_of_another_product_is_told_and_left_out(self):
        run = self.load_rows(
            [ItemRec("i", "i", name="Red", barcodes=("46",)), ItemRec("j", "j", name="White", barcodes=("46",))]
        )
        self.assertEqual((self.product("i").barcode, self.product("j").barcode), ("46", False), self.show(run))
        self.assertIn("46", self.texts(run)[0])

    # === CHARACTERISTICS === #

    def test_offers_become_only_the_variants_that_exist(self):
        size, colour = "Size", "Colour"
        rows = [("L", "red"), ("M", "red"), ("M", "blue")]
        offers = [
            self.offer(
                "i",
                f"c{n}",
                name="Shirt",
                characteristics=(CharacteristicRec(size, one), CharacteristicRec(colour, two)),
            )
            for n, (one, two) in enumerate(rows)
        ]
        run = self.load_rows([ItemRec("i", "i", name="Shirt", article="S"), *offers])
        product = self.product("i")
        self.assertEqual(len(product.product_variant_ids), 3, self.show(run))
        self.assertEqual(product.product_variant_ids.mapped("default_code"), ["S"] * 3)
        names = set(self.variant("i", "c2").product_template_attribute_value_ids.mapped("name"))
        self.assertEqual(names, {"M", "blue"})
        self.assertFalse(self.variant("i"))

    def test_unknown_dimensions_are_one_attribute(self):
        self.load_rows(
            [
                ItemRec("i", "i", name="Wine"),
                self.offer("i", "a", name="Wine (0,5 l)"),
                self.offer("i", "b", name="Wine (1 l)"),
            ]
        )
        values = self.product("i").product_variant_ids.product_template_attribute_value_ids
        self.assertEqual(set(values.mapped("name")), {"0,5 l", "1 l"})
        self.assertEqual(values.attribute_id.mapped("name"), ["Characteristic"])

    def test_one_characteristic_belongs_to_many_items(self):
        self.load_rows(
            [
                ItemRec("i", "i", name="Wine"),
                ItemRec("j", "j", name="Beer"),
                self.offer("i", "a", name="Wine (1 l)"),
                self.offer("j", "a", name="Beer (1 l)"),
            ]
        )
        self.assertEqual(self.variant("i", "a").product_tmpl_id.name, "Wine")
        self.assertEqual(self.variant("j", "a").product_tmpl_id.name, "Beer")

    def test_offers_wait_for_their_item(self):
        self.load_rows([self.offer("i", "a", name="Wine (1 l)"), self.offer("i", "b", name="Wine (2 l)")])
        self.assertEqual(len(self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])), 2)
        self.load_rows([ItemRec("i", "i", name="Wine")])
        self.assertEqual(len(self.product("i").product_variant_ids), 2)

    def test_later_characteristic_joins_the_others(self):
        self.load_rows([ItemRec("i", "i", name="Wine"), self.offer("i", "a", name="Wine (1 l)")])
        first = self.variant("i", "a")
        self.load_rows([self.offer("i", "b", name="Wine (2 l)")])
        self.assertEqual(self.product("i").product_variant_ids, first | self.variant("i", "b"))

    def test_characteristics_called_alike_stay_two(self):
        run = self.load_rows(
            [
                ItemRec("i", "i", name="Wine"),
                self.offer("i", "aaaaaaaa-1", name="Wine (1 l)"),
                self.offer("i", "bbbbbbbb-2", name="Wine (1 l)"),
            ]
        )
        self.assertEqual(len(self.product("i").product_variant_ids), 2, self.show(run))

    def test_new_dimension_completes_the_other_variants(self):
        one = (CharacteristicRec("Size", "M"),)
        two = (CharacteristicRec("Size", "M"), CharacteristicRec("Colour", "red"))
        self.load_rows([ItemRec("i", "i", name="Shirt"), self.offer("i", "a", characteristics=one)])
        run = self.load_rows([self.offer("i", "b", characteristics=two)])
        names = set(self.variant("i", "a").product_template_attribute_value_ids.mapped("name"))
        self.assertEqual(names, {"M", "—"}, self.show(run))
        self.product("i")._create_variant_ids()
        self.assertEqual(self.product("i").product_variant_ids, self.variant("i", "a") | self.variant("i", "b"))

    def test_renamed_characteristic_stays_the_same_variant(self):
        self.load_rows([ItemRec("i", "i", name="Wine"), self.offer("i", "a", name="Wine (1 l)")])
        variant = self.variant("i", "a")
        self.load_rows([self.offer("i", "a", name="Wine (1000 ml)")])
        self.assertEqual(self.variant("i", "a"), variant)
        self.assertEqual(variant.product_template_attribute_value_ids.name, "1000 ml")

    def test_offer_without_characteristic_beside_one_with_it_is_told(self):
        rows = [
            ItemRec("i", "i", name="Wine"),
            self.offer("i", name="Wine"),
            self.offer("i", "a", name="Wine (1 l)"),
        ]
        self.load_rows(rows)
        self.assertEqual(self.product("i").product_variant_ids, self.variant("i", "a"))
        run = self.load_rows([self.offer("i", name="Wine!")])
        self.assertEqual(run.issue_ids.mapped("code"), ["offer_without_characteristic"])

    def test_traded_variant_is_archived_and_not_turned_into_another(self):
        self.load_rows([ItemRec("i", "i", name="Wine")])
        variant = self.variant("i")
        store = self.env["stock.warehouse"].search([], limit=1)
        self.env["stock.quant"].create({"product_id": variant.id, "location_id": store.lot_stock_id.id, "quantity": 1})
        self.load_rows([self.offer("i", "a", name="Wine (1 l)")])
        self.assertFalse(variant.active)
        self.assertNotEqual(self.variant("i", "a"), variant)

    def test_characteristics_in_the_catalogue_are_variants(self):
        rows = [
            ItemRec(
                f"i#{n}", "i", n, name="Shirt", article=f"S-{n}", characteristics=(CharacteristicRec("Size", n),)
            )
            for n in ("M", "L")
        ]  # fmt: skip
        self.load_rows(rows)
        self.assertEqual(len(self.product("i").product_variant_ids), 2)
        self.assertEqual(self.variant("i", "L").default_code, "S-L")
        again = self.load_rows(rows)
        self.assertFalse(again.change_ids)
