from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize


class ResPartner(models.Model):
    """Customers whom only a phone number or an address is known of, until a manager has asked their name."""

    _inherit = "res.partner"

    is_unverified = fields.Boolean(
        "Name not confirmed", copy=False, tracking=True, help="Made of a request: nobody has asked the name yet."
    )

    @api.model
    def _get_sale_order_domain_count(self):
        """Override of sale: requests without goods are no sales."""
        return Domain.AND([super()._get_sale_order_domain_count(), [("is_request", "=", False)]])

    # === ACTIONS === #

    def action_verify(self):
        """The manager has asked: the name is right."""
        self.check_access("write")
        self.is_unverified = False
        return True

    def verify_customer(self, name):
        """Write the name that the customer told, and that it is confirmed."""
        self.ensure_one()
        name = (name or "").strip()
        if not name:
            raise UserError(self.env._("Write the name of the customer."))
        self.write({"name": name, "is_unverified": False})
        return {"id": self.id, "name": self.display_name}

    # === BUSINESS METHODS === #

    @api.model
    def _find_or_make_unverified(self, phone, name=None, email=None):
        """Return the customer with this phone, else with this mail, else a new one whose name nobody has confirmed.

        Found by the rule of `_find_or_make_customer`: of this company, never an employee or a company of ours.
        """
        name, address = (name or "").strip(), email_normalize(email)
        if not phone and not address:
            raise UserError(self.env._("A request needs a phone or an e-mail."))
        found = self._find_customers(phone)._leave_out_staff() or self._find_customers(email=address)._leave_out_staff()
        partner = found[:1]
        if partner.is_unverified and name and partner.name in (partner.phone, partner.email):
            partner.name = name
        if partner:
            return partner
        self._wait_for_twin(phone, address)
        return self.create({"name": name or phone or address, "phone": phone, "email": address, "is_unverified": True})

    def _get_customer_card_facts(self):
        """Override of torg_base to say that the name is a guess."""
        facts = super()._get_customer_card_facts()
        if self.is_unverified:
            fact = {"code": "unverified", "label": self.env._("Customer's name"), "value": self.env._("not confirmed")}
            facts.append({**fact, "kind": "text", "level": "warning", "sequence": 1})
        return facts
