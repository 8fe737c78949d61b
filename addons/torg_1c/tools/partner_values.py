"""A PartnerRec as plain values of a contact; what the record does not say stays out."""

from .problem import BadValue
from .records import ABSENT, filled
from .values import parse_flag

LEGAL = ("legal", "registration", "actual")  # the first that is told is the address of the customer itself
STREET = ("Улица", "Дом", "Корпус", "Строение", "Квартира", "Офис")
SHORT = {"Дом": "д.", "Корпус": "корп.", "Строение": "стр.", "Квартира": "кв.", "Офис": "оф."}


def main_values(record):
    """Values of the contact itself."""
    values = {
        "name": name_of(record),
        "official_name": record.official_name,
        "vat": record.inn,
        "kpp": record.kpp,
        "okpo": record.okpo,
        "company_registry": record.ogrn,
        "phone": first_contact(record, ("phone", "mobile")),
        "email": first_contact(record, ("email",)),
        "is_company": record.is_company,
        "active": ABSENT if record.deleted is ABSENT else not record.deleted,
    }
    main = main_address(record)
    if main:
        values |= address_values(main)
    return {name: _plain(value) for name, value in values.items() if value is not ABSENT}


def name_of(record):
    """What people call the partner; ABSENT when the message names nobody."""
    parts = [filled(part) for part in (record.last_name, record.first_name, record.middle_name)]
    words = (record.name, record.full_name, record.official_name, " ".join(filter(None, parts)))
    return next((word.strip() for word in words if word and word.strip()), ABSENT)


def main_address(record):
    """The legal address, or the actual one where there is no other."""
    by_kind = {address.kind: address for address in filled(record.addresses, ()) if _told(address)}
    return next((by_kind[kind] for kind in LEGAL if kind in by_kind), None)


def other_addresses(record):
    """Addresses that are contacts of their own, `[(kind, AddressRec)]`."""
    main = main_address(record)
    return [(row.kind, row) for row in filled(record.addresses, ()) if row is not main and _told(row)]


def address_values(address):
    """Street, town and postcode; an address without parts is one line."""
    parts = {kind: value.strip() for kind, value in filled(address.fields, ()) if value and value.strip()}
    street = ", ".join(
        f"{SHORT[kind]} {parts[kind]}" if kind in SHORT else parts[kind] for kind in STREET if kind in parts
    )
    town = parts.get("Город") or parts.get("Населенный пункт") or parts.get("Населённый пункт")
    if street:
        return {
            "street": street,
            "city": town or parts.get("Регион") or False,
            "zip": parts.get("Почтовый индекс", False),
        }
    return {"street": filled(address.text) or False, "city": False, "zip": False}


def contacts_of(record, kinds):
    """Values of the ways to reach a partner, of these kinds, each once."""
    rows = [row.value.strip() for row in filled(record.contacts, ()) if row.kind in kinds and row.value]
    return list(dict.fromkeys(row for row in rows if row))


def first_contact(record, kinds):
    """The first of them; ABSENT when the message has no contacts."""
    if record.contacts is ABSENT:
        return ABSENT
    return next(iter(contacts_of(record, kinds)), "")


def may_sign_in(record):
    """Whether 1C lets a person sign in to the site; ABSENT when it does not say, or not so that it is understood."""
    told = next((row.value for row in filled(record.requisites, ()) if row.key == "site_login"), "")
    try:
        flag = parse_flag(told)
    except BadValue:
        return ABSENT
    return ABSENT if flag is None else flag


def _told(address):
    return bool(filled(address.text) or filled(address.fields))


def _plain(value):
    return False if value in ("", None) else value
