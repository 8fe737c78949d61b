import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

OPTIONAL = ("date_from", "date_to", "number")


class TorgOnecDocumentAsk(models.TransientModel):
    """Asks 1C for a document about an order or a customer; what comes is kept as an attachment of it."""

    _name = "torg.onec.document.ask"
    _description = "Document asked from 1C"
    _rec_name = "code"

    order_id = fields.Many2one("sale.order", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    code = fields.Selection("_select_documents", "Document", required=True)
    needs = fields.Char(compute="_compute_needs")
    number = fields.Char()
    date_from = fields.Date("From", default=lambda self: fields.Date.context_today(self).replace(day=1))
    date_to = fields.Date("To", default=fields.Date.context_today)
    for_customer = fields.Boolean(
        "The Customer Sees It", default=True, help="On the site and in the cabinet. Else it stays among colleagues."
    )

    @api.model
    def _select_documents(self):
        # sudo: names of the documents; how they are asked for stays closed
        return [(row.code, row.name) for row in self.env["torg.onec.web.profile"].sudo().search([])]

    @api.depends("code")
    def _compute_needs(self):
        for ask in self:
            # sudo: what has to be filled in, as above
            ask.needs = self.env["torg.onec.web.profile"].sudo().search([("code", "=", ask.code)]).placeholders

    @api.model
    def _open(self, record):
        """Return the action that asks for a document about an order or a contact."""
        if not self._select_documents():
            raise UserError(
                self.env._(
                    "No documents are asked from 1C yet: an integration administrator describes the web service in "
                    "Exchange → 1C → Documents on request."
                )
            )
        is_order = record._name == "sale.order"
        partner = record.partner_id if is_order else record
        values = {"partner_id": partner.commercial_partner_id.id, "code": self._select_documents()[0][0]}
        ask = self.create(values | ({"order_id": record.id, "number": record.name} if is_order else {}))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Document from 1C"),
            "res_model": self._name,
            "res_id": ask.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_ask(self):
        """Ask 1C, keep what it gives and hand it to the person."""
        self.ensure_one()
        profiles = self.env["torg.onec.web.profile"]
        name, content, mimetype = profiles._request_document(self.code, **self._prepare_given())
        record = self.order_id or self.partner_id
        values = {"name": name, "datas": base64.b64encode(content), "mimetype": mimetype}
        attachment = self.env["ir.attachment"].create(values | {"res_model": record._name, "res_id": record.id})
        if self.for_customer:
            record._publish_document(name, values["datas"], self.code)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "download",
            "close": True,
        }

    def _prepare_given(self):
        """Hook: return what the placeholders of a profile may stand for; an addon adds contract and period."""
        given = {name: str(self[name]) for name in OPTIONAL if self[name]}
        partner = self.partner_id
        words = {"inn": partner.vat, "kpp": partner.kpp, "name": partner.name, "number_1c": self._get_number_in_1c()}
        return given | {name: word for name, word in words.items() if word}

    def _get_number_in_1c(self):
        parts = self.order_id.onec_part_ids.filtered("number_1c")
        return parts[:1].number_1c


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_ask_onec_document(self):
        """Ask 1C for a document about this order."""
        self.ensure_one()
        return self.env["torg.onec.document.ask"]._open(self)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_ask_onec_document(self):
        """Ask 1C for a document about this customer."""
        self.ensure_one()
        return self.env["torg.onec.document.ask"]._open(self)
