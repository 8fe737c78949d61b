from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from .common import OnecCase
from .goods import GoodsMixin
from .orders import OrdersCommon
from .soap import TILL, SoapMixin, price_type


@tagged("post_install", "-at_install")
class TestSoap(SoapMixin, OnecCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_soap()

    def setUp(self):
        super().setUp()
        self.make_jobs()
        base = type(self.server.base)()
        self.server.base = self.server.exchange.base = base
        self.server.troubles.mode, self.server.troubles.lose = "", None
        self.server.exchange.slow = 0

    def runs(self):
        return self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id)])

    def parked(self):
        return self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])

    def test_both_sides_meet_and_agree(self):
        self.assertEqual(self.talk(), ["commit", "commit", "done"])
        self.assertEqual((self.soap.version, self.soap.their_code, self.soap.phase), ("1.17", "УТ", "idle"))
        self.assertTrue(self.soap.talked_at)
        self.assertFalse(self.soap.error)
        self.assertEqual(self.jobs, [0, 0])

    def test_what_1c_tells_is_applied_and_only_then_forgotten_there(self):
        self.server.base.register(*price_type("opt"))
        self.talk()
        run = self.runs()
        self.assertEqual((run.file_id.format, run.topic, run.message_id.state), ("records", "catalogue", "ready"))
        self.finish(run)
        self.assertEqual(run.state, "done", self.show(run))
        self.assertTrue(self.env["torg.onec.price.type"].search([("external_id", "=", "opt")]))
        self.assertTrue(self.server.base.registered)
        self.talk()
        self.assertFalse(self.server.base.registered)
        self.assertEqual(self.runs(), run)

    def test_prices_and_stock_have_streams_of_their_own(self):
        goods = "<ДанныеНоменклатуры><Номенклатура><Ссылка>i</Ссылка></Номенклатура></ДанныеНоменклатуры>"
        row = f"<Товары><Строка>{goods}<Цена>5</Цена><КоличествоНаСкладе>7</КоличествоНаСкладе></Строка></Товары>"
        kind = "<ТипЦен><Ссылка>opt</Ссылка></ТипЦен>"
        place = "<КлючевыеСвойства><Склад><Ссылка>s</Ссылка></Склад></КлючевыеСвойства>"
        self.server.base.register(*price_type("opt"))
        self.server.base.register("Документ.УстановкаЦенНоменклатуры", "p", kind + row)
        self.server.base.register("Справочник.ИнформативныеОстатки", "q", place + row)
        self.talk()
        self.assertEqual(sorted(self.runs().mapped("topic")), ["catalogue", "prices", "stock"])
        records = list(self.runs().filtered(lambda run: run.topic == "stock").file_id._read_records())
        self.assertEqual([type(record).__name__ for record in records[2:4]], ["OfferRec", "StockRec"])
        self.assertEqual(records[0].formed_at, self.onec._to_onec_time(self.server.base.now))

    def test_unknown_kind_is_kept_shown_and_not_confirmed(self):
        self.server.base.register(*price_type("opt"))
        self.server.base.register(*TILL)
        self.talk()
        self.finish(self.runs())
        self.assertEqual(self.parked().record_kind, "UnknownRec")
        self.assertIn("Справочник.Кассы", self.soap.note)
        self.talk()
        self.assertEqual(len(self.runs()), 1)
        self.assertEqual((len(self.server.base.registered), self.soap.received_no), (2, 0))
        self.assertIn("Справочник.Кассы", self.soap.note)

    def test_unknown_kind_is_confirmed_where_that_is_allowed(self):
        self.onec.onec_soap_confirm_unknown = True
        self.server.base.register(*TILL)
        self.talk()
        self.finish(self.runs())
        self.talk()
        self.assertFalse(self.server.base.registered)
        self.assertTrue(self.parked())

    def test_wrong_password_is_said_and_nothing_is_forgotten(self):
        self.onec.onec_soap_new_password = "wrong"
        self.assertEqual(self.talk(), ["commit", "failed"])
        self.assertIn("does not accept the user “odoo”", self.soap.error)
        self.assertTrue(self.soap.failed_since)
        self.onec.onec_soap_new_password = self.server.password
        self.assertEqual(self.talk()[-1], "done")
        self.assertFalse(self.soap.error or self.soap.failed_since)

    def test_broken_conversation_turns_the_light_yellow_and_then_red(self):
        self.server.troubles.mode = "404"
        with freeze_time("2026-03-02 09:00:00"):
            self.talk()
            self.assertEqual(self.onec.light, "yellow")
        self.onec.invalidate_recordset()
        with freeze_time("2026-03-02 09:11:00"):
            self.talk()
            self.assertEqual(self.onec.light, "red")
            self.assertIn("SOAP does not work", self.onec.reasons)
            director = new_test_user(self.env, "soap_director", "torg_base.group_director")
            self.assertEqual(self.onec.with_user(director).light, "red")
        self.server.troubles.mode = ""
        self.talk()
        self.onec.invalidate_recordset()
        self.assertNotIn("SOAP", self.onec.reasons or "")

    def test_sentences_are_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.company.partner_id.lang = "ru_RU"
        self.server.troubles.mode = "404"
        self.talk()
        self.assertIn("публикации", self.soap.error)

    def test_slow_1c_is_asked_again_later(self):
        self.server.exchange.slow = 99
        self.soap._talk()
        self.assertEqual(self.soap._talk(seconds=1), "wait")
        self.assertEqual((self.soap.phase, self.jobs[-1]), ("putting", 15))

    def test_job_of_a_base_that_is_off_does_nothing(self):
        self.onec.onec_soap = False
        self.assertEqual(self.soap._talk(), "off")
        self.assertFalse(self.server.base.greetings)

    def test_clock_wakes_those_with_soap(self):
        self.soap._cron_talk()
        self.assertEqual(self.jobs, [0])

    def test_meeting_anew_reads_the_numbers_of_1c(self):
        self.talk()
        self.talk()
        sent = self.soap.sent_no
        self.onec.action_meet_soap()
        self.assertFalse(self.soap.version)
        self.talk()
        self.assertEqual((self.soap.sent_no, self.server.base.greetings), (sent, 2))

    def test_address_must_be_one_that_may_be_called(self):
        with self.assertRaisesRegex(ValidationError, "inner network"):
            self.onec.allow_private_addresses = False
        with self.assertRaisesRegex(ValidationError, "is no address of a web service"):
            self.onec.onec_soap_url = "nowhere"
        with self.assertRaisesRegex(ValidationError, "our code"):
            self.onec.onec_soap_peer_code = False

    def test_name_that_leads_inside_is_not_called(self):
        session = self.onec._make_session()
        self.assertEqual(session.get(f"{self.server.documents_url}?wsdl", timeout=5).status_code, 401)
        self.onec.onec_soap = False
        self.onec.allow_private_addresses = False
        with self.assertRaisesRegex(Exception, "inner network"):
            self.onec._make_session().get(self.server.documents_url, timeout=5)

    def test_description_of_the_service_is_kept(self):
        self.talk()
        self.assertEqual(self.soap.wsdl_url, self.server.url)
        self.server.troubles.calls.clear()
        client = self.soap._make_client()
        self.assertTrue(client.wsdl)

    def test_settings_are_tried_step_by_step(self):
        test = self.env["torg.onec.soap.test"].browse(self.onec.action_test_soap()["res_id"])
        self.assertEqual(test.line_ids.mapped("state"), ["ok"] * 3)
        self.assertTrue(test.is_ok)
        self.onec.onec_soap_peer_code = "XX"
        test = self.env["torg.onec.soap.test"].browse(test.action_again()["res_id"])
        self.assertEqual(test.line_ids.mapped("state"), ["ok", "ok", "failed"])
        self.assertIn("XX", test.line_ids[2].text)
        self.server.troubles.mode = "html"
        test = self.env["torg.onec.soap.test"].browse(test.action_again()["res_id"])
        self.assertEqual(test.line_ids.mapped("state"), ["failed", "skipped", "skipped"])
        self.assertFalse(test.is_ok)

    def test_password_is_never_shown(self):
        admin = new_test_user(self.env, "soap_reader", "torg_base.group_integration_admin")
        self.assertNotIn(self.server.password, str(self.onec.with_user(admin).read()))
        self.assertNotIn(self.server.password, self.onec.onec_soap_password_hint)


@tagged("post_install", "-at_install")
class TestSoapOrders(SoapMixin, OrdersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_soap()

    def setUp(self):
        super().setUp()
        self.make_jobs()
        base = type(self.server.base)()
        self.server.base = self.server.exchange.base = base
        self.server.troubles.lose = None
        self.talk()

    def messages(self, order):
        domain = [("endpoint_id", "=", self.onec.id), ("res_id", "=", order.id), ("res_model", "=", "sale.order")]
        return self.env["torg.exchange.message"].search(domain)

    def test_order_goes_to_1c_once(self):
        order = self.make_confirmed()
        self.onec._deliver_waiting()
        self.assertEqual(order.onec_part_ids.state, "offered")
        self.talk()
        self.talk()
        (taken,) = self.server.base.orders.values()
        self.assertEqual((taken.id, taken.number), (order.onec_part_ids.uuid, order.onec_part_ids.number))
        self.assertEqual([line.item_id for line in taken.lines], ["rum"])
        self.assertEqual(set(self.server.base.taken.values()), {1})
        self.assertEqual(order.onec_part_ids.state, "delivered")
        self.assertLessEqual(set(self.messages(order).mapped("state")), {"delivered", "cancelled"})

    def test_answer_that_was_lost_costs_nothing(self):
        order = self.make_confirmed()
        self.server.troubles.lose = lambda operation, _number: "after" if operation == "PutData" else ""
        self.assertEqual(self.talk()[-1], "failed")
        self.assertIn("does not answer", self.soap.error)
        self.server.troubles.lose = None
        self.talk()
        self.assertEqual(set(self.server.base.taken.values()), {1})
        self.assertEqual(order.onec_part_ids.state, "delivered")

    def test_order_that_1c_cannot_take_waits_for_a_person(self):
        bad, good = self.make_confirmed(), self.make_confirmed()
        self.server.base.refused.add(bad.name)
        for _time in range(12):
            self.talk()
        self.assertEqual(good.onec_part_ids.state, "delivered")
        self.assertIn("dead", self.messages(bad).mapped("state"))
        self.assertIn(bad.name, self.messages(bad).filtered(lambda m: m.state == "dead")[0].error)

    def test_answer_of_1c_accepts_the_order(self):
        order = self.make_confirmed()
        self.talk()
        part = order.onec_part_ids
        keys = (
            f"<Ссылка>{part.uuid}</Ссылка><Номер>УТ-1</Номер><ДанныеВходящегоДокумента><НомерВходящегоДокумента>"
            f"{part.number}</НомерВходящегоДокумента></ДанныеВходящегоДокумента>"
        )
        state = (
            f"<КлючевыеСвойства><Заказ>{keys}</Заказ></КлючевыеСвойства><СостояниеЗаказа>Подтвержден</СостояниеЗаказа>"
        )
        self.server.base.register("Справочник.СостояниеЗаказа", "st", state)
        self.talk()
        self.finish(self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id)]))
        self.assertEqual(part.state, "accepted")
        self.assertEqual(part.number_1c, "УТ-1")


@tagged("post_install", "-at_install")
class TestSoapPrices(SoapMixin, GoodsMixin, OnecCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods()
        cls.retail = cls.map_price_type()
        cls.retail.price_type_id.write({"owner": "here", "endpoint_id": False})
        cls.set_up_soap()
        cls.onec.onec_sends_prices = True

    def test_published_prices_become_a_document_of_1c(self):
        self.make_jobs()
        self.talk()
        product = self.products[0]
        revision = self.env["torg.price.revision"].create(
            {
                "price_type_id": self.retail.price_type_id.id,
                "reason": "Spring",
                "accept_warnings": True,
                "line_ids": [(0, 0, {"product_id": product.id, "new_price": 12.5})],
            }
        )
        revision.action_approve_and_publish()
        while revision.state in ("publishing", "approved"):
            revision._publish_next()
        self.talk()
        self.assertEqual(self.server.base.prices, {("item-0", "retail"): Decimal("12.50")})
        self.assertEqual(self.onec._get_price_messages("delivered").res_id, revision.id)

    def test_base_that_fetches_by_itself_gets_no_prices_by_soap(self):
        self.onec.mode = "pull"
        self.assertFalse(self.onec.onec_can_write_prices)
