"""Records → CommerceML, the same bytes for the same records: the clock is the caller's.

Orders go out as 1C's loaders read them: one Документ for each part of an order, organisation and warehouse both as
elements and as requisites (Bitrix's module maps requisites by exact name only), the number people know in the comment
and in a requisite. 3.x wraps every document in a Контейнер.
"""

from lxml import etree

from ..records import ABSENT, filled
from .names import SAY, SAY_OPERATION
from .writer_parts import add, add_list, add_partner, add_requisites, add_taxes, add_text, add_unit, flag, number

NAMESPACES = {"2.07": "urn:1C.ru:commerceml_2", "2.08": "urn:1C.ru:commerceml_2", "2.09": "urn:1C.ru:commerceml_2"}
NAMESPACE_3 = "urn:1C.ru:commerceml_3"
DELIVERY_ID = "ORDER_DELIVERY"
STATUSES = "C\u0442\u0430\u0442\u0443\u0441\u044b"  # the first letter is Latin: clients of Bitrix depend on that slip


def write_orders(orders, formed_at, version="2.08", encoding="windows-1251", namespace=None):
    """Bytes of the answer to `query`; without orders it is the empty answer.

    :param orders: OrderRec, one for each part of an order
    :param formed_at: naive time of the answer; the same for a repeated answer
    :param namespace: another namespace than the version's own; "" for none
    """
    root = document_root(version, formed_at, namespace)
    for order in orders:
        holder = add(root, "Контейнер") if version.startswith("3") else root
        _order(add(holder, "Документ"), order)
    return document_bytes(root, encoding)


def write_partners(partners, formed_at, version="2.09", encoding="utf-8", only_changes=True):
    """Bytes of a list of partners."""
    root = document_root(version, formed_at, None)
    holder = add(root, "Контрагенты")
    holder.set("СодержитТолькоИзменения", flag(only_changes))
    for partner in partners:
        add_partner(holder, partner)
    return document_bytes(root, encoding)


def write_info(statuses, payment_systems=(), delivery_services=(), encoding="windows-1251"):
    """Bytes of the answer to `info`: pairs of identifier and name; empty lists stay, or 1C cannot read the answer."""
    root = etree.Element("Справочник")
    lists = ((STATUSES, statuses), ("ПлатежныеСистемы", payment_systems), ("СлужбыДоставки", delivery_services))
    for name, rows in lists:
        holder = add(root, name)
        for key, title in rows:
            element = add(holder, "Элемент")
            add_text(element, "Ид", key)
            add_text(element, "Название", title)
    return document_bytes(root, encoding)


def document_root(version, formed_at, namespace=None):
    """Root of a message in the namespace of its version."""
    if namespace is None:
        namespace = NAMESPACE_3 if version.startswith("3") else NAMESPACES.get(version, "")
    name = f"{{{namespace}}}КоммерческаяИнформация" if namespace else "КоммерческаяИнформация"
    root = etree.Element(name, nsmap={None: namespace} if namespace else None)
    root.set("ВерсияСхемы", version)
    root.set("ДатаФормирования", formed_at.replace(microsecond=0).isoformat())
    return root


def document_bytes(root, encoding):
    """Letters the encoding lacks become references, so nothing is lost in windows-1251."""
    etree.indent(root, space=" ")
    return etree.tostring(root, xml_declaration=True, encoding=encoding) + b"\n"


# === A DOCUMENT === #


def _order(element, order):
    _head(element, order)
    _places(element, order)
    if order.partners is not ABSENT:
        holder = add(element, "Контрагенты")
        for partner in order.partners:
            add_partner(holder, partner)
    add_text(element, "Комментарий", _comment(order))
    add_taxes(element, order.taxes)
    _discounts(element, order.discounts)
    _lines(element, order.lines)
    add_requisites(element, _requisites(order))
    if order.children:
        holder = add(element, "ПодчиненныеДокументы")
        for child in order.children:
            _order(add(holder, "ПодчиненныйДокумент"), child)


def _head(element, order):
    """What the document is: its numbers, its day and its sum."""
    add_text(element, "Ид", order.id)
    add_text(element, "НомерВерсии", order.version)
    add_text(element, "ПометкаУдаления", flag(order.deleted))
    add_text(element, "Номер", order.number)
    add_text(element, "Номер1С", order.number_1c)
    moment = filled(order.date)
    if moment:
        add_text(element, "Дата", moment.strftime("%Y-%m-%d"))
        add_text(element, "Время", moment.strftime("%H:%M:%S"))
    if order.date_1c:
        add_text(element, "Дата1С", order.date_1c.isoformat())
    operation = order.operation or SAY_OPERATION.get(order.operation_code or "order")
    add_text(element, "ХозОперация", operation)
    add_text(element, "Роль", filled(order.role, "Продавец"))
    add_text(element, "Валюта", order.currency)
    add_text(element, "Курс", number(filled(order.rate, 1)))
    add_text(element, "Сумма", number(order.total))


def _places(element, order):
    if order.organisation is not ABSENT:
        _reference(add(element, "Организация"), order.organisation)
    if order.warehouses is not ABSENT:
        holder = add(element, "Склады")
        for warehouse in order.warehouses:
            _reference(add(holder, "Склад"), warehouse)


def _reference(element, reference):
    add_text(element, "Ид", reference.id)
    add_text(element, "Наименование", reference.name)


def _comment(order):
    """The master's number stands first, so that people in 1C find all parts of an order by searching for it."""
    comment, master = filled(order.comment, ""), filled(order.master_number, "")
    mark = f"[{SAY['site_number']}: {master}]"
    if not master or mark in comment:
        return order.comment
    return f"{mark} {comment}".strip()


def _requisites(order):
    """What the order brings, and what 1C's loaders look for by name, unless the order says it itself."""
    rows = [(row.name, row.value) for row in filled(order.requisites, ())]
    told = {row.key for row in filled(order.requisites, ())}
    warehouse = next(iter(filled(order.warehouses, ())), None)
    wanted = {
        "master_number": order.master_number,
        "organisation": order.organisation.name if order.organisation else ABSENT,
        "warehouse": warehouse.name if warehouse else ABSENT,
        "status": order.status,
        "status_id": order.status_id,
        "posted": flag(order.posted),
        "cancelled": flag(order.cancelled),
        "shipped": flag(order.shipped),
        "paid": flag(order.paid),
    }
    names = SAY | {"paid": "Заказ оплачен"}
    rows += [(names[key], value) for key, value in wanted.items() if value is not ABSENT and key not in told]
    return rows + _events(order, told)


def _events(order, told):
    """The last payment and shipment, as plain bases tell them."""
    rows = []
    for name, events in (("payment", order.payments), ("shipment", order.shipments)):
        for event in filled(events, ())[-1:]:
            moment = event.date.isoformat() if event.date else ABSENT
            for part, value in (("number", event.number), ("date", moment)):
                if value is not ABSENT and f"{name}_{part}" not in told:
                    rows.append((SAY[f"{name}_{part}"], value))
    return rows


def _discounts(element, discounts):
    if discounts is ABSENT:
        return
    holder = add(element, "Скидки")
    for discount in discounts:
        row = add(holder, "Скидка")
        add_text(row, "Наименование", discount.name)
        add_text(row, "Сумма", number(discount.amount))
        add_text(row, "Процент", number(discount.percent))
        add_text(row, "УчтеноВСумме", flag(discount.included))


# === LINES === #


def _lines(element, lines):
    if lines is ABSENT:
        return
    holder = add(element, "Товары")
    for line in lines:
        _line(add(holder, "Товар"), line)


def _line(row, line):
    add_text(row, "Ид", line.id)
    add_text(row, "ИдКаталога", line.catalog_id)
    add_text(row, "Артикул", line.article)
    add_text(row, "Наименование", line.name)
    add_unit(row, line.unit)
    add_text(row, "ЦенаЗаЕдиницу", number(line.price))
    add_text(row, "Количество", number(line.quantity))
    add_text(row, "Коэффициент", number(line.factor))
    add_text(row, "Сумма", number(line.total))
    if line.warehouse is not ABSENT:
        _reference(add(row, "Склад"), line.warehouse)
    add_taxes(row, line.taxes)
    _discounts(row, line.discounts)
    kind = "Услуга" if line.id == DELIVERY_ID else "Товар"
    if line.requisites is ABSENT:
        add_list(row, "ЗначенияРеквизитов", [("ВидНоменклатуры", kind), ("ТипНоменклатуры", kind)])
    else:
        add_list(row, "ЗначенияРеквизитов", [(told.name, told.value) for told in line.requisites])
