from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.torg_1c.tools.records import ItemRec, RequisiteRec

from .test_catalogue import PIECE, CatalogueCase

MODELS = ("torg.onec.property", "torg.onec.unit", "torg.onec.approval", "torg.onec.match")


@tagged("post_install", "-at_install")
class TestCatalogueAccess(CatalogueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "onec-admin", groups="torg_base.group_integration_admin")
        cls.manager = new_test_user(cls.env, "onec-manager", groups="torg_base.group_manager")
        cls.stranger = new_test_user(cls.env, "onec-stranger", groups="base.group_portal")
        cls.load_rows([ItemRec("i", "i", name="Red", unit=PIECE, requisites=(RequisiteRec("Strength", "12"),))])

    def test_administrator_maps_and_decides(self):
        for model in MODELS:
            records = self.env[model].with_user(self.admin)
            self.assertTrue(records.has_access("write"), model)
            self.assertFalse(records.has_access("create"), model)
        row = self.onec.onec_property_ids.with_user(self.admin)
        field = self.env["ir.model.fields"]._get("product.template", "volume")
        row.write({"target": "field", "field_id": field.id})
        self.assertEqual(self.onec.onec_mapping_revision, 1)

    def test_manager_and_stranger_see_nothing_of_it(self):
        for user in (self.manager, self.stranger):
            for model in MODELS:
                self.assertFalse(self.env[model].with_user(user).has_access("read"), (user.login, model))

    def test_manager_does_not_decide(self):
        run = self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id)], limit=1)
        approval = self.env["torg.onec.approval"]._ask(run, "item", [])
        with self.assertRaises(AccessError):
            approval.with_user(self.manager).action_approve()
