from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from odoo.addons.torg_base.once import wait_for_key
from odoo.addons.torg_base.tools.phone import parse_all


class ResPartner(models.Model):
    """A customer of the shop is one contact, however often and from however many places he comes at once."""

    _inherit = "res.partner"

    @api.model
    def _find_customers(self, phone=None, email=None):
        """Return the customers of this company with this phone or this mail, the likeliest first."""
        found = self.env["torg.phone.number"]._find_partners(phone) if phone else self.browse()
        if address := email_normalize(email):
            found |= self.search([("email_normalized", "=", address)], order="is_company, id", limit=20)
        company = self.env.company
        return found.filtered(lambda partner: not partner.company_id or partner.company_id == company)

    @api.model
    def _find_or_make_customer(self, phone=None, email=None, name=None, vals=None):
        """Return the customer with this phone, else with this mail, else a new one. Nobody is made twice.

        Never an employee or a company of ours: who buys as a customer is one of his own.
        The phone and the mail of who was found stay as they are, empty ones too: who knows one of them need not be
        him, and the other would let him in as the customer. A name that nobody told makes the customer unverified.

        :param dict vals: more of the card of a new customer
        """
        phone, name, address = (phone or "").strip(), (name or "").strip(), email_normalize(email)
        if not phone and not address:
            raise UserError(self.env._("A customer needs a phone or an e-mail."))
        found = self._find_customers(phone)._leave_out_staff() or self._find_customers(email=address)._leave_out_staff()
        if partner := found[:1]:
            partner._fill_name(name)
            return partner
        self._wait_for_twin(phone, address)
        # Without the line "created": who and when stands on the card.
        partner = self.with_context(mail_create_nolog=True).create(
            {
                **(vals or {}),
                "name": name or phone or address,
                "phone": phone,
                "email": address,
                "is_unverified": not name,
            }
        )
        return partner.with_env(self.env)

    def _leave_out_staff(self):
        """Return those who are neither employees nor companies of ours."""
        # sudo: whether somebody has a login here is a yes or no
        ours_sudo = self.sudo().filtered(
            lambda partner: partner.ref_company_ids or not all(partner.user_ids.mapped("share"))
        )
        return self - ours_sudo

    def _fill_customer(self, phone, email, name):
        """Write what was not known of the customer yet, nothing over what is. For those whose word is true."""
        if vals := {field: value for field, value in (("phone", phone), ("email", email)) if value and not self[field]}:
            self.write(vals)
        self._fill_name(name)

    def _fill_name(self, name):
        """Name the customer of whom only a phone or a mail was known."""
        if name and self.is_unverified and self.name in (self.phone, self.email):
            self.write({"name": name, "is_unverified": False})

    @api.model
    def _wait_for_twin(self, phone, email):
        """Let only one at a time make the customer with this phone or mail.

        :raise ConcurrencyError: another request has just made him; the server repeats ours, which then finds him
        """
        keys = {row.key for row in parse_all(phone, *self._get_phone_regions()) if row.key} if phone else set()
        names = [f"customer/{key}" for key in sorted(keys | ({email} if email else set()))]
        wait_for_key(self, names, lambda partners: partners._has_customer(keys, email))

    def _has_customer(self, keys, email):
        """Return whether anybody has one of these numbers or this mail."""
        numbers = Domain("key", "in", sorted(keys)) & Domain("partner_id.active", "=", True)
        # sudo: the answer is a yes or no
        partners = self.env["torg.phone.number"].sudo().search(numbers).partner_id
        if email:
            partners |= self.sudo().search([("email_normalized", "=", email)])  # sudo: as above
        company = self.env.company
        return any(not partner.company_id or partner.company_id == company for partner in partners._leave_out_staff())

    def _find_or_make_address(self, street, city=None, street2=None, zip_code=None):
        """Return the contact goods for this customer go to: one of his with this very address, else a new one."""
        self.ensure_one()
        vals = {"street": street, "city": city or False, "street2": street2 or False, "zip": zip_code or False}
        known = (self | self.child_ids.filtered(lambda child: child.type == "delivery")).filtered(
            lambda contact: all((contact[name] or False) == value for name, value in vals.items())
        )
        return known[:1] or self.create(
            {**vals, "parent_id": self.id, "type": "delivery", "country_id": self._get_trade_country()}
        )

    def _change_address(self, vals):
        """Correct this delivery address and return it; one that orders name stays with them, and a new one comes."""
        self.ensure_one()
        orders = self.env["sale.order"].sudo()  # sudo: the answer is a yes or no, whosever orders they are
        if not orders.search_count([("partner_shipping_id", "=", self.id)], limit=1):
            self.write(vals)
            return self
        names = ("street", "city", "street2", "zip")
        whole = {name: self[name] for name in names} | vals
        self.active = False
        return self.parent_id._find_or_make_address(*(whole[name] for name in names))

    def _get_trade_country(self):
        return (self.country_id or self.env.company.country_id).id
