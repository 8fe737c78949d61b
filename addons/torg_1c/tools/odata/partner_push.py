"""A customer that 1C may not know yet: searched by its numbers, else created with its company."""

from ..records import filled
from .query import is_guid, string
from .row import Row

PERSON, COMPANY = ("ФизЛицо", "ЧастноеЛицо"), ("ЮрЛицо", "Компания")


class PartnerPush:
    """Finds or creates the two cards of a customer: Контрагенты, and Партнеры where the base has them."""

    def __init__(self, client, profile):
        self.client, self.profile = client, profile

    def ensure(self, partner):
        """Keys of company and customer ("" where the base has no such table); each customer is created once.

        A customer's own key is used for the new cards, so a lost answer is found again under it.

        :param partner: PartnerRec
        """
        found = self.profile.get("company")
        row = self._find(partner, found)
        if row is None:
            holding = self._create_holding(partner)
            created = self.client.insert(found.table, self._company(partner, found, holding))
            row = Row(created, found.fields)
            return row.key("id"), holding
        return row.key("id"), filled(row.key("partner"), "")

    def _find(self, partner, found):
        if is_guid(partner.id):
            data = self.client.one(found.table, partner.id)
            if data is not None:
                return Row(data, found.fields)
        if not (filled(partner.inn) and "inn" in found.fields):
            return None
        where = f"{found.fields['inn']} eq {string(partner.inn)}"
        if "kpp" in found.fields and filled(partner.kpp):
            where += f" and {found.fields['kpp']} eq {string(partner.kpp)}"
        rows = [Row(data, found.fields) for data in self.client.rows(found.table, found.key, where=where)]
        return next((row for row in rows if not row.flag("deleted")), None)

    def _create_holding(self, partner):
        found = self.profile.get("partner")
        if not found:
            return ""
        if is_guid(partner.id) and self.client.one(found.table, partner.id) is not None:
            return partner.id
        told = {**_common(partner), "legal": COMPANY[1] if filled(partner.is_company) else PERSON[1], "customer": True}
        row = self.client.insert(found.table, _named(told, found.fields))
        return Row(row, found.fields).key("id")

    def _company(self, partner, found, holding):
        told = {
            **_common(partner),
            "inn": filled(partner.inn),
            "kpp": filled(partner.kpp),
            "legal": COMPANY[0] if filled(partner.is_company) else PERSON[0],
            "partner": holding or None,
        }
        return _named(told, found.fields)


def _common(partner):
    name = filled(partner.name) or filled(partner.full_name) or filled(partner.official_name) or ""
    full = filled(partner.official_name) or filled(partner.full_name) or name
    contacts = ", ".join(row.value for row in filled(partner.contacts, ()) if filled(row.value))
    key = partner.id if is_guid(partner.id) else None
    return {"id": key, "name": name, "full_name": full, "comment": contacts or None}


def _named(told, names):
    return {names[code]: value for code, value in told.items() if code in names and value is not None}
