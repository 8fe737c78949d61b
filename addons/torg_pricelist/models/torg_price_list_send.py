from odoo import fields, models

# A letter with a greater file is refused by many mail servers: then it carries a link.
MAX_ATTACHED = 10 * 1024 * 1024


class TorgPriceList(models.Model):
    """Sending the file to customers, as soon as it is made."""

    _inherit = "torg.price.list"

    recipient_ids = fields.Many2many("res.partner", string="Goes To", readonly=True, copy=False)
    send_link = fields.Boolean(readonly=True, copy=False, export_string_translation=False)
    is_advertising = fields.Boolean(readonly=True, copy=False, export_string_translation=False)
    sent_at = fields.Datetime(string="Sent", readonly=True, copy=False)

    def _send_to_recipients(self):
        """Put a letter to each recipient into the queue of letters."""
        template = self.env.ref("torg_pricelist.mail_template_price_list")
        attachment = self._create_letter_attachment()
        as_link = self.send_link or attachment.file_size > MAX_ATTACHED
        link = self._get_link(attachment) if as_link else False
        for partner in self.recipient_ids:
            values = {
                "recipient_ids": [(6, 0, partner.ids)],
                "is_advertising": self.is_advertising,
                "attachment_ids": [] if as_link else [(4, attachment.id)],
            }
            # sudo: the letter is made by a job in the name of the sender
            template.sudo().with_context(lang=partner.lang, price_list_link=link).send_mail(
                self.id, email_values=values, email_layout_xmlid="mail.mail_notification_light"
            )
        # sudo: what was sent is not for people to write
        self.sudo().sent_at = fields.Datetime.now()
        names = ", ".join(self.recipient_ids.mapped("display_name"))
        self.message_post(body=self.env._("Sent to: %(names)s", names=names))

    def _create_letter_attachment(self):
        """Return the file under the name the customer sees; its content is stored once."""
        # sudo: made by a job in the name of the sender
        return self.env["ir.attachment"].sudo().create(
            {"name": self.file_name, "datas": self.file, "res_model": self._name, "res_id": self.id}
        )  # fmt: skip

    def _get_link(self, attachment):
        token = attachment.generate_access_token()[0]
        return f"{self.get_base_url()}/web/content/{attachment.id}?download=true&access_token={token}"
