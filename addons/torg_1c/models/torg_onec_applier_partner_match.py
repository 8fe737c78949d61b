from odoo import models

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.partner_values import contacts_of, name_of
from odoo.addons.torg_1c.tools.records import filled

DOUBTFUL = "doubtful_partner"


class TorgOnecApplier(models.AbstractModel):
    """First contact: a customer of 1C who is here already, by INN and KPP, else by phone. Never by name."""

    _inherit = "torg.onec.applier"

    def _match_partners(self, work, rows):
        """Link the customers that nobody has linked yet to the contacts that are theirs beyond doubt."""
        links = self.env["torg.exchange.link"]
        known = links._lookup(work.endpoint, PARTNER, list(rows))
        found, taken = {}, set()
        for key, record in rows.items():
            if key in known:
                continue
            partners = self._find_same_partners(work.endpoint, record)
            if len(partners) > 1 or set(partners.ids) & taken:
                self._note_doubt(work, key, record, partners)
            elif partners:
                found[key] = partners
                taken |= set(partners.ids)
        links._link(work.endpoint, PARTNER, found)
        work.linked[PARTNER] |= found.keys()

    def _find_same_partners(self, endpoint, record):
        """Return the contacts that may be this customer; exactly one is."""
        inn, kpp = (filled(record.inn) or "").strip(), (filled(record.kpp) or "").strip()
        if inn:
            same = self.env["res.partner"].search([("vat", "=", inn), ("parent_id", "=", False)])
            same = self._without_linked(endpoint, same)
            exact = same.filtered(lambda partner: (partner.kpp or "") == kpp) if kpp else same
            return exact or same.filtered(lambda partner: not partner.kpp)
        return self._without_linked(endpoint, self._find_by_phone(record))

    def _find_by_phone(self, record):
        """Return contacts with a number of the customer; a contact with another INN is somebody else."""
        numbers = self.env["torg.phone.number"]
        found = self.env["res.partner"]
        for text in contacts_of(record, ("mobile", "phone")):
            found |= numbers._find_partners(text).commercial_partner_id
        return found.filtered(lambda partner: not partner.vat or partner.vat == filled(record.inn))

    def _without_linked(self, endpoint, partners):
        """Whom another customer of this base is linked to is not this one."""
        linked = self.env["torg.exchange.link"]._lookup_external(endpoint, PARTNER, partners)
        return partners.filtered(lambda partner: partner.id not in linked)

    def _note_doubt(self, work, key, record, partners):
        text = self.env._(
            "“%(name)s” of 1C may be any of these customers: %(partners)s. Link the right one, then apply it again.",
            name=name_of(record) or key[0],
            partners=", ".join(partners.mapped("display_name")),
        )
        work.issue(DOUBTFUL, text, record, where=key[0])

    def _get_doubtful(self, work):
        return {(row[3].id, "") for row in work.issues if row[1] == DOUBTFUL}
