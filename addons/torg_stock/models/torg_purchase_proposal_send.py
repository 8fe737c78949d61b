import io

from odoo import fields, models

from odoo.addons.torg_base.tools.plain_book import MIMETYPE, open_book


class TorgPurchaseProposal(models.Model):
    """The proposal as a letter with a table."""

    _inherit = "torg.purchase.proposal"

    def action_send(self):
        """Open the letter to the supplier with the table attached; sending it moves the proposal on."""
        self.ensure_one()
        self._check_state("draft", "sent")
        self._check_goods()
        template = self.env.ref("torg_stock.mail_template_purchase_proposal")
        context = {
            "default_model": self._name,
            "default_res_ids": self.ids,
            "default_template_id": template.id,
            "default_composition_mode": "comment",
            "default_attachment_ids": self._make_attachment().ids,
            "default_email_layout_xmlid": "mail.mail_notification_layout",
            "mark_proposal_sent": True,
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Letter to the Supplier"),
            "res_model": "mail.compose.message",
            "views": [[False, "form"]],
            "target": "new",
            "context": context,
        }

    def action_download(self):
        """Save the table."""
        self.ensure_one()
        attachment = self._make_attachment()
        return {"type": "ir.actions.act_url", "url": f"/web/content/{attachment.id}?download=1", "target": "self"}

    def message_post(self, **kwargs):
        """Override of mail: the letter has gone, the goods are expected."""
        message = super().message_post(**kwargs)
        if self.env.context.get("mark_proposal_sent"):
            self.filtered(lambda proposal: proposal.state == "draft")._expect("sent")
        return message

    # === BUSINESS METHODS === #

    def _make_attachment(self):
        """Return the table as a file of the proposal, one for each day it was made."""
        self.ensure_one()
        name = self.env._(
            "Order %(name)s of %(date)s", name=self.name, date=fields.Date.context_today(self).strftime("%d.%m.%Y")
        )
        place = {"res_model": self._name, "res_id": self.id, "name": f"{name}.xlsx"}
        content = {"raw": self._build_sheet(), "mimetype": MIMETYPE}
        attachments = self.env["ir.attachment"]
        known = attachments.search([(key, "=", value) for key, value in place.items()], limit=1)
        if known:
            known.write(content)
        return known or attachments.create(place | content)

    def _build_sheet(self):
        file = io.BytesIO()
        with open_book(file) as book:
            sheet = book.add_worksheet(self.env._("Order"))
            bold = book.add_format({"bold": True})
            head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
            money = book.add_format({"num_format": "#,##0.00"})
            sheet.write_string(0, 0, f"{self.company_id.name} → {self.partner_id.name}", bold)
            sheet.write_row(2, 0, self._get_sheet_head(), head)
            lines = self.line_ids.filtered("packs")
            for number, line in enumerate(lines, start=3):
                line._write_sheet_row(sheet, number, money)
            sheet.write_string(3 + len(lines), 2, self.env._("Total"), bold)
            total = book.add_format({"bold": True, "num_format": "#,##0.00"})
            sheet.write_number(3 + len(lines), 7, self.amount_total, total)
            sheet.set_column(0, 1, 16)
            sheet.set_column(2, 2, 55)
            sheet.set_column(3, 7, 14)
            sheet.freeze_panes(3, 0)
        return file.getvalue()

    def _get_sheet_head(self):
        return [
            self.env._("Your article"),
            self.env._("Our article"),
            self.env._("Product"),
            self.env._("Unit"),
            self.env._("Quantity"),
            self.env._("In units"),
            self.env._("Price"),
            self.env._("Amount"),
        ]


class TorgPurchaseProposalLine(models.Model):
    _inherit = "torg.purchase.proposal.line"

    def _write_sheet_row(self, sheet, number, money):
        name = self.product_id.with_context(display_default_code=False).display_name
        texts = [self.supplier_code or "", self.product_id.default_code or "", name, self.product_uom_id.name]
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text)
        sheet.write_number(number, 4, self.packs)
        sheet.write_number(number, 5, self.quantity)
        sheet.write_number(number, 6, self.price, money)
        sheet.write_number(number, 7, self.subtotal, money)
