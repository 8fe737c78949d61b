from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPhoneAccess(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.ru")
        cls.partner = cls.env["res.partner"].create({"name": "Пётр", "phone": "89161234567"})
        cls.extra = cls.env["torg.phone.number"].create({"partner_id": cls.partner.id, "number": "84951234567"})

    def test_manager_keeps_the_numbers_of_customers(self):
        manager = new_test_user(self.env, "test_anna", groups="torg_base.group_manager")
        Number = self.env["torg.phone.number"].with_user(manager)
        row = Number.create({"partner_id": self.partner.id, "number": "89031234567"})
        row.number = "89031234568"
        self.assertEqual(Number._find_partners("+79031234568"), self.partner)
        row.unlink()

    def test_staff_and_couriers_only_read(self):
        for group in ("group_store_staff", "group_courier", "group_integration_admin"):
            user = new_test_user(self.env, f"test_{group}", groups=f"torg_base.{group}")
            extra = self.extra.with_user(user)
            self.assertEqual(extra.key, "+74951234567")
            with self.assertRaises(AccessError):
                extra.number = "1"
            with self.assertRaises(AccessError):
                extra.unlink()

    def test_strangers_see_nothing(self):
        client = new_test_user(self.env, "test_client", groups="base.group_portal")
        for user in (client, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self.extra.with_user(user).read(["number"])
            with self.assertRaises(AccessError):
                self.env["torg.phone.number"].with_user(user).search([])

    def test_numbers_of_another_company_stay_there(self):
        other = self.env["res.company"].create({"name": "Другая"})
        self.partner.company_id = other
        manager = new_test_user(self.env, "test_anna", groups="torg_base.group_manager")
        Number = self.env["torg.phone.number"].with_user(manager)
        self.assertFalse(Number.search([("partner_id", "=", self.partner.id)]))
        self.assertFalse(Number._find_partners("+79161234567"))
        with self.assertRaises(AccessError):
            self.extra.with_user(manager).read(["number"])
