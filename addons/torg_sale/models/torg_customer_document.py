from odoo import api, fields, models


class TorgCustomerDocument(models.Model):
    """A file that a customer may see: an invoice of an order, a photo of it, an act for a company.

    What else is attached to an order or a contact is for colleagues. Made by `_publish_document` or by hand.
    """

    _name = "torg.customer.document"
    _description = "Document for the Customer"
    _order = "id desc"

    name = fields.Char("File", required=True)
    code = fields.Char(readonly=True, help="Which document it is, as the accounting system calls it.")
    order_id = fields.Many2one("sale.order", index="btree_not_null", ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, required=True, precompute=True
    )
    file = fields.Binary("Content", attachment=True, required=True)

    @api.depends("order_id.partner_id")
    def _compute_partner_id(self):
        for document in self:
            document.partner_id = document.order_id.partner_id or document.partner_id

    @api.depends("order_id.company_id")
    @api.depends_context("company")
    def _compute_company_id(self):
        for document in self:
            document.company_id = document.order_id.company_id or document.company_id or self.env.company

    @api.model_create_multi
    def create(self, vals_list):
        """Override of core to tell those who listen: the file is ready, and an order has one more."""
        documents = super().create(vals_list)
        documents._emit_event("document.ready")
        documents.order_id._tell_change()
        return documents

    def write(self, vals):
        """Override of core: another file is ready; a new name concerns the order alone."""
        orders = self.order_id
        result = super().write(vals)
        if "file" in vals:
            self._emit_event("document.ready")
        if {"file", "name", "order_id"} & vals.keys():
            (orders | self.order_id)._tell_change()
        return result

    def unlink(self):
        """Override of core: the customer does not see it any more."""
        self.order_id._tell_change()
        return super().unlink()


class SaleOrder(models.Model):
    _inherit = "sale.order"

    customer_document_ids = fields.One2many("torg.customer.document", "order_id", "Documents for the Customer")

    def _publish_document(self, name, content, code=False):
        """Show the customer of the order a file; return the document.

        :param content: base64 of it
        """
        self.ensure_one()
        vals = {"order_id": self.id, "name": name, "file": content, "code": code}
        return self.env["torg.customer.document"].create(vals)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _publish_document(self, name, content, code=False):
        """Show the customer a file that is of no order; return the document.

        :param content: base64 of it
        """
        self.ensure_one()
        vals = {"partner_id": self.id, "name": name, "file": content, "code": code}
        return self.env["torg.customer.document"].create(vals)

    def _anonymize_related(self):
        """Override of torg_base: papers name who they are for."""
        super()._anonymize_related()
        domain = [("partner_id", "in", self._get_person().ids)]
        # sudo: everything about the person; the right was checked by the verb
        self.env["torg.customer.document"].sudo().search(domain).unlink()
