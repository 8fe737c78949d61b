import json

from odoo.tests import BaseCase

from odoo.addons.torg_exchange.tools.masking import mask, mask_secret


class TestMasking(BaseCase):
    def test_secrets_in_json_are_hidden_whole(self):
        shown = json.loads(mask('{"api_key": "abc", "nested": {"Password": "qwerty", "пароль": "тайна"}, "total": 5}'))
        self.assertEqual(shown, {"api_key": "•••", "nested": {"Password": "•••", "пароль": "•••"}, "total": 5})

    def test_person_in_json_is_hidden(self):
        shown = json.loads(
            mask('{"customer": {"name": "Иван", "phone": "+7 912 345-67-89", "email": "ivan@mail.ru", "id": 5}}')
        )
        self.assertEqual(shown["customer"], {"name": "И•••", "phone": "+7•••89", "email": "i•••@m•••.ru", "id": 5})

    def test_goods_keep_their_names_and_barcodes(self):
        text = '{"phone": "88005553535", "lines": [{"name": "Вино", "barcode": "8711000123456"}]}'
        shown = json.loads(mask(text))
        self.assertEqual(shown["lines"], [{"name": "Вино", "barcode": "8711000123456"}])
        self.assertEqual(shown["phone"], "8•••35")

    def test_phone_and_mail_inside_a_comment_are_hidden(self):
        shown = mask('{"comment": "звонить 8 (912) 345-67-89 или a.petrov@yandex.ru, заказ 123456"}')
        self.assertNotIn("345-67", shown)
        self.assertNotIn("petrov", shown)
        self.assertIn("123456", shown)

    def test_person_in_xml_is_hidden_and_goods_are_not(self):
        shown = mask(
            "<Документ><Контрагент><Наименование>Иванов</Наименование><Контакты><Контакт><Значение>a@b.ru</Значение>"
            "</Контакт></Контакты></Контрагент><Товар><Наименование>Вино</Наименование></Товар></Документ>"
        )
        self.assertIn("<Наименование>И•••</Наименование>", shown)
        self.assertIn("<Значение>a•••@b•••.ru</Значение>", shown)
        self.assertIn("<Наименование>Вино</Наименование>", shown)

    def test_attributes_of_xml_are_hidden(self):
        self.assertIn('password="•••"', mask('<a password="qwerty" code="5"/>'))

    def test_xml_entities_are_not_followed(self):
        shown = mask('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
        self.assertNotIn("root:", shown)

    def test_xml_with_its_own_charset_is_read(self):
        self.assertIn("Вино", mask('<?xml version="1.0" encoding="windows-1251"?><a><b>Вино</b></a>'))

    def test_broken_json_and_xml_are_still_searched_for_phones(self):
        for text in ('{"phone": "+79123456789"', "<a>+79123456789", "просто текст +79123456789"):
            self.assertNotIn("23456", mask(text))

    def test_empty_text_stays_empty(self):
        self.assertEqual(mask(""), "")

    def test_hint_of_a_secret_gives_nothing_away(self):
        self.assertEqual(mask_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "whsec_••••••LaSw")
        self.assertEqual(mask_secret("short"), "••••••")
        self.assertEqual(mask_secret(None), "")
