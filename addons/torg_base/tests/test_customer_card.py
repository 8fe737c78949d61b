import json
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged

OWN_FACTS = {"order_count", "last_order", "turnover_year", "client_since"}  # other addons add theirs


class CardCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.ru")
        cls.anna = new_test_user(cls.env, "test_anna", groups="torg_base.group_manager", tz="Europe/Moscow")
        cls.firm = cls.env["res.partner"].create(
            {
                "name": "ООО «Ладога»",
                "is_company": True,
                "city": "Тверь",
                "phone": "84951234567",
                "user_id": cls.anna.id,
            }
        )
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Пётр",
                "parent_id": cls.firm.id,
                "email": "petr@example.com",
                "comment": "<p>Звонить после <b>обеда</b></p>",
                "category_id": [Command.create({"name": "VIP", "color": 4})],
                "phone_number_ids": [Command.create({"number": "8 916 123-45-67 доб. 5"})],
            }
        )

    def order(self, partner, days_ago, price, user=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "user_id": (user or self.anna).id,
                "order_line": [Command.create({"name": "Хлеб", "product_id": self.product.id, "price_unit": price})],
            }
        )
        order.order_line.tax_ids = False
        order.action_confirm()
        # at noon: the day is the same in the company's time zone
        order.date_order = (fields.Datetime.now() - timedelta(days=days_ago)).replace(hour=12)
        return order

    @property
    def product(self):
        return self.env["product.product"].search([("name", "=", "Хлеб")], limit=1) or self.env[
            "product.product"
        ].create({"name": "Хлеб"})

    def facts(self, partner, user=None):
        card = partner.with_user(user or self.anna)._get_customer_card()
        return {fact["code"]: fact for fact in card["facts"] if fact["code"] in OWN_FACTS}


@tagged("post_install", "-at_install")
class TestCustomerCard(CardCase):
    def test_head_says_who_it_is(self):
        card = self.person.with_user(self.anna)._get_customer_card()
        rows = self.person.phone_number_ids
        del card["facts"], card["sections"]
        self.assertEqual(
            card,
            {
                "id": self.person.id,
                "name": "Пётр",
                "is_company": False,
                "company": {"id": self.firm.id, "name": "ООО «Ладога»"},
                "phones": [
                    {
                        "number": "+7 916 123-45-67",
                        "key": "+79161234567",
                        "extension": "5",
                        "kind": "work",
                        "kind_label": dict(rows._fields["kind"]._description_selection(rows.env))["work"],
                    }
                ],
                "email": "petr@example.com",
                "city": "Тверь",
                "manager": {"id": self.anna.id, "name": self.anna.name},
                "tags": [{"id": self.person.category_id.id, "name": "VIP", "color": 4}],
                "comment": "Звонить после *обеда*",
            },
        )

    def test_person_without_a_number_shows_the_company_s(self):
        self.person.phone_number_ids.unlink()
        card = self.person._get_customer_card()
        self.assertEqual([phone["key"] for phone in card["phones"]], ["+74951234567"])

    def test_orders_are_those_of_the_whole_company(self):
        self.order(self.firm, 400, 1000)
        self.order(self.person, 30, 200)
        last = self.order(self.firm, 3, 50.5)
        self.env["sale.order"].create({"partner_id": self.firm.id})  # a quotation is no order
        facts = self.facts(self.person)
        self.assertEqual(facts["order_count"]["value"], 3)
        self.assertEqual(facts["last_order"]["action"]["res_id"], last.id)
        self.assertEqual(facts["last_order"]["value"], fields.Date.to_string(last.date_order))
        self.assertEqual(facts["turnover_year"]["value"], 250.5)
        self.assertEqual(
            facts["client_since"]["value"],
            fields.Date.to_string(fields.Date.today() - timedelta(days=400)),
        )
        found = self.env["sale.order"].search(facts["order_count"]["action"]["domain"])
        self.assertEqual(len(found), 3)

    def test_other_currency_is_counted_in_ours(self):
        self.order(self.firm, 3, 50)
        dollar = self.env["res.currency"].create(
            {"name": "TST", "symbol": "T", "rate_ids": [Command.create({"name": "2020-01-01", "rate": 0.01})]}
        )
        pricelist = self.env["product.pricelist"].create({"name": "TST", "currency_id": dollar.id})
        order = self.order(self.firm, 3, 1)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET currency_id = %s, pricelist_id = %s WHERE id = %s",
            [dollar.id, pricelist.id, order.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.facts(self.firm)["turnover_year"]["value"], 150.0)

    def test_customer_without_orders_has_no_empty_facts(self):
        self.assertEqual(set(self.facts(self.person)), {"order_count", "client_since"})
        self.assertFalse(self.facts(self.person)["order_count"]["action"])

    def test_card_counts_what_the_reader_may_see(self):
        boris = new_test_user(self.env, "test_boris", groups="torg_base.group_manager")
        self.order(self.firm, 3, 50, user=boris)
        self.assertEqual(self.facts(self.firm)["order_count"]["value"], 0)
        self.assertEqual(self.facts(self.firm, boris)["order_count"]["value"], 1)

    def test_courier_sees_the_card_without_orders(self):
        courier = new_test_user(self.env, "test_courier", groups="torg_base.group_courier")
        self.order(self.firm, 3, 50)
        self.assertEqual(set(self.facts(self.firm, courier)), {"client_since"})

    def test_stranger_gets_no_card(self):
        client = new_test_user(self.env, "test_client", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(client).get_customer_card(self.person.id)

    def test_client_of_the_portal_gets_no_card_of_their_own_company_either(self):
        client = new_test_user(self.env, "test_client", groups="base.group_portal")
        client.partner_id.parent_id = self.firm
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(client).get_customer_card(self.firm.id)

    def test_customer_of_another_company_stays_there(self):
        self.firm.company_id = self.env["res.company"].create({"name": "Другая"})
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.anna).get_customer_card(self.firm.id)

    def test_card_is_plain_values_in_few_queries(self):
        boris = new_test_user(self.env, "test_boris", groups="torg_base.group_manager")
        other = self.person.copy({"parent_id": self.firm.copy().id, "user_id": boris.id, "phone": "84951234568"})
        self.order(self.person, 3, 50)
        self.order(other, 3, 50)
        self.env.flush_all()
        self.env.invalidate_all()
        self.uid = self.anna
        Partner = self.env["res.partner"]
        Partner.get_customer_card(self.person.id)  # reads what belongs to the reader: rights, rules, company
        with self.assertQueryCount(28):  # a dozen are ours, the rest is for what other addons ask
            card = Partner.get_customer_card(other.id)
        self.assertEqual(card["manager"]["id"], boris.id)
        self.assertLessEqual(OWN_FACTS, {fact["code"] for fact in card["facts"]})
        self.assertEqual(json.loads(json.dumps(card)), card)


@tagged("post_install", "-at_install")
class TestCustomerCardScreen(HttpCase):
    def test_card_opens_from_the_contact(self):
        new_test_user(self.env, "test_anna", groups="torg_base.group_manager")
        partner = self.env["res.partner"].create({"name": "Пётр", "phone": "84951234567"})
        self.browser_js(
            f"/odoo/res.partner/{partner.id}",
            """
            const until = async (selector) => {
                for (let tries = 0; tries < 300; tries++) {
                    const found = document.querySelector(selector);
                    if (found) return found;
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
                throw new Error("nothing at " + selector);
            };
            (async () => {
                (await until("button[name=action_open_customer_card]")).click();
                await until(".modal .o_torg_card .o_torg_card_fact[data-code=order_count]");
                (await until(".modal .o_torg_card_name")).click();
                await until(".o_form_view:not(.modal *) .o_form_sheet");
                for (let tries = 0; document.querySelector(".modal .o_torg_card"); tries++) {
                    if (tries > 100) throw new Error("the card stays open over the contact");
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
                console.log("test successful");
            })().catch((error) => console.error(error.message));
            """,
            login="test_anna",
        )
