from functools import partial

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import KEY, StoreDeskCommon


@tagged("post_install", "-at_install")
class TestAccess(StoreDeskCommon):
    """Store staff reach the orders of their store by the counter's verbs and by nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._make_order()

    def setUp(self):
        super().setUp()
        self._move(self.order, "agreed")
        self._commit()

    def _get_verbs(self, user):
        """Return every verb of the counter that opens an order, for this order."""
        desk, order, line = self._desk(user), self.order.id, self.order.order_line.id
        return {
            "get_collect": lambda: desk.get_collect(order),
            "take_order": lambda: desk.take_order(order),
            "pick": lambda: desk.pick(order, line, 1),
            "get_offers": lambda: desk.get_offers(order, line),
            "report_missing": lambda: desk.report_missing(order, line, 0),
            "get_handout": lambda: desk.get_handout(order),
            "take_payment": lambda: desk.take_payment(order, 200, "cash", KEY),
            "hand_over": lambda: desk.hand_over(order, self.order.pickup_code),
            "refuse_goods": lambda: desk.refuse_goods(order, {str(line): 1}),
            "take_back": lambda: desk.take_back(order, {str(line): 1}, 1, "cash", KEY),
            "extend": lambda: desk.extend(order, 1),
            "release": lambda: desk.release(order),
        }

    def test_staff_of_another_store_are_refused_by_every_verb(self):
        for name, verb in self._get_verbs(self.outsider).items():
            with self.subTest(verb=name), self.assertRaises(AccessError):
                verb()

    def test_people_without_the_role_are_refused_by_every_verb(self):
        for person in (self.stranger, self.courier, self.integration_admin, self.service_user):
            person.store_ids = self.near
            desk = self._desk(person)
            verbs = self._get_verbs(person) | {
                "get_desk": desk.get_desk,
                "find_handout": partial(desk.find_handout, "", self.near.id),
                "find_sold": partial(desk.find_sold, "", self.near.id),
            }
            for name, verb in verbs.items():
                with self.subTest(person=person.login, verb=name), self.assertRaises(AccessError):
                    verb()

    def test_every_public_verb_is_proved_here(self):
        proved = {*self._get_verbs(self.store_staff), "get_desk", "find_handout", "find_sold"}
        own = [base for base in type(self.env["torg.store.desk"]).__mro__ if "torg_store_desk" in base.__module__]
        public = {name for base in own for name in vars(base) if not name.startswith("_")}
        self.assertEqual(public - {"pool", "env"}, proved)

    def test_lists_of_another_store_are_empty(self):
        desk = self._desk(self.outsider)
        self.assertEqual([store["id"] for store in desk.get_desk(self.near.id)["stores"]], self.far.ids)
        self.assertNotIn(self.order.id, [card["id"] for card in desk.get_desk(self.near.id)["collect"]])
        self.assertFalse(desk.find_handout("", self.near.id)["orders"])
        self.assertFalse(desk.find_sold("", self.near.id))

    def test_lines_of_another_order_are_refused(self):
        other = self._make_agreed(quantity=1, store=self.far)
        with self.assertRaises(AccessError):
            self._desk().pick(self.order.id, other.order_line.id, 1)

    def test_staff_without_a_store_have_an_empty_counter(self):
        self.store_staff.store_ids = False
        answer = self._desk().get_desk()
        self.assertEqual((answer["stores"], answer["collect"]), ([], []))

    def test_staff_have_no_other_way_to_orders(self):
        order = self.order.with_user(self.store_staff)
        for model in ("sale.order", "sale.order.line", "torg.order.missing", "torg.order.payment", "torg.order.return"):
            self.assertFalse(self.env[model].with_user(self.store_staff).has_access("read"), model)
        for act in (
            lambda: order.read(["name"]),
            lambda: order.search([("id", "=", order.id)]),
            order.get_missing,
        ):
            with self.assertRaises(AccessError):
                act()
        self.env.ref("base.group_allow_export").user_ids += self.store_staff
        with self.assertRaises(AccessError):
            order.export_data(["name"])

    def test_manager_sees_the_counter_of_any_store(self):
        for person in (self.manager, self.supervisor):
            stores = {store["id"] for store in self._desk(person).get_desk()["stores"]}
            self.assertLessEqual(set(self.stores.ids), stores)
            self.assertEqual(self._desk(person).get_collect(self.order.id)["id"], self.order.id)

    def test_no_purchase_price_leaves_the_server(self):
        self.product.standard_price = 77.77
        desk = self._desk()
        told = [desk.get_desk(), desk.get_collect(self.order.id), desk.get_handout(self.order.id)]
        told.append(desk.get_offers(self.order.id, self.order.order_line.id))
        self.assertNotIn("77.77", str(told))

    def test_staff_begin_the_day_at_the_counter(self):
        action = self.env.ref("torg_store_desk.store_desk_action")
        self.assertEqual(self.store_staff._get_landing_action().id, action.id)
