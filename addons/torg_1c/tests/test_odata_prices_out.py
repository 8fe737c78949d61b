from datetime import timedelta

from odoo.tests import tagged

from .goods import GoodsMixin
from .odata_common import OdataCase

PRICES = "Document_УстановкаЦенНоменклатуры"


@tagged("post_install", "-at_install")
class TestOdataPricesOut(GoodsMixin, OdataCase):
    """A revision published here is a posted document of prices in 1C, once."""

    def setUp(self):
        super().setUp()
        self.connect()
        self.onec.mode = "push"
        self.onec.onec_sends_prices = True
        self.key = self.export.guid("price_type", 0)
        self.retail = self.map_price_type(self.key)
        self.retail.price_type_id.write({"owner": "here", "endpoint_id": False})
        self.products = self.env["product.product"].create({"name": "Goods", "is_storable": True})
        links = {(self.export.guid("item", 0), ""): self.products}
        self.env["torg.exchange.link"]._link(self.onec, "offer", links)

    def publish(self, price):
        revision = self.env["torg.price.revision"].create(
            {
                "price_type_id": self.retail.price_type_id.id,
                "reason": "Весна",
                "accept_warnings": True,
                "line_ids": [(0, 0, {"product_id": self.products.id, "new_price": price})],
            }
        )
        revision.action_approve_and_publish()
        while revision.state in ("publishing", "approved"):
            revision._publish_next()
        return revision

    def deliver(self):
        self.env.cr.precommit.run()
        return self.onec._deliver_waiting()

    def test_revision_becomes_a_document_with_our_number(self):
        revision = self.publish(77.5)
        self.deliver()
        [document] = self.base.rows[PRICES].values()
        self.assertTrue(document["Posted"])
        self.assertEqual(document["Комментарий"], f"[{revision.name}] Весна")
        [line] = document["Товары"]
        self.assertEqual((line["Номенклатура_Key"], line["ВидЦены_Key"]), (self.export.guid("item", 0), self.key))
        self.assertEqual(line["Цена"], 77.5)
        self.assertEqual(self.onec._get_price_messages("delivered").res_id, revision.id, "its echo is waited for")

    def test_second_try_writes_no_second_document(self):
        self.publish(77.5)
        self.base.refuse_posting = "Не удалось провести"
        self.deliver()
        message = self.onec._get_price_messages("failed", "dead")
        self.assertIn("Не удалось провести", message.error)
        self.base.refuse_posting = ""
        message.action_repeat()
        self.deliver()
        self.assertEqual([row["Posted"] for row in self.base.rows[PRICES].values()], [True])

    def test_base_with_its_own_keys_that_hides_the_comment_has_each_document_once(self):
        self.base.accept_keys = False
        profile = self.onec._get_odata_profile()
        del profile.get("price_document").fields["comment"]
        self.onec.sudo().odata_profile = profile.dump()  # sudo: set by the wizard
        self.publish(77.5)
        self.base.refuse_posting = "Не удалось провести"
        for refusal in ("Не удалось провести", ""):
            self.deliver()
            self.assertEqual(len(self.base.rows[PRICES]), 1)
            self.base.refuse_posting = refusal
            self.onec._get_price_messages("failed", "dead").action_repeat()
        self.deliver()
        self.assertEqual([row["Posted"] for row in self.base.rows[PRICES].values()], [True])

    def test_cut_calls_lose_no_revision_and_double_none(self):
        revisions = [self.publish(100 + number).name for number in range(6)]
        self.server.trouble.share, self.server.trouble.kinds = 0.3, ("before", "after", "cut")
        for _try in range(30):
            self.deliver()
            waiting = self.onec._get_price_messages("ready", "failed")
            for message in waiting.filtered("tried_at"):  # the pauses pass
                message.write({"next_try": False, "tried_at": message.tried_at - timedelta(hours=1)})
        self.assertGreater(len(self.server.trouble.met), 5)
        written = [row["Комментарий"].partition("]")[0][1:] for row in self.base.rows[PRICES].values()]
        self.assertEqual(sorted(written), sorted(revisions))
        self.assertTrue(all(row["Posted"] for row in self.base.rows[PRICES].values()))

    def test_base_without_the_document_is_not_asked(self):
        self.assertTrue(self.onec._can_write_prices())
        self.base.hidden.add(PRICES)
        self.connect()
        self.assertFalse(self.onec._can_write_prices())

    def test_base_that_fetches_by_itself_is_not_written_into(self):
        self.onec.mode = "pull"
        self.assertFalse(self.onec._can_write_prices())
