from dataclasses import replace
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import ABSENT, ContactRec, PartnerRec, RepresentativeRec, RequisiteRec

from .orders import OrdersCommon

NUMBER, MAIL = "+7 921 555-66-77", "buyer@example.com"
REACH = (ContactRec("Мобильный", NUMBER, "mobile"), ContactRec("Почта", MAIL, "email"))
XML = """<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="3.1" ДатаФормирования="2026-03-02T12:00:00"><Контрагенты>
  <Контрагент><Ид>p1</Ид><Наименование>Ладога</Наименование>
    <ОфициальноеНаименование>ООО Ладога</ОфициальноеНаименование>
    <Представители><Представитель><Отношение>Закупщик</Отношение>
      <Контрагент><Ид>d1</Ид><Наименование>Анна Петрова</Наименование>
        <Контакты><Контакт><Тип>Мобильный телефон</Тип><Значение>{number}</Значение></Контакт></Контакты>
        <ЗначенияРеквизитов><ЗначениеРеквизита>
          <Наименование>Доступна авторизация на сайте</Наименование><Значение>{flag}</Значение>
        </ЗначениеРеквизита></ЗначенияРеквизитов>
      </Контрагент>
    </Представитель></Представители>
  </Контрагент>
</Контрагенты></КоммерческаяИнформация>"""


@tagged("post_install", "-at_install")
class TestPartnerPeople(OrdersCommon):
    """People of a company, and which of them 1C lets sign in to the site."""

    def take_in(self, flag=ABSENT, company="p1", **person):
        """1C tells of a company and its buyer."""
        told = () if flag is ABSENT else (RequisiteRec("Доступна авторизация на сайте", flag, "site_login"),)
        buyer = PartnerRec("d1", name="Anna Petrova", contacts=REACH, requisites=told)
        row = RepresentativeRec("Buyer", replace(buyer, **person))
        record = PartnerRec(company, name=f"Ladoga {company}", is_company=True, representatives=(row,))
        run = self.load_rows([record], section="partners")
        self.assertFalse(self.texts(run), self.show(run))
        return run

    def company(self, key="p1"):
        return self.env["res.partner"].browse(self.find("partner", key, ""))

    def buyer(self, company="p1"):
        return self.env["res.partner"].browse(self.find("partner_person", company, "d1"))

    def find(self, kind, *key):
        return self.env["torg.exchange.link"]._lookup(self.onec, kind, [key]).get(key, ())

    def test_who_may_sign_in_is_reached_as_1c_says_and_buys_for_the_company(self):
        self.take_in("true")
        buyer = self.buyer()
        self.assertEqual((buyer.phone, buyer.email, buyer.function), (NUMBER, MAIL, "Buyer"))
        self.assertEqual(buyer._get_firms(), self.company())
        self.assertEqual(self.env["res.partner"]._find_customers(NUMBER), buyer)
        before = self.count_rows()
        self.take_in("true")
        self.assertEqual(self.count_rows(), before)

    def test_flag_is_read_from_the_message_of_1c(self):
        for flag, reach in (("true", NUMBER), ("false", False), ("Да", NUMBER), ("Нет", False)):
            with self.subTest(flag=flag):
                self.load(XML.format(flag=flag, number=NUMBER).encode())
                self.assertEqual(self.buyer().phone, reach)

    def test_of_others_name_and_post_are_taken_alone(self):
        for flag in (ABSENT, "false", "perhaps"):
            with self.subTest(flag=flag):
                self.take_in(flag)
                buyer = self.buyer()
                self.assertEqual((buyer.name, buyer.phone, buyer.email), ("Anna Petrova", False, False))
        self.assertFalse(self.env["res.partner"]._find_customers(NUMBER))

    def test_who_may_not_any_more_is_out(self):
        self.take_in("true")
        out = []
        with patch.object(self.registry["res.partner"], "_end_logins", lambda people: out.append(people)):
            self.take_in("false")
        self.assertEqual((self.buyer().phone, self.buyer().email), (False, False))
        self.assertEqual(out, [self.buyer()])
        self.take_in("true")
        self.assertEqual(self.buyer().phone, NUMBER)

    def test_number_that_we_have_written_ourselves_stays(self):
        self.take_in()
        self.buyer().phone = "+7 921 000-00-00"
        self.take_in("false")
        self.assertEqual(self.buyer().phone, "+7 921 000-00-00")

    def test_customer_of_that_number_buys_for_the_company_as_the_one_he_is(self):
        self.customer.write({"phone": NUMBER, "is_company": False})
        name = self.customer.name
        self.take_in("true")
        self.assertEqual((self.buyer(), self.customer.name, self.customer.parent_id.id), (self.customer, name, False))
        self.assertEqual(self.customer._get_firms(), self.company())
        before = self.count_rows()
        self.take_in("true")
        self.assertEqual(self.count_rows(), before)
        self.take_in("false")
        self.assertFalse(self.customer._get_firms())
        self.assertEqual(self.customer.phone, NUMBER)

    def test_one_person_buys_for_two_companies(self):
        self.take_in("true")
        self.take_in("true", "p2")
        self.assertEqual(self.buyer("p2"), self.buyer())
        self.assertEqual(self.buyer()._get_firms(), self.company() | self.company("p2"))
        self.take_in("false", "p2")
        self.assertEqual(self.buyer()._get_firms(), self.company())
        self.assertEqual(self.buyer().phone, NUMBER)
