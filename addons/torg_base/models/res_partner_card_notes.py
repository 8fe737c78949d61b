from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

FEW = 5  # notes on the card


class ResPartner(models.Model):
    """Notes on the customer card: what colleagues wrote about the contact, and a line to add one."""

    _inherit = "res.partner"

    @api.model
    def add_customer_note(self, partner_id, text):
        """Write a note about the contact, for colleagues."""
        partner = self.browse(partner_id)
        partner.check_access("write")
        if not text.strip():
            raise UserError(self.env._("Write the note first."))
        partner.message_post(body=text.strip(), message_type="comment", subtype_xmlid="mail.mt_note")

    def _get_customer_card_sections(self):
        """Override of torg_base to show the notes."""
        return [*super()._get_customer_card_sections(), self._prepare_notes_section()]

    def _prepare_notes_section(self):
        may_write = self.has_access("write")
        return {
            "code": "notes",
            "title": self.env._("Notes"),
            "sequence": 90,
            "empty": self.env._("Nobody has written anything yet."),
            "rows": [
                {
                    "id": message.id,
                    "title": html2plaintext(message.body).strip(),
                    "hint": " · ".join(filter(None, [message.author_id.name, self._format_card_date(message.date)])),
                }
                for message in self._get_notes()
            ],
            "input": may_write
            and {
                "placeholder": self.env._("Write a note for colleagues"),
                "model": self._name,
                "method": "add_customer_note",
                "args": [self.id],
            },
        }

    def _get_notes(self):
        """Return the latest notes that people wrote, not what the system tracks."""
        domain = [("model", "=", self._name), ("res_id", "=", self.id), ("message_type", "=", "comment")]
        note = self.env.ref("mail.mt_note")
        return self.env["mail.message"].search_fetch(
            [*domain, ("subtype_id", "=", note.id)], ["body", "author_id", "date"], order="id desc", limit=FEW
        )

    def _format_card_date(self, moment):
        """Return the day of a moment as the reader's clock and language have it."""
        return self.env["ir.qweb.field.date"].value_to_html(fields.Datetime.context_timestamp(self, moment).date(), {})
