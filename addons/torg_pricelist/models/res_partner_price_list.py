from odoo import Command, fields, models
from odoo.tools import html2plaintext


class ResPartner(models.Model):
    """A customer's own printed price list."""

    _inherit = "res.partner"

    price_list_nightly = fields.Boolean(
        string="Price List Every Night", help="Their own price list is made anew every night when prices change."
    )
    price_list_mail = fields.Boolean(
        string="Mail It", help="Send the new price list in the morning to those who agreed to such letters."
    )
    price_list_id = fields.Many2one("torg.price.list", string="Latest Price List", readonly=True, ondelete="set null")

    def _get_price_list_key(self):
        """Return a text equal for customers who pay the same prices: they share one printed list.

        Hook: a tier or a contract adds what sets its customer apart.
        """
        company = f" company={self.company_id.id}" if self.company_id else ""
        return f"pricelist={self._get_customer_pricelist().id} lang={self.lang}{company}"

    def action_print_price_list(self):
        """Open a new price list with the customer's own prices."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_price_list_action")
        return action | {
            "views": [(False, "form")],
            "context": {"default_partner_id": self.commercial_partner_id.id, "default_lang": self.lang},
        }

    def _anonymize_related(self):
        """Override of torg_base: lists made for a forgotten person go, lists sent to others too do not name him."""
        super()._anonymize_related()
        contacts = self._get_person()
        lists = self.env["torg.price.list"]
        lists.search([("partner_id", "in", contacts.ids)]).unlink()
        sent = lists.search([("recipient_ids", "in", contacts.ids)])
        sent.write({"recipient_ids": [Command.unlink(contact.id) for contact in contacts]})
        names = [name for name in contacts.mapped("name") if name]
        notes = sent.message_ids.filtered(lambda note: any(name in html2plaintext(note.body or "") for name in names))
        notes.write({"body": False})

    def _get_customer_card_facts(self):
        """Override of torg_base to name the price list the customer buys by, to those who may see it."""
        facts = super()._get_customer_card_facts()
        pricelist = self.commercial_partner_id._get_customer_pricelist()
        if not pricelist or not pricelist.has_access("read"):
            return facts
        fact = {
            "code": "pricelist",
            "label": self.env._("Price list"),
            "value": pricelist.name,
            "kind": "text",
            "sequence": 50,
        }
        return [*facts, fact]
