"""Customers: companies with their numbers, the customer people know them under, accounts, contacts."""

from ..commerceml.names import KEY_OF_REQUISITE, plain
from ..records import (
    ABSENT,
    AddressRec,
    BankAccountRec,
    ContactRec,
    PartnerRec,
    PersonRec,
    RepresentativeRec,
    RequisiteRec,
    filled,
)
from .row import rows_of

ADDRESS, PHONE, EMAIL, FAX, WEB = "Адрес", "Телефон", "АдресЭлектроннойПочты", "Факс", "ВебСтраница"
KINDS = {PHONE: "phone", EMAIL: "email", FAX: "fax", WEB: "web"}
TYPES = {"phone": "Телефон", "email": "Почта", "fax": "Факс", "web": "Сайт"}
COMPANY = ("ЮрЛицо", "ЮридическоеЛицо", "ЮрЛицоНеРезидент", "Компания")
LOGIN = "site_login"  # the one additional requisite of a person that is read
OWNERS = ("", "Catalog_Партнеры", "Catalog_Контрагенты")
PERSON = ("ФизЛицо", "ФизическоеЛицо", "ЧастноеЛицо", "ИндивидуальныйПредприниматель")


def read_partner(row, found, holding=None, holding_found=None, accounts=ABSENT):
    """Partner: a company, together with the customer it belongs to.

    :param row: Row of the company, or of a customer without companies
    :param holding: Row of the customer
    :param accounts: its accounts, where they are published
    """
    addresses, contacts = read_contacts(rows_of(row.data, found, "contacts"))
    if holding is not None:
        more, others = read_contacts(rows_of(holding.data, holding_found, "contacts"))
        addresses, contacts = _joined(addresses, more), _joined(contacts, others)
    return PartnerRec(
        row.key("id"),
        name=row.text("name"),
        full_name=row.text("full_name"),
        is_company=_is_company(row),
        inn=row.text("inn"),
        kpp=row.text("kpp"),
        okpo=row.text("okpo"),
        ogrn=row.text("ogrn"),
        birthday=row.moment("birthday"),
        addresses=addresses,
        contacts=contacts,
        bank_accounts=accounts,
        requisites=_requisites(holding),
        comment=row.text("comment"),
        deleted=row.flag("deleted"),
        version=row.text("version"),
    )


def _is_company(row):
    told = row.text("legal")
    if told in COMPANY or row.text("kpp"):
        return True
    return False if told in PERSON else ABSENT


def _requisites(holding):
    if holding is None:
        return ABSENT
    return (
        RequisiteRec("Партнер", holding.key("id"), "holding_id"),
        RequisiteRec("Наименование партнера", holding.text("name") or "", "holding_name"),
    )


def _joined(rows, more):
    if rows is ABSENT:
        return more
    return (*rows, *(row for row in filled(more, ()) if row not in rows))


def read_contacts(rows):
    """Addresses and contacts of a tabular part of contact information."""
    if rows is ABSENT:
        return ABSENT, ABSENT
    addresses, contacts = [], []
    for row in rows:
        kind, text = row.text("kind") or "", row.text("text") or ""
        if kind == ADDRESS and text:
            fields = tuple((name, row.text(name)) for name in ("country", "region", "city") if row.text(name))
            addresses.append(AddressRec("actual", text, fields or ABSENT))
        elif text:
            word = KINDS.get(kind, "other")
            contacts.append(ContactRec(TYPES.get(word, kind), text, word))
    return tuple(addresses), tuple(contacts)


def read_person(row, found, lookups, companies):
    """Person of a partner, once for each company of it."""
    if row.type("owner") not in OWNERS:
        return []
    _addresses, contacts = read_contacts(rows_of(row.data, found, "contacts"))
    person = PartnerRec(
        row.key("id"),
        name=row.text("name"),
        contacts=contacts,
        requisites=_read_login(row, found, lookups),
        deleted=row.flag("deleted"),
    )
    told = RepresentativeRec(row.text("post"), person)
    return [PersonRec(f"{person.id}#{company}", company, told, row.text("version")) for company in companies]


def _read_login(row, found, lookups):
    """Whether a person may sign in to the site, where the base keeps that among additional requisites."""
    for line in filled(rows_of(row.data, found, "more"), ()):
        name = lookups.name("property", line.key("property"))
        if name and KEY_OF_REQUISITE.get(plain(name)) == LOGIN:
            return (RequisiteRec(name, line.text("text") or line.text("value"), LOGIN),)
    return ABSENT


def read_account(row, lookups):
    """Account of a company."""
    bank = lookups.table("bank").get(row.key("bank") or "")
    return BankAccountRec(
        row.text("number"),
        bank_name=bank.text("name") if bank else row.text("bank_name"),
        bic=bank.text("bic") if bank else row.text("bic"),
        correspondent=bank.text("correspondent") if bank else ABSENT,
    )
