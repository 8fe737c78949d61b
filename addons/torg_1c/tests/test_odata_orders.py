from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.odata.client import Client
from odoo.addons.torg_1c.tools.odata.problem import ODataError

from .odata_orders import OdataOrdersCommon

ORDERS = "Document_ЗаказКлиента"


@tagged("post_install", "-at_install")
class TestOdataOrders(OdataOrdersCommon):
    """An order goes into 1C by itself, once, and what 1C says of it comes back."""

    def setUp(self):
        super().setUp()
        self.customer.write({"is_company": True, "vat": "7728168971", "kpp": "772801001"})

    def deliver(self):
        self._commit()
        return self.onec._deliver_waiting()

    def documents(self, order):
        return [row for row in self.base.rows[ORDERS].values() if row["НомерПоДаннымКлиента"] == order.name]

    def test_confirmed_order_is_a_posted_document_with_its_customer(self):
        order = self.make_confirmed()
        self.deliver()
        [document] = self.documents(order)
        self.assertTrue(document["Posted"])
        self.assertEqual(document["СуммаДокумента"], order.amount_total)
        self.assertEqual(document["Организация_Key"], self.export.guid("organisation", 0))
        company = self.base.rows["Catalog_Контрагенты"][document["Контрагент_Key"]]
        self.assertEqual((company["ИНН"], company["КПП"]), ("7728168971", "772801001"))
        part = self.part(order)
        self.assertEqual((part.state, part.number_1c), ("accepted", document["Number"]))

    def test_delivery_twice_leaves_one_document(self):
        order = self.make_confirmed()
        self.deliver()
        version = self.documents(order)[0]["DataVersion"]
        part = self.part(order)
        part._send_again()
        self.deliver()
        self.assertEqual([row["DataVersion"] for row in self.documents(order)], [version])

    def test_order_that_comes_back_is_ours_and_no_new_one(self):
        order = self.make_confirmed()
        self.deliver()
        count = self.env["sale.order"].search_count([])
        [document] = self.documents(order)
        self.seeds.add_payment(self.base, document, order.amount_total)
        self.read("orders")
        self.apply_all()
        self.assertEqual(order.payment_status, "paid")
        ours = self.env["sale.order"].search_count([]) - count
        self.assertEqual(ours, 0, "two orders of 1C have customers nobody knows and wait")

    def test_base_that_gives_its_own_keys_is_understood(self):
        self.base.accept_keys = False
        order = self.make_confirmed()
        self.deliver()
        [document] = self.documents(order)
        self.assertNotEqual(document["Ref_Key"], self.part(order).uuid)
        self.seeds.add_payment(self.base, document, order.amount_total)
        self.read("orders")
        self.apply_all()
        self.assertEqual(order.payment_status, "paid")

    def test_base_with_its_own_keys_that_hides_our_number_has_each_order_once(self):
        self.base.accept_keys = False
        self.hide("order", "our_number")
        self.base.refuse_posting = "Не удалось провести: нет остатка"
        order = self.make_confirmed()
        for refusal in ("Не удалось провести", ""):
            self.deliver()
            self.assertEqual(len(self.written()), 1)
            self.base.refuse_posting = refusal
            self.part(order)._get_messages(("failed", "dead")).action_repeat()
        self.deliver()
        self.assertEqual([row["Posted"] for row in self.written()], [True])
        order.with_user(self.manager).order_line._set_quantity(1)
        self.deliver()
        self.assertEqual([row["СуммаДокумента"] for row in self.written()], [order.amount_total])

    def test_document_whose_posting_nobody_answered_is_found_by_its_key(self):
        self.base.accept_keys = False
        self.hide("order", "our_number")
        self.make_confirmed()
        post, calls = Client.call, []

        def cut(client, *args):
            calls.append(args)
            if len(calls) == 1:
                raise ODataError("dropped", reason="cut")
            return post(client, *args)

        self.patch(Client, "call", cut)
        self.deliver()
        self.assertEqual([row["Posted"] for row in self.written()], [False])
        messages = self.env["torg.exchange.message"].search([("endpoint_id", "=", self.onec.id)])
        for message in messages.filtered("tried_at"):  # the pauses pass
            message.write({"next_try": False, "tried_at": message.tried_at - timedelta(hours=1)})
        self.deliver()
        self.assertEqual([row["Posted"] for row in self.written()], [True])

    def hide(self, thing, field):
        """Publish a thing without one of its fields."""
        profile = self.onec._get_odata_profile()
        del profile.get(thing).fields[field]
        self.onec.sudo().odata_profile = profile.dump()  # sudo: set by the wizard

    def written(self):
        """Return the documents that came from here."""
        return [row for row in self.base.rows[ORDERS].values() if "[S" in (row["Комментарий"] or "")]

    def test_part_of_an_order_that_left_is_no_more_than_that(self):
        order = self.make_confirmed(quantity=5)
        self.deliver()
        [document] = self.documents(order)
        for number, quantity, delivered in (("РТ-000001", 2, 2), ("РТ-000002", 3, 5)):
            self.seeds.add_shipment(self.base, document, number, quantity)
            for _time in range(2):
                self.read("orders")
                self.apply_all()
                self.assertEqual(order.order_line.qty_delivered, delivered)
        self.assertEqual(len(order.shipment_ids), 2)

    def test_goods_that_came_back_are_told_by_their_shipment_or_order(self):
        order = self.make_confirmed(quantity=5)
        self.deliver()
        [document] = self.documents(order)
        shipment = self.seeds.add_shipment(self.base, document)
        self.seeds.add_return(self.base, shipment, 2)
        self.seeds.add_return(self.base, shipment, 1, "ВТ-000002", by_order=True)
        for _time in range(2):
            self.read("orders")
            self.apply_all()
            self.assertEqual((order.order_line.returned_qty, len(order.return_ids)), (3, 2))
        self.assertEqual(set(order.return_ids.mapped("source")), {"1c"})

    def test_return_that_1c_withdraws_is_told_and_stays(self):
        order = self.make_confirmed(quantity=5)
        self.deliver()
        [document] = self.documents(order)
        back = self.seeds.add_return(self.base, self.seeds.add_shipment(self.base, document), 2)
        self.read("orders")
        self.apply_all()
        self.base.put("Document_ВозвратТоваровОтКлиента", {"Posted": False}, back["Ref_Key"])
        self.read("orders")
        runs = self.apply_all()
        self.assertIn("has withdrawn the return", " ".join(runs.issue_ids.mapped("text")))
        self.assertTrue(order.return_ids.onec_withdrawn)
        self.assertEqual(order.order_line.returned_qty, 2)

    def test_refusal_of_1c_stands_on_the_order(self):
        self.base.refuse_posting = "Не удалось провести: нет остатка"
        order = self.make_confirmed()
        self.deliver()
        part = self.part(order)
        self.assertIn("нет остатка", part.error)
        self.assertEqual(part.state, "delivered")
        self.base.refuse_posting = ""
        part._get_messages(("failed", "dead")).action_repeat()
        self.deliver()
        self.assertEqual((part.state, len(self.documents(order))), ("accepted", 1))

    def test_answer_that_was_lost_is_found_by_the_next_try(self):
        order = self.make_confirmed()
        self.server.trouble.share, self.server.trouble.kinds = 0.5, ("after",)
        for _try in range(8):
            self.deliver()
            self.env["torg.exchange.message"].search([("state", "=", "failed")]).next_try = False
        self.server.trouble.share = 0
        self.deliver()
        self.assertEqual(len(self.documents(order)), 1)

    def test_customer_of_many_orders_is_one_card_over_a_bad_line(self):
        orders = self.make_confirmed(quantity=1) | self.make_confirmed(quantity=1) | self.make_confirmed(quantity=1)
        self.server.trouble.share, self.server.trouble.kinds = 0.3, ("before", "after", "cut")
        for _try in range(30):
            self.deliver()
            messages = self.env["torg.exchange.message"].search([("endpoint_id", "=", self.onec.id)])
            for message in messages.filtered(lambda row: row.state == "failed" and row.tried_at):  # the pauses pass
                message.write({"next_try": False, "tried_at": message.tried_at - timedelta(hours=1)})
        self.assertGreater(len(self.server.trouble.met), 3)
        self.assertEqual([len(self.documents(order)) for order in orders], [1, 1, 1])
        cards = [row for row in self.base.rows["Catalog_Контрагенты"].values() if row["ИНН"] == "7728168971"]
        self.assertEqual(len(cards), 1)
