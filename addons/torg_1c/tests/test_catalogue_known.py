from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_1c.tools.kinds import ITEM, OFFER
from odoo.addons.torg_1c.tools.records import CharacteristicRec, ItemRec

from .test_catalogue import CatalogueCase


@tagged("post_install", "-at_install")
class TestCatalogueKnown(CatalogueCase):
    """Products that were here before 1C: what it calls the same stays as it is."""

    def test_variants_of_a_person_keep_their_attributes(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Colour of the test",
                "create_variant": "always",
                "value_ids": [Command.create({"name": name}) for name in ("Oak", "Wenge")],
            }
        )
        line = {"attribute_id": attribute.id, "value_ids": [Command.set(attribute.value_ids.ids)]}
        door = self.env["product.template"].create({"name": "Door", "attribute_line_ids": [Command.create(line)]})
        oak, wenge = door.product_variant_ids
        links = self.env["torg.exchange.link"]
        links._link(self.onec, ITEM, {("door", ""): door})
        links._link(self.onec, OFFER, {("door", "o"): oak, ("door", "w"): wenge})
        values = door.attribute_line_ids.product_template_value_ids
        rows = [
            self.offer("door", key, characteristics=(CharacteristicRec(attribute.name, name),))
            for key, name in (("o", "Oak"), ("w", "Wenge"))
        ]
        run = self.load_rows([ItemRec("door", "door", name="Door"), *rows])
        self.assertEqual(self.counts(run, OFFER), {"unchanged": 2}, self.show(run))
        self.assertEqual(door.attribute_line_ids.attribute_id, attribute)
        self.assertEqual(door.product_variant_ids.product_template_attribute_value_ids, values)
