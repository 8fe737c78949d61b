from odoo.tests import tagged

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.records import ContactRec, PartnerRec

from .common import FullCase

PHONE = (ContactRec("Телефон", "8 (921) 111-22-33", "phone"),)


@tagged("post_install", "-at_install")
class TestCustomerDay(FullCase):
    """Boris registers on the site, calls, and has been in the books of 1C all the time."""

    def setUp(self):
        super().setUp()
        self.boris = self.register("+7 921 111-22-33", name="Boris")

    def register(self, phone, **more):
        """Who the site gets for a phone."""
        return self.env["res.partner"].browse(self.post("/customers", {"phone": phone, **more})["id"])

    def bring(self, key="b-1", **vals):
        """1C tells about a customer; return who that is here."""
        run = self.load_rows([PartnerRec(key, name="Boris Petrov", contacts=PHONE, **vals)], section="partners")
        self.assertFalse(self.texts(run), self.show(run))
        self._commit()
        found = self.env["torg.exchange.link"]._lookup(self.onec, PARTNER, [(key, "")])
        return self.env["res.partner"].browse(found.values())

    def agree(self, order):
        self._move(order, "agreed", user=self.director)
        self._commit()
        [document] = self.take(f"s{order.id}")
        return document

    def test_site_telephone_and_1c_mean_one_person(self):
        self.assertEqual(self.bring(), self.boris)
        request = self.env["sale.order"]._make_request("89211112233", "Boris", "Call me")
        self.assertEqual(request.partner_id, self.boris)
        self.assertEqual(self.register("8 921 111 22 33"), self.boris)
        document = self.agree(self.buy(customer={"phone": "+79211112233"}))
        self.assertEqual(document.partners[0].id, "b-1", "1C reads its own number of him")
        card = self.boris.with_user(self.manager)._get_customer_card()
        self.assertTrue(card)

    def test_joined_cards_answer_to_the_numbers_of_both(self):
        self.bring()
        twin = self.env["res.partner"].create({"name": "Boris P.", "phone": "+7 812 333-44-55"})
        self.know_customer("b-2", twin)
        earlier = self.buy(customer={"id": twin.id})
        self.env["base.partner.merge.automatic.wizard"]._merge((twin + self.boris).ids, self.boris)
        number = twin.id
        self._commit()
        self.assertEqual(self.read(f"/customers/{number}")["id"], self.boris.id)
        self.assertEqual(earlier.partner_id, self.boris)
        self.assertEqual(self.register("+7 812 333-44-55"), self.boris, "the other phone rings him, too")
        self.assertEqual(self.bring("b-2"), self.boris, "what 1C calls b-2 is he")
        listed = self.read(f"/customers/{self.boris.id}/orders")["items"]
        self.assertIn(earlier.id, [row["id"] for row in listed])
        document = self.agree(self.buy(customer={"id": number}))
        self.assertIn(document.partners[0].id, ("b-1", "b-2"))

    def test_name_that_1c_corrects_is_the_name_on_the_site_and_at_the_counter(self):
        self.assertEqual(self.bring(), self.boris)
        self.bring(full_name="Boris Petrov")
        told = self.read(f"/customers/{self.boris.id}")
        self.assertEqual(told["name"], self.boris.name)
        order = self.buy(customer={"id": self.boris.id})
        self._move(order, "agreed", user=self.director)
        self._commit()
        found = self._desk().find_handout("2233", self.near.id)["orders"]
        self.assertNotIn(order.id, [card["id"] for card in found], "it is not ready yet")
        self._desk().pick(order.id, order.order_line.id, 2)
        self._commit()
        found = self._desk().find_handout("2233", self.near.id)["orders"]
        self.assertIn(order.id, [card["id"] for card in found])

    def test_person_who_is_forgotten_is_forgotten_by_the_site_and_not_brought_back(self):
        self.bring()
        number = self.boris.id
        self.env.user.group_ids += self.env.ref("base.group_system")
        self.boris._anonymize()
        self._commit()
        self.assert_problem(self.call("GET", f"/customers/{number}"), 410, "gone")
        self.assertNotEqual(self.register("+7 921 111-22-33"), self.boris)
