"""Partners, their addresses, contacts and bank accounts."""

from ..records import (
    ABSENT,
    AddressRec,
    BankAccountRec,
    ContactRec,
    PartnerRec,
    RepresentativeRec,
)
from .fields import LOCAL, children, nested, requisites, text
from .names import ADDRESSES, KIND_OF_CONTACT, plain


def read_partner(element, remarks):
    """Partner of a document or of the list of partners; only documents may leave the identifier out."""
    kids = children(element)
    legal = children(kids["РеквизитыЮрЛица"]) if "РеквизитыЮрЛица" in kids else {}
    person = children(kids["РеквизитыФизЛица"]) if "РеквизитыФизЛица" in kids else {}
    kids = {**person, **legal, **kids}
    return PartnerRec(
        id=text(kids, "Ид"),
        name=text(kids, "Наименование"),
        full_name=text(kids, "ПолноеНаименование"),
        official_name=text(kids, "ОфициальноеНаименование"),
        role=text(kids, "Роль"),
        is_company=_is_company(kids, bool(legal), bool(person)),
        inn=text(kids, "ИНН"),
        kpp=text(kids, "КПП"),
        okpo=text(kids, "КодПоОКПО", "ОКПО"),
        ogrn=text(kids, "ОГРН", "ОГРНИП"),
        last_name=text(kids, "Фамилия"),
        first_name=text(kids, "Имя"),
        middle_name=text(kids, "Отчество"),
        birthday=remarks.moment(kids, "ДатаРождения"),
        addresses=_addresses(kids),
        contacts=read_contacts(kids),
        bank_accounts=_bank_accounts(kids),
        representatives=_representatives(kids, remarks),
        requisites=requisites(kids["ЗначенияРеквизитов"]) if "ЗначенияРеквизитов" in kids else ABSENT,
        comment=text(kids, "Комментарий"),
        deleted=remarks.flag(kids, "ПометкаУдаления"),
        version=text(kids, "НомерВерсии"),
    )


def _is_company(kids, legal, person):
    """Companies have an official name or a KPP; persons a full name or name parts; else nobody says."""
    if legal or text(kids, "ОфициальноеНаименование") or text(kids, "КПП") or len(text(kids, "ИНН") or "") == 10:
        return True
    if person or any(text(kids, name) for name in ("ПолноеНаименование", "Фамилия", "Имя")):
        return False
    return ABSENT


def _addresses(kids):
    found = [read_address(kids[name], kind) for name, kind in ADDRESSES.items() if name in kids]
    return tuple(found) if found else ABSENT


def read_address(element, kind):
    """Address as one text and by its parts, in the order sent."""
    kids = children(element)
    rows = [children(row) for row in element if LOCAL[row.tag] == "АдресноеПоле"]
    parts = tuple((text(row, "Тип") or "", text(row, "Значение") or "") for row in rows)
    return AddressRec(kind, text(kids, "Представление"), parts if rows else ABSENT, text(kids, "Комментарий"))


def read_contacts(kids):
    """Contacts of a partner or a warehouse; the words of bases differ, so the kind may come from the value."""
    rows = nested(kids, "Контакты", "Контакт")
    if rows is ABSENT:
        return ABSENT
    return tuple(_contact(children(row)) for row in rows)


def _contact(kids):
    word, value = text(kids, "Тип", "ТипКонтакта"), text(kids, "Значение")
    kind = KIND_OF_CONTACT.get(plain(word or ""), "other")
    if kind == "email" and value and "@" not in value:
        kind = "post"  # «Почта» is an address in some bases and a mailbox in others
    return ContactRec(word, value, kind, text(kids, "Комментарий"))


def _bank_accounts(kids):
    rows = nested(kids, "РасчетныеСчета", "РасчетныйСчет")
    if rows is ABSENT:
        return ABSENT
    return tuple(_bank_account(children(row)) for row in rows)


def _bank_account(kids):
    bank = children(kids["Банк"]) if "Банк" in kids else {}
    address = children(bank["Адрес"]) if "Адрес" in bank else {}
    return BankAccountRec(
        number=text(kids, "НомерСчета"),
        bank_name=text(bank, "Наименование"),
        bic=text(bank, "БИК"),
        correspondent=text(bank, "СчетКорреспондентский"),
        bank_address=text(address, "Представление"),
    )


def _representatives(kids, remarks):
    """Persons stand right in Представитель, or in a Контрагент inside it."""
    rows = nested(kids, "Представители", "Представитель")
    if rows is ABSENT:
        return ABSENT
    found = []
    for row in rows:
        parts = children(row)
        person = parts.get("Контрагент", row)
        found.append(RepresentativeRec(text(parts, "Отношение"), read_partner(person, remarks)))
    return tuple(found)
