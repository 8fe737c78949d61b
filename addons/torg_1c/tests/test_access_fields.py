from odoo.tests import new_test_user, tagged

from odoo.addons.torg_1c.tools.records import ItemRec

from .orders import OrdersCommon

ROLES = ("manager", "supervisor", "director", "store_staff", "courier", "integration_admin")


@tagged("post_install", "-at_install")
class TestAccessFields(OrdersCommon):
    """Whoever may open a record may read all of its fields that he is shown: a screen or a report asks for them all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {role: new_test_user(cls.env, f"all_{role}", f"torg_base.group_{role}") for role in ROLES}
        cls.people["manager"] = cls.manager

    def test_no_field_leads_where_its_reader_may_not_look(self):
        refused = []
        for role, user in self.people.items():
            for model in self.env.registry.values():
                name = model._name
                if model._abstract or not self.env[name].with_user(user).has_access("read"):
                    continue
                for field in self.env[name]._fields.values():
                    if field._module != "torg_1c" or field.type not in ("one2many", "many2many"):
                        continue
                    shown = self.env[name].with_user(user)._has_field_access(field, "read")
                    if shown and not self.env[field.comodel_name].with_user(user).has_access("read"):
                        refused.append(f"{role}: {field}")
        self.assertEqual(refused, [])

    def test_every_role_reads_all_fields_of_what_it_may_open(self):
        order = self.make_confirmed()
        self.answer(self.take(), number_1c="UT-1")
        self.load_rows([ItemRec("gin", "gin", name="Gin", group_ids=("unknown",))])
        read = set()
        for role, user in self.people.items():
            for name in self.env.registry:
                if not name.startswith(("torg.onec.", "torg.exchange.")) or self.env[name]._abstract:
                    continue
                records = self.env[name].with_user(user)
                if records.has_access("read"):
                    found = records.search([], limit=20)
                    found.read()
                    read |= {(role, name)} if found else set()
        self.assertIn(("director", "torg.exchange.endpoint"), read)
        self.assertIn(("manager", "torg.onec.order.part"), read)
        self.assertIn(("integration_admin", "torg.onec.run"), read)
        self.assertTrue(order.with_user(self.people["manager"]).read())
