from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.partner_values import first_contact, may_sign_in, name_of
from odoo.addons.torg_1c.tools.records import ABSENT, filled

from .torg_onec_applier_partners import CONTEXT

PERSON = "partner_person"  # kind of link


class TorgOnecApplier(models.AbstractModel):
    """People of companies as 1C tells them, and which of them it lets sign in to the site and buy for the company.

    Who may is reached by phone and mail as 1C has them; somebody who is a customer already buys for the company as the
    one he is. Of others name and post are taken, so that nobody opens a company's orders by a number that 1C keeps.
    """

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override of torg_1c to apply people who are told apart from their companies."""
        return super()._get_handlers() | {"PersonRec": "_apply_people"}

    def _apply_people(self, work, records):
        """Bring people in line; those of a customer nobody knows yet wait for him."""
        applier = self.with_context(**CONTEXT)
        partners = applier._find(work.endpoint, PARTNER, "res.partner", {(row.partner_id, "") for row in records})
        people = {}
        for record in records:
            if (record.partner_id, "") not in partners:
                work.park(record, PARTNER, (record.partner_id, ""), self.env._("a customer nobody knows yet"))
            elif name_of(record.person.partner):
                people[record.partner_id, record.person.partner.id] = record.person
        applier._bring_people(work, people, partners)

    def _sync_people(self, work, rows, partners):
        """Bring the people that companies are told with in line.

        :param dict rows: ``{key: PartnerRec}``
        :param dict partners: ``{key: res.partner}``
        """
        self._bring_people(work, _get_people(rows), partners)

    def _bring_people(self, work, people, partners):
        """Bring people in line, and let them in or out; who is deleted in 1C and not known here is nobody.

        :param dict people: ``{(partner, person): RepresentativeRec}``
        :param dict partners: ``{key: res.partner}``
        """
        applied = self.env["torg.exchange.link"]._get_applied(work.endpoint, PERSON, list(people))
        known = self._find(work.endpoint, PERSON, "res.partner", people)
        people = {key: row for key, row in people.items() if key in known or row.partner.deleted is not True}
        guests = {key: person for key, person in known.items() if key not in applied}
        guests |= self._link_guests(work.endpoint, {key: people[key] for key in people if key not in known})
        wanted = {
            key: self._prepare_person_vals(partners[(key[0], "")], row, applied.get(key, {}))
            for key, row in people.items()
            if key not in guests
        }
        found = self._sync(work, PERSON, "res.partner", wanted) | guests
        for key, row in people.items():
            self._let_in(found[key], partners[(key[0], "")], _may(row.partner))

    def _prepare_person_vals(self, company, row, applied):
        vals = {
            "parent_id": company.id,
            "type": "contact",
            "name": name_of(row.partner),
            "function": filled(row.relation) or False,
        }
        if row.partner.deleted is not ABSENT:
            vals["active"] = not row.partner.deleted
        if _may(row.partner) is True:
            vals |= {name: value for name, value in _get_reach(row.partner).items() if value}
        elif _may(row.partner) is False:  # what 1C has brought it takes back
            vals |= {name: False for name in ("phone", "email") if applied.get(name)}
        return vals

    def _link_guests(self, endpoint, people):
        """Link people who may sign in to the one customer who has their phone or mail; return ``{key: him}``."""
        guests = {}
        for key, row in people.items():
            reach = _get_reach(row.partner) if _may(row.partner) is True else {}
            if any(reach.values()):
                found = self.env["res.partner"]._find_customers(reach["phone"], reach["email"])._leave_out_staff()
                found = found.filtered(lambda partner: not partner.is_company)
                if len(found) == 1:
                    guests[key] = found
        self.env["torg.exchange.link"]._link(endpoint, PERSON, guests)
        return guests

    def _let_in(self, person, company, may):
        """Let a person buy for a company, or not any more; nothing when 1C does not say."""
        if may is True and company.is_company:
            person._join_firm(company)
        elif may is False:
            person._leave_firm(company)
            person._end_logins()


def _get_people(rows):
    """Return ``{(partner, person or his name): RepresentativeRec}`` of those who have a name."""
    people = {}
    for key, record in rows.items():
        for row in filled(record.representatives, ()):
            name = name_of(row.partner)
            if name and name.strip("<> "):
                people[key[0], filled(row.partner.id) or name] = row
    return people


def _may(person):
    """Whether a person may sign in; ABSENT when 1C does not say."""
    return False if person.deleted is True else may_sign_in(person)


def _get_reach(person):
    return {
        "phone": first_contact(person, ("mobile", "phone")) or "",
        "email": first_contact(person, ("email",)) or "",
    }
