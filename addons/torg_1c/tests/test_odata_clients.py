from odoo.tests import tagged

from .authors import AuthorsOdataCommon


@tagged("post_install", "-at_install")
class TestOdataClients(AuthorsOdataCommon):
    """What is changed here of a customer whom 1C has stands on both his cards there."""

    def test_name_changed_here_stands_on_both_cards(self):
        self.read_change(КПП="771001001")
        self.change(name="Ладога Плюс")
        holding = self.base.rows["Catalog_Партнеры"][self.card()["Партнер_Key"]]
        self.assertEqual((self.card()["Description"], holding["Description"]), ("Ладога Плюс",) * 2)
        self.assertEqual(self.card()["КПП"], "771001001")

    def test_change_of_a_client_whom_1c_has_not_told_of_yet_is_written(self):
        self.change(name="Ладога Плюс", kpp="780101001")
        self.assertEqual((self.card()["Description"], self.card()["КПП"]), ("Ладога Плюс", "780101001"))

    def test_contacts_of_a_client_made_in_1c_come_back_as_they_went(self):
        self.read("partners")
        self.apply_all()
        self.assertEqual(self.customer.phone, "+7 900 123-45-67")

    def test_second_change_is_written_before_the_first_has_come_back(self):
        self.read_change(КПП="771001001")
        self.change(kpp="780101001")
        self.change(kpp="780201001")
        self.assertEqual(self.card()["КПП"], "780201001")

    def test_what_was_written_is_no_news_when_it_comes_back(self):
        self.read_change(КПП="771001001")
        self.change(kpp="780101001")
        self.read("partners")
        self.apply_all()
        before, version = self.sent(), self.card()["DataVersion"]
        self.nudge(self.order)
        self.assertEqual((self.news("then"), self.sent()), ([], before))
        self.assertEqual((self.customer.kpp, self.card()["DataVersion"]), ("780101001", version))

    def test_what_1c_has_changed_and_nobody_has_read_is_not_overwritten(self):
        self.read_change(КПП="771001001")
        self.change_in_1c(КПП="771101001")
        self.change(name="Ладога Плюс")
        self.assertEqual((self.card()["КПП"], self.card()["Description"]), ("771101001", "Ладога Плюс"))
        self.change(kpp="780101001")
        self.assertEqual(self.card()["КПП"], "771101001", "both have changed it: the word of 1C counts")

    def test_field_that_belongs_to_1c_is_not_written(self):
        self.read_change(КПП="771001001")
        self.own("kpp", "base")
        self.change(kpp="780101001", name="Ладога Плюс")
        self.assertEqual((self.card()["КПП"], self.card()["Description"]), ("771001001", "Ладога Плюс"))

    def test_base_that_owns_the_customers_is_not_corrected(self):
        self.read_change(КПП="771001001")
        self.onec.onec_owns_partners = True
        self.change(kpp="780101001")
        self.assertEqual(self.card()["КПП"], "771001001")

    def test_field_that_is_kept_here_is_written_over_what_1c_says(self):
        self.read_change(КПП="771001001")
        self.own("kpp", "here")
        self.change_in_1c(КПП="771101001")
        self.change(kpp="780101001")
        self.assertEqual(self.card()["КПП"], "780101001")

    # === WAYS TO REACH HIM === #

    def told(self):
        """Return the ways to reach him that both cards tell."""
        cards = self.base.rows["Catalog_Партнеры"][self.card()["Партнер_Key"]], self.card()
        return [row["Представление"] for card in cards for row in card["КонтактнаяИнформация"]]

    def test_phone_and_address_changed_here_stand_where_the_old_ones_stood(self):
        self.read_change(КПП="771001001")
        self.change(phone="+7 921 765-43-21", city="Тосно", street="Мира, 5", email="new@ladoga.example")
        self.assertEqual(self.told(), ["+7 921 765-43-21", "new@ladoga.example", "Тосно, Мира, 5"])
        self.read("partners")
        self.apply_all()
        before, version = self.sent(), self.card()["DataVersion"]
        self.nudge(self.order)
        self.assertEqual((self.news("then"), self.sent()), ([], before))
        self.assertEqual(self.card()["DataVersion"], version)
        now = (self.customer.phone, self.customer.city, self.customer.street)
        self.assertEqual(now, ("+7 921 765-43-21", "Тосно", "Мира, 5"), "what comes back is what went")

    def test_phone_changed_before_the_first_one_has_come_back_is_not_added_to_it(self):
        self.change(phone="+7 921 765-43-21")
        self.assertEqual(self.told(), ["+7 921 765-43-21"])

    def test_phone_that_1c_has_changed_and_nobody_has_read_is_not_overwritten(self):
        self.read_change(КПП="771001001")
        holding = self.card()["Партнер_Key"]
        rows = [{"Тип": "Телефон", "Представление": "+7 900 000-11-22"}]
        self.base.change("Catalog_Партнеры", holding, {"КонтактнаяИнформация": rows})
        self.change(phone="+7 921 765-43-21")
        self.assertEqual(self.told(), ["+7 900 000-11-22"])

    def test_phone_of_the_person_who_orders_is_not_the_company_s(self):
        self.read_change(КПП="771001001")
        self.customer.phone = False
        person = self.env["res.partner"].create(
            {"name": "Анна", "parent_id": self.customer.id, "phone": "+7 931 000-00-01"}
        )
        self.order.partner_id = person
        self.change(kpp="780101001")
        self.assertEqual(self.told(), ["+7 900 123-45-67"])

    def test_phone_that_belongs_to_1c_is_not_written(self):
        self.read_change(КПП="771001001")
        self.own("phone", "base")
        self.change(phone="+7 921 765-43-21", kpp="780101001")
        self.assertEqual((self.told(), self.card()["КПП"]), (["+7 900 123-45-67"], "780101001"))
