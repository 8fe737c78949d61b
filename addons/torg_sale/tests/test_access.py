from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestAccess(OrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._make_order()
        cls.order._register_payment(50, "till")
        cls.order._register_shipment({cls.order.order_line: 1}, "1c", "R-1")
        cls.foreign = cls._make_order(user=cls.other_manager)
        cls.foreign.team_id = cls.other_team
        cls.foreign._register_payment(50, "till")
        cls.env.cr.flush()
        cls.own = (cls.order.journal_ids, cls.order.payment_ids, cls.order.shipment_ids)

    def test_what_belongs_to_an_order_is_read_with_it(self):
        for records in self.own:
            for person in (self.manager, self.supervisor, self.director):
                self.assertTrue(records.with_user(person).has_access("read"), (records._name, person.login))
            self.assertFalse(records.with_user(self.other_manager).has_access("read"), records._name)

    def test_nobody_writes_it_by_hand(self):
        for records in self.own:
            for person in (self.manager, self.supervisor, self.director):
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(records.with_user(person).has_access(operation), (records._name, operation))

    def test_supervisor_sees_the_teams_they_lead(self):
        self.assertFalse(self.foreign.payment_ids.with_user(self.supervisor).has_access("read"))
        self.assertTrue(self.foreign.payment_ids.with_user(self.director).has_access("read"))

    def test_strangers_and_other_trades_see_nothing(self):
        for person in (self.stranger, self.store_staff, self.courier, self.integration_admin, self.service_user):
            for records in (self.order, *self.own):
                self.assertFalse(records.with_user(person).has_access("read"), (records._name, person.login))

    def test_manager_does_not_move_a_foreign_order(self):
        foreign = self.foreign.with_user(self.manager)
        for vals in ({"stage_id": self.stages["agreed"].id}, {"state": "sale"}, {"warehouse_id": self.far.id}):
            with self.assertRaises(AccessError):
                foreign.write(vals)

    def test_only_directors_arrange_stages_and_the_matrix(self):
        rule, stage = self.env["torg.order.transition"].search([], limit=1), self.stages["new"]
        for person in (self.manager, self.supervisor, self.stranger):
            self.assertFalse(rule.with_user(person).has_access("write"))
            self.assertFalse(stage.with_user(person).has_access("write"))
        self.assertTrue(rule.with_user(self.director).has_access("write"))
        self.assertTrue(stage.with_user(self.director).has_access("write"))
