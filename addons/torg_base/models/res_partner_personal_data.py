from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext


class ResPartner(models.Model):
    """Taking out everything known of a person, as the law entitles them to ask."""

    _inherit = "res.partner"

    # === BUSINESS METHODS === #

    def _check_personal_data_access(self):
        """Refuse everybody but directors and integration administrators."""
        user = self.env.user
        if not (
            self.env.su
            or user.has_group("torg_base.group_director")
            or user.has_group("torg_base.group_integration_admin")
        ):
            raise AccessError(self.env._("Only a director or an integration administrator may do this."))

    def _get_person(self):
        """Return the person with the addresses that belong to them."""
        self.ensure_one()
        addresses = self.with_context(active_test=False).child_ids
        return self | addresses.filtered(lambda child: child.type not in (False, "contact") and not child.is_company)

    def _get_personal_documents(self):
        """Hook: return the recordsets (with a chatter) that deal with the person, to be exported and wiped."""
        person = self._get_person()
        fields_by_model = {
            "sale.order": ("partner_id", "partner_invoice_id", "partner_shipping_id"),
            "stock.picking": ("partner_id", "sale_id.partner_id", "sale_id.partner_shipping_id"),
            "account.move": ("partner_id", "partner_shipping_id"),
        }
        return [
            self.env[model].search(Domain.OR(Domain(name, "in", person.ids) for name in names))
            for model, names in fields_by_model.items()
        ]

    def _get_personal_data(self):
        """Hook: return the sections of the export, dicts of `name`, `title` and `rows` (dicts of label → value).

        Called as superuser; each addon appends what it knows of the person.
        """
        self.ensure_one()
        _ = self.env._
        person = self._get_person()
        orders, pickings, _moves = self._get_personal_documents()[:3]
        return [
            {"name": "contact", "title": _("Contact"), "rows": person._get_contact_rows()},
            {"name": "phones", "title": _("Phone numbers"), "rows": person._get_phone_rows()},
            {"name": "consents", "title": _("Consents"), "rows": person._get_consent_rows()},
            {"name": "orders", "title": _("Orders"), "rows": self._get_order_rows(orders)},
            {"name": "order_lines", "title": _("Order lines"), "rows": self._get_order_line_rows(orders.order_line)},
            {"name": "deliveries", "title": _("Deliveries"), "rows": self._get_delivery_rows(pickings)},
            {"name": "messages", "title": _("Messages"), "rows": person._get_message_rows()},
            {"name": "attachments", "title": _("Attachments"), "rows": person._get_attachment_rows()},
        ]

    def _export_personal_data(self):
        """Return the sections of everything known of the person, and note in the log who asked."""
        self.ensure_one()
        self._check_personal_data_access()
        if self.is_company:
            raise UserError(self.env._("A company is not a person: choose the contact inside it."))
        self._log_personal_data("export")
        # sudo: the law wants everything, also what this user would not see
        return self.sudo()._get_personal_data()

    def _log_personal_data(self, action, reason=False):
        vals = {
            "action": action,
            "partner_id": self.id,
            "partner_ref": self.id,
            "user_id": self.env.uid,
            "reason": reason,
        }
        # sudo: the log is written by the programme only
        return self.env["torg.personal.data.log"].sudo().create(vals)

    # === ROWS OF THE EXPORT === #

    def _get_contact_rows(self):
        _ = self.env._
        kinds = dict(self._fields["type"]._description_selection(self.env))
        return [
            {
                _("Number"): partner.id,
                _("Kind"): kinds.get(partner.type),
                _("Full name"): partner.name,
                _("Phone"): partner.phone,
                _("E-mail"): partner.email,
                _("Address"): partner._display_address(without_company=True).replace("\n", ", ").strip(", "),
                _("INN"): partner.vat,
                _("Position"): partner.function,
                _("Website"): partner.website,
                _("Notes"): html2plaintext(partner.comment or ""),
                _("Tags"): ", ".join(partner.category_id.mapped("name")),
                _("Login"): ", ".join(partner.with_context(active_test=False).user_ids.mapped("login")),
                _("Known since"): partner.create_date,
            }
            for partner in self
        ]

    def _get_phone_rows(self):
        _ = self.env._
        kinds = dict(self.env["torg.phone.number"]._fields["kind"]._description_selection(self.env))
        return [{_("Number"): row.number, _("Kind"): kinds[row.kind]} for row in self.phone_number_ids]

    def _get_consent_rows(self):
        _ = self.env._
        Consent = self.env["torg.consent"]
        purposes = dict(Consent._fields["purpose"]._description_selection(self.env))
        sources = dict(Consent._fields["source"]._description_selection(self.env))
        return [
            {
                _("Purpose"): purposes[consent.purpose],
                _("Given on"): consent.given_on,
                _("Source"): sources.get(consent.source),
                _("Text version"): consent.text_version,
                _("IP address"): consent.ip,
                _("Withdrawn on"): consent.withdrawn_on,
            }
            for consent in self.consent_ids
        ]

    def _get_order_rows(self, orders):
        _ = self.env._
        states = dict(orders._fields["state"]._description_selection(self.env))
        return [
            {
                _("Number"): order.name,
                _("Date"): order.date_order,
                _("State"): states[order.state],
                _("Sum"): order.amount_total,
                _("Currency"): order.currency_id.name,
                _("Delivery address"): order.partner_shipping_id.display_name,
                _("Notes"): html2plaintext(order.note or ""),
            }
            for order in orders
        ]

    def _get_order_line_rows(self, lines):
        _ = self.env._
        return [
            {
                _("Order"): line.order_id.name,
                _("Product"): line.name,
                _("Quantity"): line.product_uom_qty,
                _("Price"): line.price_unit,
                _("Sum"): line.price_total,
            }
            for line in lines
        ]

    def _get_delivery_rows(self, pickings):
        _ = self.env._
        states = dict(pickings._fields["state"]._description_selection(self.env))
        return [
            {
                _("Number"): picking.name,
                _("Date"): picking.date_done or picking.scheduled_date,
                _("State"): states[picking.state],
            }
            for picking in pickings
        ]

    def _get_message_rows(self):
        _ = self.env._
        return [
            {
                _("Date"): message.date,
                _("From"): message.email_from or message.author_id.display_name,
                _("Subject"): message.subject,
                _("Text"): html2plaintext(message.body or ""),
                _("Document"): message.record_name,
            }
            for message in self._get_personal_messages()
        ]

    def _get_attachment_rows(self):
        _ = self.env._
        return [
            {_("Name"): attachment.name, _("Kind"): attachment.mimetype, _("Date"): attachment.create_date}
            for attachment in self._get_personal_attachments()
        ]

    def _get_personal_messages(self):
        """Return the messages on the contacts, by them or to them, and those on their documents."""
        about = self._get_personal_domain("model")
        return self.env["mail.message"].search(
            about | Domain("author_id", "in", self.ids) | Domain("partner_ids", "in", self.ids)
        )

    def _get_personal_attachments(self):
        """Return the files on the contacts and on their documents, and those sent with messages."""
        about = self._get_personal_domain("res_model") & Domain("res_field", "=", False)
        return self.env["ir.attachment"].search(about) | self._get_personal_messages().attachment_ids

    def _get_personal_domain(self, model_field):
        """Return the domain of what hangs, by a model name and a number, on the contacts or on their documents."""
        return Domain.OR(
            Domain(model_field, "=", records._name) & Domain("res_id", "in", records.ids)
            for records in [self, *self[:1]._get_personal_documents()]
        )
