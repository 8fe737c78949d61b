import uuid

from odoo import fields, models

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.records import ABSENT, AddressRec, ContactRec, PartnerRec, RepresentativeRec


class ResPartner(models.Model):
    """A customer as 1C reads it: with an identifier that never changes, whoever gave it."""

    _inherit = "res.partner"

    official_name = fields.Char(help="As it stands in contracts: Общество с ограниченной ответственностью «Ладога».")

    def _get_onec_ids(self, endpoint):
        """Return `{partner id: identifier}` at a 1C base; who is not known there gets an identifier of ours."""
        known = self._get_known_onec_keys(endpoint)
        ours = {(partner._make_onec_id(), ""): partner for partner in self if partner.id not in known}
        self.env["torg.exchange.link"]._link(endpoint, PARTNER, ours)
        return {res_id: key[0] for res_id, key in known.items()} | {row.id: key[0] for key, row in ours.items()}

    def _get_known_onec_keys(self, endpoint):
        """Return `{partner id: key}` of those a 1C base knows: by the key it gave, by ours while it has given none."""
        keys = self.env["torg.exchange.link"]._lookup_all_external(endpoint, PARTNER, self)
        known = {}
        for partner in self.filtered(lambda partner: partner.id in keys):
            ours = (partner._make_onec_id(), "")
            known[partner.id] = next((key for key in keys[partner.id] if key != ours), ours)
        return known

    def _make_onec_id(self):
        """Return our identifier of a customer: the same in all bases and for ever."""
        # sudo: a setting of the base, no secret
        base = self.env["ir.config_parameter"].sudo().get_param("database.uuid") or "torg"
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{base}/partner/{self.id}"))

    def _prepare_onec_record(self, external_id, contact=None, shipping=None):
        """Return the PartnerRec of a customer.

        :param contact: the person who orders for the company
        :param shipping: where the goods go
        """
        self.ensure_one()
        person = contact and contact != self and contact or self.browse()
        return PartnerRec(
            id=external_id,
            name=self.name or "",
            full_name=ABSENT if self.is_company else self.name or "",
            official_name=(self.official_name or self.name or "") if self.is_company else ABSENT,
            role="Покупатель",
            is_company=self.is_company,
            inn=self.vat or ABSENT,
            kpp=self.kpp or ABSENT,
            okpo=self.okpo or ABSENT,
            ogrn=self.company_registry or ABSENT,
            addresses=tuple(self._prepare_onec_addresses(shipping)) or ABSENT,
            contacts=tuple((self | person)._prepare_onec_contacts()) or ABSENT,
            representatives=tuple(
                RepresentativeRec("Контактное лицо", PartnerRec(person.name, name=person.name))
                for person in person.filtered("name")
            )
            or ABSENT,
        )

    def _prepare_onec_addresses(self, shipping):
        kind = "legal" if self.is_company else "registration"
        for name, place in ((kind, self), ("delivery", shipping)):
            if place and (place.street or place.city):
                text = ", ".join(filter(None, (place.zip, place.city, place.street, place.street2)))
                parts = (("Почтовый индекс", place.zip), ("Город", place.city), ("Улица", place.street))
                yield AddressRec(name, text, tuple((word, value) for word, value in parts if value))

    def _prepare_onec_contacts(self):
        told = set()
        for partner in self:
            rows = (("Телефон рабочий", partner.phone, "phone"), ("Электронная почта", partner.email, "email"))
            for word, value, kind in rows:
                if value and value not in told:
                    told.add(value)
                    yield ContactRec(word, value, kind)
