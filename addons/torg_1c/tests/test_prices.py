from decimal import Decimal

from odoo.tests import tagged

from .common import OnecCase
from .goods import GoodsMixin


@tagged("post_install", "-at_install")
class TestPrices(GoodsMixin, OnecCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods()
        cls.retail = cls.map_price_type()

    def send(self, *rows, **vals):
        return self.load_rows(list(rows), **{"section": "offers", **vals})

    def age_prices(self):
        """Let the prices be an hour old: two rows of one price may not begin in one second."""
        self.env.flush_all()
        self.env.cr.execute("UPDATE product_pricelist_item SET date_start = date_start - interval '1 hour'")
        self.env.invalidate_all()

    def test_prices_are_in_force_at_once_as_one_revision(self):
        run = self.send(self.price_row(0, 10), self.price_row(1, "20.50"), self.price_row(2, 30))
        self.assertEqual(self.prices(self.retail), [10, 20.5, 30], self.show(run))
        revision = self.env["torg.price.revision"].search([("onec_run_id", "=", run.id)])
        self.assertEqual((len(revision), revision.state, revision.source), (1, "published", "external"))
        self.assertEqual(self.counts(run, "PriceRec"), {"changed": 3})

    def test_batches_of_one_run_make_one_revision(self):
        rows = [self.price_row(number, 10 + number) for number in range(3)]
        run = self.make_file(rows)._start_run(topic="prices")
        self.patch_batches(1)
        self.finish(run)
        revision = self.env["torg.price.revision"].search([("onec_run_id", "=", run.id)])
        self.assertEqual((len(revision), len(revision.line_ids)), (1, 3))
        self.assertEqual(self.prices(self.retail), [10, 11, 12])

    def patch_batches(self, size):
        self.patch(self.env.registry["torg.onec.run"], "_apply", self._split(size))

    def _split(self, size):
        whole = type(self.env["torg.onec.run"])._apply

        def apply(run, records, section):
            for start in range(0, len(records), size):
                whole(run, records[start : start + size], section)

        return apply

    def test_same_prices_again_write_nothing(self):
        self.send(self.price_type_row(), self.price_row(0, 10), self.price_row(1, 20))
        before = self.versions()
        run = self.send(self.price_type_row(), self.price_row(0, 10), self.price_row(1, 20))
        self.assertEqual(before, self.versions())
        self.assertEqual(self.counts(run, "PriceRec"), {"unchanged": 2})

    def test_delta_changes_what_it_names(self):
        self.send(self.price_row(0, 10), self.price_row(1, 20))
        self.age_prices()
        self.send(self.price_row(1, 25))
        self.assertEqual(self.prices(self.retail)[:2], [10, 25])

    def test_of_two_prices_of_one_kind_the_last_counts(self):
        self.send(self.price_row(0, 10), self.price_row(0, 12))
        self.assertEqual(self.prices(self.retail)[0], 12)

    def test_price_from_a_quantity_stands_beside_the_common_one(self):
        self.send(self.price_row(0, 10), self.price_row(0, 8, min_quantity=Decimal(5)))
        quotes = self.products[0]._get_customer_prices(quantities=5, pricelist=self.retail.price_type_id.pricelist_id)
        self.assertEqual((self.prices(self.retail)[0], quotes[self.products[0].id].price), (10, 8))

    def test_price_of_a_pack_is_told_for_each(self):
        self.send(self.price_row(0, 120, factor=Decimal(12), unit="box"))
        self.assertEqual(self.prices(self.retail)[0], 10)

    def test_empty_and_zero_prices_are_no_prices(self):
        self.send(*[self.price_row(number, 10) for number in range(3)])
        self.age_prices()
        run = self.send(self.price_row(0, None), self.price_row(1, 0))
        items = self.env["product.pricelist.item"].search(
            [("pricelist_id", "=", self.retail.price_type_id.pricelist_id.id), ("date_end", "=", False)]
        )
        self.assertEqual(items.product_id, self.products[2], self.show(run))
        before = self.versions()
        self.send(self.price_row(0, None), self.price_row(1, 0))
        self.assertEqual(before, self.versions())

    def test_zero_is_a_price_where_the_base_says_so(self):
        self.onec.onec_zero_price = "zero"
        self.send(self.price_row(0, 0))
        self.assertEqual(self.prices(self.retail)[0], 0)

    def test_full_export_takes_back_prices_it_left_out_of_a_product(self):
        wholesale = self.map_price_type("wholesale")
        self.send(
            self.price_row(0, 10), self.price_row(0, 7, min_quantity=Decimal(5)), self.price_row(1, 5, "wholesale")
        )
        self.age_prices()
        self.send(self.price_row(0, 10), only_changes=False)
        quotes = self.products[0]._get_customer_prices(quantities=5, pricelist=self.retail.price_type_id.pricelist_id)
        self.assertEqual(quotes[self.products[0].id].price, 10)
        self.assertEqual(self.prices(wholesale)[1], 5)

    def test_too_many_prices_taken_back_wait_for_a_person(self):
        self.products = self.env["product.product"].create([{"name": f"More {number}"} for number in range(40)])
        links = {(f"more-{number}", ""): product for number, product in enumerate(self.products)}
        self.env["torg.exchange.link"]._link(self.onec, "offer", links)
        rows = [self.price_row(number, 10) for number in range(40)]
        rename = [type(row)(f"more-{n}", f"more-{n}", "", "retail", row.price) for n, row in enumerate(rows)]
        self.send(*rename)
        self.age_prices()
        run = self.send(*[type(row)(row.offer_id, row.item_id, "", "retail", None) for row in rename])
        approval = self.env["torg.onec.approval"].search([("run_id", "=", run.id)])
        self.assertEqual((approval.state, approval.count), ("waiting", 40))
        self.assertEqual(self.prices(self.retail), [10] * 40)
        approval.action_approve()
        self.assertFalse(
            self.env["product.pricelist.item"].search_count(
                [("product_id", "in", self.products.ids), ("date_end", "=", False)]
            )
        )

    def test_prices_whose_going_was_refused_stay_in_force(self):
        self.products = self.env["product.product"].create([{"name": f"More {number}"} for number in range(40)])
        self.link_offers(self.products)
        self.send(*[self.price_row(number, 10) for number in range(40)])
        self.age_prices()
        run = self.send(*[self.price_row(number, None) for number in range(40)])
        approval = self.env["torg.onec.approval"].search([("run_id", "=", run.id)])
        self.assertIn("40", approval.text)
        approval.action_refuse()
        self.assertEqual(self.prices(self.retail), [10] * 40)

    def test_prices_of_one_kind_may_be_in_several_currencies(self):
        usd = self.env.ref("base.USD")
        usd.active = True
        usd.rate_ids.unlink()
        self.env["res.currency.rate"].create({"currency_id": usd.id, "rate": 0.01, "name": "2020-01-01"})
        kept = self.retail.price_type_id.currency_id
        dollars = {"currency": "USD", "currency_code": "USD"}
        if kept == usd:
            self.skipTest("The company keeps its prices in dollars")
        self.send(
            self.price_row(0, 100, currency=kept.name, currency_code=kept.name),
            self.price_row(1, 2, **dollars),
            self.price_row(2, 300),
        )
        self.assertEqual(self.prices(self.retail), [100, 200, 300])

    def test_currency_nobody_knows_is_no_price(self):
        self.send(self.price_row(0, 10), self.price_row(1, 20))
        self.age_prices()
        run = self.send(self.price_row(0, 5, currency="талер"), self.price_row(1, 25))
        self.assertEqual(self.prices(self.retail)[:2], [10, 25])
        self.assertIn("талер", self.texts(run)[0])
        self.assertIn("item-0", run.issue_ids.row)

    def test_vat_on_top_is_put_into_a_price_kept_with_vat(self):
        tax = self.env["account.tax"].create(
            {"name": "22 %", "amount": 22, "price_include_override": "tax_included", "type_tax_use": "sale"}
        )
        self.products.taxes_id = tax
        self.send(self.price_type_row(tax_included=False), self.price_row(0, 100))
        self.assertEqual(self.prices(self.retail)[0], 122)
        self.age_prices()
        self.send(self.price_type_row(tax_included=True), self.price_row(0, 100))
        self.assertEqual(self.prices(self.retail)[0], 100)

    def test_currency_without_a_rate_is_refused_once_in_words(self):
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "CHF")])
        currency.rate_ids.unlink()
        told = {"currency": "CHF", "currency_code": "CHF"}
        run = self.send(self.price_row(0, 10, **told), self.price_row(1, 10, **told))
        self.assertEqual(self.counts(run, "PriceRec"), {"refused": 2})
        self.assertEqual(len(run.issue_ids), 1)
        self.assertIn("CHF", self.texts(run)[0])

    def test_unknown_kind_of_prices_waits_until_a_person_maps_it(self):
        self.send(self.price_type_row("new"), self.price_row(0, 10, "new"))
        self.send(self.price_row(0, 11, "new"))
        mapping = self.env["torg.onec.price.type"].search([("external_id", "=", "new")])
        self.assertEqual((mapping.target, mapping.name, mapping.waiting_count), ("unmapped", "Prices new", 1))
        mapping.action_create_price_list()
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        mapping.invalidate_recordset()
        self.assertEqual((self.prices(mapping)[0], mapping.waiting_count), (11, 0))

    def test_kind_of_prices_that_nobody_introduced_is_listed(self):
        self.send(self.price_row(0, 10, "stranger"))
        self.assertTrue(self.env["torg.onec.price.type"].search([("external_id", "=", "stranger")]))

    def test_unwanted_kind_of_prices_is_dropped_with_what_waited(self):
        self.send(self.price_row(0, 10, "new"))
        self.env["torg.onec.price.type"].search([("external_id", "=", "new")]).action_ignore()
        self.assertFalse(self.env["torg.onec.parked"].search([]))
        run = self.send(self.price_row(0, 10, "new"))
        self.assertEqual(self.counts(run, "PriceRec"), {"unchanged": 1})

    def test_setting_makes_price_lists_by_itself(self):
        self.onec.onec_create_price_lists = True
        self.send(self.price_row(0, 9, "auto"))
        self.send(self.price_type_row("auto"), self.price_row(0, 10, "auto"))
        mapping = self.env["torg.onec.price.type"].search([("external_id", "=", "auto")])
        self.assertEqual(self.prices(mapping)[0], 10)
        self.assertFalse(self.env["torg.onec.parked"].search([]))

    def test_price_waits_for_its_offer(self):
        row = self.price_row(7, 10)
        self.send(row)
        parked = self.env["torg.onec.parked"].search([])
        self.assertEqual((parked.waits_kind, parked.waits_id), ("offer", "item-7"))
        product = self.env["product.product"].create({"name": "Late"})
        self.env["torg.exchange.link"]._link(self.onec, "offer", {("item-7", ""): product})
        self.env["torg.onec.parked"]._replay(self.onec, "offer", {("item-7", "")})
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertEqual(self.prices(self.retail, product), [10])

    def test_price_kept_here_is_a_conflict_and_stays(self):
        self.send(self.price_row(0, 10))
        self.retail.price_type_id.write({"owner": "here", "endpoint_id": False})
        run = self.send(self.price_row(0, 12))
        self.assertEqual(self.prices(self.retail)[0], 10)
        self.assertEqual(self.counts(run, "PriceRec"), {"conflict": 1})
        self.assertEqual(self.env["torg.price.conflict"].search([]).their_price, 12)

    def test_cost_is_written_without_vat_and_only_where_it_differs(self):
        self.map_price_type("cost", target="cost", tax="included")
        tax = self.env["account.tax"].create(
            {"name": "22 %", "amount": 22, "price_include_override": "tax_included", "type_tax_use": "sale"}
        )
        self.products.taxes_id = tax
        run = self.send(self.price_row(0, 122, "cost"), self.price_row(1, 0, "cost"))
        self.assertEqual((self.products[0].standard_price, self.products[1].standard_price), (100, 0), self.show(run))
        before = self.versions()
        run = self.send(self.price_row(0, 122, "cost"))
        self.assertEqual(before, self.versions())

    def test_order_of_parts_does_not_matter(self):
        parts = [[self.price_type_row()], [self.price_row(0, 10)], [self.price_row(1, 20), self.price_row(7, 70)]]
        product = self.env["product.product"].create({"name": "Late"})
        for part in (parts[2], parts[0], parts[1], parts[1], parts[0], parts[2]):
            self.send(*part)
        self.env["torg.exchange.link"]._link(self.onec, "offer", {("item-7", ""): product})
        self.env["torg.onec.parked"]._replay(self.onec, "offer", {("item-7", "")})
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertEqual(self.prices(self.retail, self.products[:2] + product), [10, 20, 70])
        items = self.retail.price_type_id.pricelist_id.item_ids
        self.assertEqual(len(items), 3)
