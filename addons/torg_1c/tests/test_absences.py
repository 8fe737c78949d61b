from odoo.tests import new_test_user, tagged

from odoo.addons.torg_1c.tools.records import ItemRec

from .test_catalogue import CatalogueCase


@tagged("post_install", "-at_install")
class TestAbsences(CatalogueCase):
    def items(self, *numbers):
        return [ItemRec(f"i{n}", f"i{n}", name=f"Wine {n}") for n in numbers]

    def export(self, rows, only_changes=False):
        """Apply rows as everything of one export; return its run."""
        export = self.env["torg.onec.export"].create({"endpoint_id": self.onec.id})
        run = self.load_rows(rows, only_changes=only_changes, export_id=export.id)
        export._close()
        return run

    def active(self):
        links = self.env["torg.exchange.link"].search([("endpoint_id", "=", self.onec.id), ("kind", "=", "item")])
        return set(self.env["product.template"].browse(links.mapped("res_id")).filtered("active").mapped("name"))

    def test_full_export_archives_what_it_leaves_out(self):
        self.export(self.items(1, 2, 3))
        run = self.export(self.items(1, 2))
        self.assertEqual(self.active(), {"Wine 1", "Wine 2"})
        self.assertEqual(self.counts(run, "item"), {"unchanged": 2, "archived": 1})
        self.assertEqual(run.change_ids.verdict, "archived")

    def test_what_comes_back_is_active_again(self):
        self.export(self.items(1, 2))
        self.export(self.items(1))
        self.export(self.items(1, 2))
        self.assertEqual(self.active(), {"Wine 1", "Wine 2"})

    def test_delta_archives_nothing(self):
        self.export(self.items(1, 2))
        self.export(self.items(1), only_changes=True)
        self.assertEqual(self.active(), {"Wine 1", "Wine 2"})

    def test_export_that_broke_off_archives_nothing(self):
        self.export(self.items(1, 2))
        export = self.env["torg.onec.export"].create({"endpoint_id": self.onec.id})
        self.load_rows(self.items(1), only_changes=False, export_id=export.id)
        bad = '<КоммерческаяИнформация ВерсияСхемы="2.05"><Каталог>'.encode()
        self.load(bad, export_id=export.id)
        export._close()
        self.assertEqual((export.state, self.active()), ("closed", {"Wine 1", "Wine 2"}))

    def test_missing_characteristic_is_archived(self):
        offers = [self.offer("i1", c, name=f"Wine 1 ({c})") for c in "ab"]
        self.export([*self.items(1), *offers])
        self.export([*self.items(1), offers[0]])
        self.assertTrue(self.variant("i1", "a").active)
        self.assertFalse(self.variant("i1", "b").active)

    def test_too_many_absences_wait_for_a_person(self):
        self.onec.onec_fuse_number = 2
        self.export(self.items(*range(10)))
        self.export(self.items(*range(5)))
        self.assertEqual(len(self.active()), 10)
        approval = self.env["torg.onec.approval"].search([("endpoint_id", "=", self.onec.id)])
        self.assertEqual((approval.kind, approval.count, approval.state), ("item", 5, "waiting"))
        self.assertIn("Wine 7", approval.row_text)
        self.assertEqual(self.onec.light, "red")
        admin = new_test_user(self.env, "onec-decider", groups="torg_base.group_integration_admin")
        approval.with_user(admin).action_approve()
        self.assertEqual(len(self.active()), 5)
        self.assertEqual((approval.state, approval.decided_by), ("approved", admin))

    def test_refused_absences_change_nothing(self):
        self.onec.onec_fuse_number = 2
        self.export(self.items(*range(10)))
        self.export(self.items(*range(5)))
        self.env["torg.onec.approval"].search([("endpoint_id", "=", self.onec.id)]).action_refuse()
        self.assertEqual(len(self.active()), 10)
