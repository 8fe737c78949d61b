from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import RevisionCommon


@tagged("post_install", "-at_install")
class TestTours(RevisionCommon, HttpCase):
    """People in a browser. Jobs are run at once: the runner is no part of these stories."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wine.name = "Tour wine"
        cls.shop.email = "shop@example.com"
        cls.env["res.lang"]._activate_lang("en_US")
        for user in cls.director | cls.manager | cls.supervisor:
            user.lang = "en_US"
        cls.env["torg.price.revision"].search([]).unlink()

    def setUp(self):
        super().setUp()
        revisions = self.env.registry["torg.price.revision"]
        self.patch(revisions, "_enqueue_publication", lambda revision: revision._publish_next())

    def test_director_changes_prices_and_takes_them_back(self):
        action = "/odoo/action-torg_pricelist.torg_price_revision_action"
        self.start_tour(action, "torg_price_revision", login="torg_director")
        self.env.invalidate_all()
        revision, rollback = self.env["torg.price.revision"].search([], order="id")
        self.assertEqual((revision.state, rollback.state), ("rolled_back", "published"))
        self.assertEqual(revision.line_ids.new_price, 530.0)
        self.assertEqual(self.cabernet.list_price, 500.0)

    def test_manager_makes_a_price_list_and_sends_it(self):
        self.start_tour("/odoo/action-torg_pricelist.torg_price_list_action", "torg_price_list", login="torg_manager")
        price_list = self.env["torg.price.list"].search([("partner_id", "=", self.shop.id)])
        self.assertEqual((price_list.state, price_list.recipient_ids), ("ready", self.shop))
        letter = self.env["mail.mail"].search([("model", "=", "torg.price.list"), ("res_id", "=", price_list.id)])
        self.assertEqual(letter.recipient_ids, self.shop)

    def test_manager_walks_where_the_cost_used_to_be(self):
        line = Command.create({"product_id": self.cabernet.id})
        self.env["sale.order"].create({"partner_id": self.shop.id, "user_id": self.manager.id, "order_line": [line]})
        action = f"/odoo/action-torg_base.product_template_action/{self.cabernet.product_tmpl_id.id}"
        self.start_tour(action, "torg_price_manager", login="torg_manager")

    def test_leader_reads_the_report_of_sales(self):
        self.start_tour("/odoo/action-sale.action_order_report_all", "torg_price_report", login="torg_supervisor")
