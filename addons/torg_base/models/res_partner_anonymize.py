from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize_all

CONTACT_FIELDS = (
    *("phone", "email", "street", "street2", "zip", "city", "vat", "company_registry", "function", "website"),
    *("ref", "barcode", "comment", "company_name", "category_id", "image_1920", "sale_warn_msg", "picking_warn_msg"),
)
# Free text about the person on documents that stay for their sums.
PERSONAL_FIELDS = {
    "sale.order": ("note", "client_order_ref", "signed_by", "signature", "signed_on", "access_token"),
    "stock.picking": ("note", "signature"),
    "account.move": ("narration", "access_token", "invoice_source_email"),
}
MESSAGE_FIELDS = ("body", "subject", "reply_to", "incoming_email_to", "incoming_email_cc", "outgoing_email_to")
TRANSACTION_FIELDS = (
    "partner_name",
    "partner_email",
    "partner_address",
    "partner_zip",
    "partner_city",
    "partner_phone",
)


class ResPartner(models.Model):
    """Forgetting a person while orders and sums stay, as the law entitles them to ask."""

    _inherit = "res.partner"

    # === BUSINESS METHODS === #

    def _anonymize(self, reason=False):
        """Wipe everything that tells who the person is; orders and sums stay. There is no way back.

        Other addons extend `_get_anonymize_blockers()`, `_prepare_anonymize_vals()` and `_anonymize_related()`.
        """
        self.ensure_one()
        self._check_personal_data_access()
        # no tracking: it would write the old phone and address into the chatter
        # sudo: everything about the person, also what this user would not see; the right was checked above
        person = self.sudo().with_context(tracking_disable=True)
        if blockers := person._get_anonymize_blockers():
            raise UserError("\n".join(blockers))
        self._log_personal_data("anonymize", reason)
        contacts = person._get_person()
        emails = [email for email in contacts.mapped("email_normalized") if email]
        contacts._anonymize_users()
        person._anonymize_related()
        for contact in contacts:
            contact.write(contact._prepare_anonymize_vals())
        contacts._anonymize_mail(emails)  # last: each step above may have left a word in the chatter
        contacts.filtered("active").action_archive()

    def _get_anonymize_blockers(self):
        """Hook: return the sentences why the person cannot be forgotten now; an empty list when they can."""
        _ = self.env._
        blockers = []
        if self.is_company:
            blockers.append(_("A company is not a person: choose the contact inside it."))
        if any(not user.share for user in self.with_context(active_test=False).user_ids):
            blockers.append(_("%(name)s is an employee with a login of their own.", name=self.name))
        if orders := self._get_open_orders():
            numbers = ", ".join(orders.mapped("name"))
            blockers.append(_("Orders are still open: %(numbers)s. Finish or cancel them first.", numbers=numbers))
        return blockers

    def _get_open_orders(self):
        """Hook: return the orders in which somebody still needs to know whom they are for."""
        orders = self._get_personal_documents()[0]
        return orders.filtered(
            lambda order: (
                order.state in ("draft", "sent")
                or order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
            )
        )

    def _prepare_anonymize_vals(self):
        """Hook: return the values that a contact of the person gets instead of their own."""
        self.ensure_one()
        # an employee of a customer shares the INN of the company, which is nobody's secret
        shared = {"vat", "company_registry"} if self.commercial_partner_id.is_company else ()
        own = [name for name in CONTACT_FIELDS if name not in shared]
        name = self.env._("Anonymised customer %(number)s", number=self.id)
        return {**dict.fromkeys(own, False), "name": name}

    def _anonymize_related(self):
        """Hook: wipe or delete what other records tell of the person. Called without tracking, as superuser."""
        contacts = self._get_person()
        for records in self._get_personal_documents():
            names = [name for name in PERSONAL_FIELDS.get(records._name, ()) if name in records._fields]
            records.write(dict.fromkeys(names, False))
        self.env["mail.activity"].search(contacts._get_personal_domain("res_model")).unlink()
        contacts.consent_ids.write({"ip": False})
        contacts.phone_number_ids.filtered(lambda number: not number.is_main).unlink()
        contacts._anonymize_payments()

    def _anonymize_mail(self, emails):
        """Delete the contacts' own chatter and letters to their addresses, empty the texts on their documents."""
        messages = self._get_personal_messages()
        self._get_personal_attachments().unlink()
        self._anonymize_letters(messages, emails)
        messages = messages.exists()
        messages.tracking_value_ids.filtered(lambda value: value._tells_of_people()).unlink()
        own = messages.filtered(lambda message: message.model == self._name)
        own.unlink()
        (messages - own).write(dict.fromkeys(MESSAGE_FIELDS, False))
        (messages - own).filtered(lambda message: message.author_id in self).write({"email_from": False})

    def _anonymize_letters(self, messages, emails):
        """Delete letters to the contacts and the marks of who got which message."""
        letters = Domain("recipient_ids", "in", self.ids) | Domain("mail_message_id", "in", messages.ids)
        (self.env["mail.mail"].search(letters) | self._find_letters_to(emails)).unlink()
        notifications = self.env["mail.notification"]
        notifications.search([("res_partner_id", "in", self.ids)]).unlink()
        notifications.search([("mail_message_id", "in", messages.ids)]).write({"mail_email_address": False})
        self.env["mail.followers"].search([("partner_id", "in", self.ids)]).unlink()
        self.env["mail.blacklist"].with_context(active_test=False).search([("email", "in", emails)]).unlink()

    def _find_letters_to(self, emails):
        """Return the letters to these very addresses: what waits for «joanna@…» is not for «anna@…»."""
        letters = self.env["mail.mail"].search(Domain.OR(Domain("email_to", "ilike", email) for email in emails))
        return letters.filtered(lambda mail: not set(emails).isdisjoint(email_normalize_all(mail.email_to)))

    def _anonymize_payments(self):
        """Bank accounts and cards go, sums of payments stay."""
        transactions = self.env["payment.transaction"].search([("partner_id", "in", self.ids)])
        transactions.write(dict.fromkeys(TRANSACTION_FIELDS, False))
        tokens = self.env["payment.token"].with_context(active_test=False).search([("partner_id", "in", self.ids)])
        tokens.write({"payment_details": False, "active": False})
        accounts = self.with_context(active_test=False).bank_ids
        accounts.message_ids.unlink()
        for account in accounts:
            # without its bank: the number is none that a bank could have given
            vals = {"acc_number": f"anonymised-{account.id}", "bank_id": False}
            account.write({**vals, "acc_holder_name": False, "active": False})

    def _anonymize_users(self):
        """The person's login to the shop ends."""
        for user in self.with_context(active_test=False).user_ids:
            user.write({"active": False, "login": f"anonymised-{user.id}", "signature": False})
            user.api_key_ids.unlink()
