from dataclasses import replace

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.torg_1c.tools.records import HeaderRec, RefRec

from .orders import NOW, OrdersCommon


@tagged("post_install", "-at_install")
class TestOrganisations(OrdersCommon):
    """A base keeps the books of several organisations: one is ours, some trade with nobody of ours."""

    def setUp(self):
        super().setUp()
        self.know_customer()
        self.admin = new_test_user(self.env, "onec_organisations", "torg_base.group_integration_admin")

    def tell(self, number, *reference):
        record = self.document(number, posted=True)
        return self.load([HeaderRec("3.1", NOW), replace(record, organisation=RefRec(*reference))])

    def found(self):
        return self.env["torg.onec.organisation"].search([("endpoint_id", "=", self.onec.id)])

    def born(self):
        return self.env["torg.onec.order.part"].search([("origin", "=", "1c")]).mapped("number")

    def test_organisations_are_met_once_in_orders(self):
        self.tell("UT-1", "o-1", "Ladoga")
        self.tell("UT-2", "o-1", "Ladoga")
        self.tell("UT-3", None, "Onega")
        self.assertEqual(
            [(row.external_id, row.name, row.target) for row in self.found()],
            [("o-1", "Ladoga", "taken"), ("Onega", "Onega", "taken")],
        )
        self.assertEqual(len(self.born()), 3)

    def test_orders_of_who_is_not_wanted_stay_in_1c(self):
        self.tell("UT-1", "o-1", "Ladoga")
        self.found().with_user(self.admin).target = "ignored"
        run = self.tell("UT-2", "o-1", "Ladoga")
        self.assertEqual((self.born(), self.texts(run)), (["UT-1"], []))
        self.found().target = "taken"
        self.tell("UT-2", "o-1", "Ladoga")
        self.assertEqual(sorted(self.born()), ["UT-1", "UT-2"])

    def test_what_is_known_already_goes_on(self):
        order = self.make_confirmed()
        [row] = self.take()
        self.tell("UT-1", "o-1", "Ladoga")
        self.found().target = "ignored"
        self.answer([replace(row, organisation=RefRec("o-1", "Ladoga"))])
        self.assertEqual(self.part(order).state, "accepted")

    def test_our_documents_name_the_chosen_one(self):
        self.tell("UT-1", "o-1", "Ladoga")
        self.tell("UT-2", None, "Onega")
        ladoga, onega = self.found()
        ladoga.with_user(self.admin).action_use()
        self.assertEqual((ladoga.is_ours, onega.is_ours), (True, False))
        self.make_confirmed()
        [row] = self.take()
        self.assertEqual((row.organisation.id, row.organisation.name), ("o-1", "Ladoga"))
        onega.with_user(self.admin).action_use()
        self.assertEqual(self.onec.onec_organisation_code, False)
        self.assertEqual((ladoga.is_ours, onega.is_ours), (False, True))

    def test_people_of_trade_choose_nothing(self):
        self.tell("UT-1", "o-1", "Ladoga")
        for group in ("torg_base.group_manager", "torg_base.group_director", "torg_base.group_store_staff"):
            user = new_test_user(self.env, f"onec_{group}", group)
            with self.assertRaises(AccessError):
                self.found().with_user(user).write({"target": "ignored"})
            with self.assertRaises(AccessError):
                self.found().with_user(user).action_use()
