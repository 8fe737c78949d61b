from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL


@tagged("post_install", "-at_install")
class TestEmailSearch(TransactionCase):
    def test_contact_is_found_by_mail_through_an_index(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")  # a small table would be read whole
        query = self.env["res.partner"]._search([("email_normalized", "=", "anna@example.com")], order="id")
        plan = "\n".join(line for (line,) in self.env.execute_query(SQL("EXPLAIN %s", query.select())))
        self.assertIn("email_normalized_index", plan)
