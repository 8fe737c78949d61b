from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.commerceml.writer_catalogue import write_offers
from odoo.addons.torg_1c.tools.records import OfferRec

from .common import FORMED
from .goods import GoodsMixin
from .onec_http import OnecHttpCase


@tagged("post_install", "-at_install")
class TestFirstStock(GoodsMixin, OnecHttpCase):
    """Plain UT never says that its export is over: its stock is seen as soon as it is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods()
        cls.main = cls.map_store()
        cls.store = cls.main.warehouse_id

    def make_offers(self, quantities, formed=FORMED):
        """Return a full file of offers, `{number of the product: quantity}`."""
        offers = [OfferRec(f"item-{number}", f"item-{number}", "", stock=1) for number in quantities]
        stock = [self.stock_row(number, quantity) for number, quantity in quantities.items()]
        return write_offers([], [self.store_row()], offers, [], stock, formed, "2.05")

    def send(self, session, name, body):
        self.assertEqual(session.step("file", body, filename=name).word, "success")

    def apply(self, session, name):
        for _time in range(20):
            answer = session.step("import", filename=name)
            if answer.word != "progress":
                break
        self.assertEqual(answer.word, "success", answer.lines)
        self.env.invalidate_all()

    def export(self, quantities, dialect="ut", name="offers.xml", **vals):
        """1C sends a full file of offers; return the export it belongs to."""
        session = self.open("catalog", dialect)
        self.send(session, name, self.make_offers(quantities, **vals))
        self.apply(session, name)
        return self.files()[-1].export_id

    def be_silent(self, export):
        """Let ten minutes pass without a word of 1C."""
        export._close_later("silence")
        export._close()
        self.env.invalidate_all()

    def test_first_stock_is_known_before_the_export_is_closed(self):
        export = self.export({0: 5, 1: 3})
        self.assertEqual(export.state, "open")
        self.assertEqual(self.stock(self.main), [5, 3, 0])
        self.assertEqual(self.store.figures_at, self.onec._to_utc(FORMED))
        self.be_silent(export)
        self.assertEqual((export.state, self.stock(self.main)), ("closed", [5, 3, 0]))

    def test_what_a_later_export_leaves_out_is_missing_after_the_silence(self):
        self.be_silent(self.export({0: 5, 1: 3, 2: 7}))
        later = FORMED + timedelta(hours=1)
        export = self.export({0: 4}, formed=later)
        self.assertEqual(self.stock(self.main), [4, 3, 7])
        self.assertEqual(self.store.figures_at, self.onec._to_utc(FORMED), "what it left out is not looked for yet")
        self.be_silent(export)
        self.assertEqual(self.stock(self.main), [4, 0, 0])
        self.assertEqual(self.store.figures_at, self.onec._to_utc(later))

    def test_a_file_that_was_sent_and_is_not_applied_is_waited_for(self):
        session = self.open()
        for number, name in enumerate(("offers0_1.xml", "offers0_2.xml")):
            self.send(session, name, self.make_offers({number: 5}))
        self.apply(session, "offers0_1.xml")
        self.assertFalse(self.store.figures_at)
        self.apply(session, "offers0_2.xml")
        self.assertTrue(self.store.figures_at)
        self.assertEqual(self.stock(self.main), [5, 5, 0])

    def test_who_says_when_it_is_all_is_waited_for(self):
        export = self.export({0: 5}, "bitrix")
        self.assertFalse(self.store.figures_at)
        export._close()
        self.assertTrue(self.store.figures_at)

    def test_store_that_began_with_goods_of_odoo_waits_for_the_end(self):
        self.store.stock_keeper = "odoo"
        self.env["stock.quant"]._update_available_quantity(self.products[2], self.store.lot_stock_id, 9)
        self.store.stock_keeper = "external"
        export = self.export({0: 5})
        self.assertFalse(self.store.figures_at, "nine of the third are not there any more, which nobody has said yet")
        self.be_silent(export)
        self.assertEqual(self.stock(self.main), [5, 0, 0])
        self.assertTrue(self.store.figures_at)

    def test_trial_shows_nothing(self):
        session = self.open()
        self.send(session, "offers.xml", self.make_offers({0: 5}))
        run = self.env["torg.onec.run"].browse(self.files().action_dry_run()["res_id"])
        self.finish(run)
        self.assertEqual((run.state, self.store.figures_at), ("done", False))

    def test_movements_reported_before_the_first_figures_are_in_them(self):
        outgoing = self.store.out_type_id
        move = self.env["stock.move"].create(
            {
                "product_id": self.products[0].id,
                "product_uom_qty": 2,
                "location_id": self.store.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "picking_type_id": outgoing.id,
            }
        )
        move._action_confirm()
        move.write({"quantity": 2, "picked": True})
        move._action_done()
        move._set_keeper_reported(self.onec._to_utc(FORMED) - timedelta(hours=1))
        self.assertTrue(move.keeper_pending)
        self.export({0: 5}, formed=FORMED)
        self.assertFalse(move.keeper_pending)
        self.assertEqual(self.stock(self.main)[0], 5)
