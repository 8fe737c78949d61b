from odoo import models
from odoo.fields import Domain

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.partner_values import address_values, contacts_of, main_address, name_of
from odoo.addons.torg_1c.tools.records import filled
from odoo.addons.torg_base.tools.phone import parse_all

from .torg_onec_match import WAITS


class TorgOnecApplier(models.AbstractModel):
    """First contact: a customer of 1C who is here already, by INN and KPP, else by phone. Never by name."""

    _inherit = "torg.onec.applier"

    def _match_partners(self, work, rows):
        """Link the customers that nobody has linked yet to the contacts that are theirs beyond doubt.

        Return the keys of those about whom a person has to decide; they wait.
        """
        links, matches = self.env["torg.exchange.link"], self.env["torg.onec.match"]
        known = links._lookup(work.endpoint, PARTNER, list(rows))
        new = {key: record for key, record in rows.items() if key not in known}
        if not new:
            return set()
        decided = matches._get_decisions(work.endpoint, PARTNER, [key[0] for key in new])
        found = {key: decided[key[0]] for key in new if decided.get(key[0])}
        asked = {key: record for key, record in new.items() if key[0] not in decided}
        taken, doubtful = {partner.id for partner in found.values()}, {}
        for key, (partners, is_certain) in self._find_same_partners(work.endpoint, asked).items():
            if is_certain and len(partners) == 1 and partners.id not in taken:
                found[key] = partners
                taken.add(partners.id)
            else:
                doubtful[key] = partners
        self._ask_about_partners(work, rows, doubtful)
        links._link(work.endpoint, PARTNER, found)
        work.linked[PARTNER] |= found.keys()
        return set(doubtful)

    def _ask_about_partners(self, work, rows, doubtful):
        asked = {
            key[0]: (name_of(rows[key]) or key[0], _facts(rows[key]), partners) for key, partners in doubtful.items()
        }
        self.env["torg.onec.match"]._put(work.endpoint, PARTNER, asked)
        for key in doubtful:
            reason = self.env._("A person has to say whether it is one of our customers.")
            work.park(rows[key], WAITS[PARTNER], key, reason)

    def _find_same_partners(self, endpoint, rows):
        """Return ``{key: (contacts that may be this customer, whether nothing speaks against)}``: any number of
        customers in a few queries.
        """
        by_inn, by_phone = self._find_by_inn(rows), self._find_by_phones(rows)
        everybody = self.env["res.partner"].union(*by_inn.values(), *by_phone.values())
        linked, ours = self._find_linked(endpoint, everybody)
        result = {}
        for key, record in rows.items():
            inn, kpp = _clean(record.inn), _clean(record.kpp)
            same = by_inn.get(inn, everybody[:0]).filtered(lambda partner: partner.id not in linked)
            exact = same.filtered(lambda partner, kpp=kpp: (partner.kpp or "") == kpp) if kpp else same
            partners = exact or same.filtered(lambda partner: not partner.kpp)
            if partners:
                result[key] = (partners, not ours & set(partners.ids))
                continue
            partners = by_phone.get(key, everybody[:0]).filtered(
                lambda partner, inn=inn: partner.id not in linked and partner.vat in (False, inn)
            )
            if partners:
                # a number alone does not make a person a company
                result[key] = (partners, not inn and not ours & set(partners.ids))
        return result

    def _find_linked(self, endpoint, partners):
        """Return the ids of those who are another customer of this base, and of those it keeps under our identifier.

        Who went there with an order and was known by INN comes back under the identifier of that base: he is the same.
        Where the base speaks of him under ours as well, it has two cards of him, and a person says what they are.
        """
        known = partners._get_known_onec_keys(endpoint)
        own = {partner.id: (partner._make_onec_id(), "") for partner in partners}
        ours = {partner_id: key for partner_id, key in own.items() if known.get(partner_id) == key}
        told = self.env["torg.exchange.link"]._get_applied(endpoint, PARTNER, list(ours.values()))
        return known.keys() - ours.keys(), {partner_id for partner_id, key in ours.items() if told.get(key)}

    def _find_by_inn(self, rows):
        """Return ``{INN: contacts}``."""
        told = sorted({inn for record in rows.values() if (inn := _clean(record.inn))})
        domain = [("vat", "in", told), ("parent_id", "=", False)]
        return self.env["res.partner"].search(domain).grouped("vat") if told else {}

    def _find_by_phones(self, rows):
        """Return ``{key: contacts with a number of the customer}``."""
        regions = self.env["res.partner"]._get_phone_regions()
        told = {
            key: {phone.key for text in contacts_of(record, ("mobile", "phone")) for phone in parse_all(text, *regions)}
            for key, record in rows.items()
        }
        wanted = {number for numbers in told.values() for number in numbers}
        if not wanted:
            return {}
        domain = Domain("key", "in", list(wanted)) & Domain("partner_id.active", "=", True)
        by_number = self.env["torg.phone.number"].search_fetch(domain, ["key", "partner_id"]).grouped("key")
        nobody = self.env["res.partner"]
        return {
            key: nobody.union(*(by_number[number].partner_id for number in numbers if number in by_number))
            .commercial_partner_id
            for key, numbers in told.items()
        }  # fmt: skip


def _clean(value):
    return (filled(value) or "").strip()


def _facts(record):
    """Return ``{fact: text}`` of a customer as 1C tells it."""
    main = main_address(record)
    place = address_values(main) if main else {}
    return {
        "inn": _clean(record.inn),
        "kpp": _clean(record.kpp),
        "phone": ", ".join(contacts_of(record, ("phone", "mobile"))),
        "email": ", ".join(contacts_of(record, ("email",))),
        "address": ", ".join(filter(None, (place.get("zip"), place.get("city"), place.get("street")))),
    }
