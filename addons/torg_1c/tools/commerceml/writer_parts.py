"""Small writers of one element: ABSENT writes nothing, empty writes an empty element."""

from lxml import etree

from ..records import ABSENT, filled
from ..values import clean

TAGS_OF_ADDRESS = {
    "registration": "АдресРегистрации",
    "legal": "ЮридическийАдрес",
    "actual": "Адрес",
    "delivery": "АдресДоставки",
    "post": "ПочтовыйАдрес",
}


def add(parent, name):
    """A child in its parent's namespace."""
    namespace = parent.tag.rpartition("}")[0]
    return etree.SubElement(parent, f"{namespace}}}{name}" if namespace else name)


def add_text(parent, name, value):
    """A child with a text, unless there is nothing to say."""
    if value is ABSENT:
        return
    add(parent, name).text = clean(value) if value else None


def flag(value):
    """`true`, `false`, or nothing to say."""
    if value is ABSENT or value is None:
        return ABSENT
    return "true" if value else "false"


def number(value):
    """Plain digits: an exponent is beyond 1C."""
    if value is ABSENT:
        return ABSENT
    return "" if value is None else f"{value:f}"


def add_list(parent, name, rows):
    """Requisites, from pairs of name and value."""
    holder = add(parent, name)
    for title, value in rows:
        row = add(holder, "ЗначениеРеквизита")
        add_text(row, "Наименование", title)
        add_text(row, "Значение", filled(value, ""))


def add_requisites(parent, rows):
    """ЗначенияРеквизитов, if there are any."""
    if rows:
        add_list(parent, "ЗначенияРеквизитов", rows)


def add_taxes(parent, taxes):
    """Налоги of a row or a document."""
    if taxes is ABSENT:
        return
    holder = add(parent, "Налоги")
    for tax in taxes:
        row = add(holder, "Налог")
        add_text(row, "Наименование", tax.name)
        add_text(row, "УчтеноВСумме", flag(tax.included))
        add_text(row, "Сумма", number(tax.amount))
        add_text(row, "Ставка", tax.rate_text if tax.rate_text is not ABSENT else _rate(tax.rate))


def _rate(rate):
    if not rate:
        return ABSENT
    if rate.percent is None:
        return "Без налога"
    percent = number(rate.percent)
    return f"{percent}/{number(rate.percent + 100)}" if rate.from_total else percent


# === PARTNERS === #


def add_partner(parent, partner, name="Контрагент"):
    """A partner with everything that is known of it."""
    element = add(parent, name)
    add_text(element, "Ид", partner.id)
    add_text(element, "НомерВерсии", partner.version)
    add_text(element, "ПометкаУдаления", flag(partner.deleted))
    add_text(element, "Наименование", partner.name)
    add_text(element, "ОфициальноеНаименование", partner.official_name)
    add_text(element, "ПолноеНаименование", partner.full_name)
    add_text(element, "Фамилия", partner.last_name)
    add_text(element, "Имя", partner.first_name)
    add_text(element, "Отчество", partner.middle_name)
    if partner.birthday:
        add_text(element, "ДатаРождения", partner.birthday.strftime("%Y-%m-%d"))
    add_text(element, "Роль", partner.role)
    add_text(element, "ИНН", partner.inn)
    add_text(element, "КПП", partner.kpp)
    add_text(element, "КодПоОКПО", partner.okpo)
    add_text(element, "ОГРН", partner.ogrn)
    _bank_accounts(element, partner.bank_accounts)
    for address in filled(partner.addresses, ()):
        _address(element, address)
    _contacts(element, partner.contacts)
    _representatives(element, partner.representatives)
    add_text(element, "Комментарий", partner.comment)
    add_requisites(element, [(row.name, row.value) for row in filled(partner.requisites, ())])


def _address(parent, address):
    element = add(parent, TAGS_OF_ADDRESS[address.kind])
    add_text(element, "Представление", address.text)
    add_text(element, "Комментарий", address.comment)
    for kind, value in filled(address.fields, ()):
        row = add(element, "АдресноеПоле")
        add_text(row, "Тип", kind)
        add_text(row, "Значение", value)


def _contacts(parent, contacts):
    if contacts is ABSENT:
        return
    holder = add(parent, "Контакты")
    for contact in contacts:
        row = add(holder, "Контакт")
        add_text(row, "Тип", contact.type)
        add_text(row, "Значение", contact.value)
        add_text(row, "Комментарий", contact.comment)


def _bank_accounts(parent, accounts):
    if accounts is ABSENT:
        return
    holder = add(parent, "РасчетныеСчета")
    for account in accounts:
        row = add(holder, "РасчетныйСчет")
        add_text(row, "НомерСчета", account.number)
        bank = add(row, "Банк")
        add_text(bank, "СчетКорреспондентский", account.correspondent)
        add_text(bank, "Наименование", account.bank_name)
        if account.bank_address is not ABSENT:
            add_text(add(bank, "Адрес"), "Представление", account.bank_address)
        add_text(bank, "БИК", account.bic)


def _representatives(parent, people):
    if people is ABSENT:
        return
    holder = add(parent, "Представители")
    for person in people:
        row = add(holder, "Представитель")
        add_text(row, "Отношение", person.relation)
        add_text(row, "Ид", person.partner.id)
        add_text(row, "Наименование", person.partner.name)


def add_unit(parent, unit):
    """БазоваяЕдиница with its codes, unless nothing is said of the unit."""
    if unit is ABSENT:
        return
    element = add(parent, "БазоваяЕдиница")
    words = (
        ("Код", unit.code),
        ("НаименованиеПолное", unit.full_name),
        ("МеждународноеСокращение", unit.international),
    )
    for name, value in words:
        if value is not ABSENT:
            element.set(name, clean(value))
    element.text = clean(filled(unit.name, ""))
