from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RevisionCommon


@tagged("post_install", "-at_install")
class TestPriceHistory(RevisionCommon):
    def _get_history(self, product, pricelist=None):
        domain = [("product_tmpl_id", "=", product.product_tmpl_id.id)]
        if pricelist is not None:
            domain.append(("pricelist_id", "=", pricelist.id))
        rows = self.env["torg.price.history"].search(domain, order="id")
        return [(row.old_price, row.new_price, row.source) for row in rows]

    def test_revision_leaves_who_why_and_when(self):
        revision = self._publish({self.cabernet: 555.0})
        row = self.env["torg.price.history"].search([("revision_id", "=", revision.id)])
        self.assertEqual((row.product_id, row.pricelist_id), (self.cabernet, self.retail))
        self.assertEqual((row.old_price, row.new_price, row.source), (500.0, 555.0, "revision"))
        self.assertEqual((row.user_id, row.approver_id, row.reason), (self.director, self.director, "Autumn"))
        self.assertEqual(row.date, revision.starts_at)

    def test_roll_back_is_history_too(self):
        revision = self._publish({self.cabernet: 555.0})
        revision.action_roll_back()
        self.assertEqual(
            self._get_history(self.cabernet, self.retail),
            [(500.0, 555.0, "revision"), (555.0, 500.0, "rollback")],
        )

    def test_price_set_by_hand_is_written_down(self):
        rule = self._create_rule(self.retail, product_id=self.cabernet.id, fixed_price=510.0)
        rule.fixed_price = 515.0
        rule.min_quantity = 3
        rule.unlink()
        self.assertEqual(
            self._get_history(self.cabernet, self.retail),
            [(0.0, 510.0, "hand"), (510.0, 515.0, "hand"), (515.0, 0.0, "hand")],
        )

    def test_list_price_changed_by_hand_is_written_down(self):
        self.cabernet.list_price = 501.0
        self.cabernet.list_price = 501.0
        self.cabernet.lst_price = 502.0
        self.assertEqual(
            self._get_history(self.cabernet, self.env["product.pricelist"]),
            [(500.0, 501.0, "hand"), (501.0, 502.0, "hand")],
        )

    def test_product_counts_its_changes(self):
        self._publish({self.cabernet: 555.0})
        template = self.cabernet.product_tmpl_id.with_user(self.manager)
        self.assertEqual(template.price_history_count, 1)
        domain = template.action_open_price_history()["domain"]
        self.assertEqual(self.env["torg.price.history"].search_count(domain), 1)

    def test_nobody_rewrites_history(self):
        self._publish({self.cabernet: 555.0})
        row = self.env["torg.price.history"].search([("product_id", "=", self.cabernet.id)], limit=1)
        for change in (lambda row: row.write({"new_price": 1.0}), lambda row: row.unlink()):
            with self.assertRaises(AccessError):
                change(row.with_user(self.director))
