"""Documents of EnterpriseData → records: orders, and what tells of their payment, shipment and state."""

from ..commerceml.names import SAY_OPERATION
from ..records import ABSENT, OrderLineRec, OrderRec, PaymentRec, RequisiteRec, ShipmentRec
from .message import local
from .node import (
    child,
    currency,
    flag,
    keys,
    moment,
    needed,
    number,
    pair,
    ref,
    reference,
    requisites,
    rows,
    taxes,
    text,
    unit,
)
from .rows import partner

INCOMING = "ДанныеВходящегоДокумента"


def read_order(element):
    """ЗаказКлиента."""
    yield _document(element, "order")


def read_invoice(element):
    """СчетПокупателю."""
    yield _document(element, "invoice")


def _document(element, code):
    own = keys(element)
    buyer, place = child(element, "Контрагент"), ref(element, "Склад")
    included = flag(element, "СуммаВключаетНДС")
    return OrderRec(
        **_numbers(own) | {"id": needed(element, local(element))},
        date=moment(own, INCOMING, "ДатаВходящегоДокумента") or moment(own, "Дата"),
        operation=SAY_OPERATION[code],
        operation_code=code,
        role="Продавец",
        **currency(element, "Валюта"),
        total=number(element, "Сумма"),
        partners=ABSENT if buyer is None else (partner(buyer, role="Покупатель"),),
        organisation=ref(own, "Организация"),
        warehouses=ABSENT if place is ABSENT else (place,),
        comment=text(element, "Комментарий"),
        lines=tuple(_lines(element, included)),
        requisites=(*requisites(element), *_stages(element)),
    )


def _numbers(own):
    """1C's number and ours: what we had sent as the buyer's own number comes back as such."""
    return {
        "id": reference(own),
        "number": text(own, INCOMING, "НомерВходящегоДокумента"),
        "number_1c": text(own, "Номер"),
        "date_1c": moment(own, "Дата"),
    }


def _lines(element, included):
    for row in rows(element, "Товары"):
        yield _line(row, child(row, "ДанныеНоменклатуры"), included, "Товар")
    for row in rows(element, "Услуги"):
        goods = child(row, "ДанныеНоменклатуры")
        yield _line(row, row if goods is None else goods, included, "Услуга")


def _line(row, goods, included, kind):
    named = bool(reference(goods, "Номенклатура"))
    offer, item, characteristic, _name = pair(goods, kind) if named else ("", "", "", ABSENT)
    return OrderLineRec(
        offer,
        item,
        characteristic,
        name=text(row, "Содержание") or text(goods, "Номенклатура", "Наименование"),
        article=text(goods, "Номенклатура", "Артикул"),
        unit=unit(row, "ЕдиницаИзмерения"),
        quantity=number(row, "Количество"),
        price=number(row, "Цена"),
        total=number(row, "Сумма"),
        taxes=taxes(row, included),
        requisites=(RequisiteRec("ТипНоменклатуры", kind, "item_type"),),
    )


def _stages(element):
    """ЭтапыОплаты, one requisite each: how, by when, how much."""
    for place, row in enumerate(rows(element, "ЭтапыОплаты"), 1):
        told = (text(row, name) for name in ("ВариантОплаты", "ФормаОплаты", "ДатаПлатежа", "СуммаПлатежа"))
        yield RequisiteRec(f"Этап оплаты {place}", "; ".join(value for value in told if value))


# === WHAT BECAME OF AN ORDER === #


def _about(own, **told):
    """Part of an order: only what the document tells of it."""
    numbers = {key: value for key, value in _numbers(own).items() if value is not ABSENT}
    return OrderRec(**{"id": ""} | numbers, operation=SAY_OPERATION["order"], operation_code="order", **told)


def read_shipment(element):
    """РеализацияТоваровУслуг, of its order where it has one."""
    own, order = keys(element), child(element, "Заказ")
    told = ShipmentRec(text(own, "Номер"), moment(own, "Дата"), number(element, "Сумма"), SAY_OPERATION["shipment"])
    if order is None or not reference(order):
        yield _document(element, "shipment")
    else:
        yield _about(order, shipments=(told,))


def read_return(element):
    """ВозвратТоваровОтПокупателя, of its order where it has one; else a document of its own."""
    order, told = child(element, "Заказ"), _document(element, "return")
    yield told if order is None or not reference(order) else _about(order, children=(told,))


def read_payment(element):
    """ПБДСРасчетыСКонтрагентами and ПКОРасчетыСКонтрагентами: each order gets its share."""
    own, code = keys(element), "cash_in" if "ПКО" in local(element) else "bank_in"
    shares, rest = {}, 0
    for row in rows(element, "РасшифровкаПлатежа"):
        order = child(row, "Заказ", "ЗаказКлиента")
        order = child(row, "ДокументРасчетов", "ЗаказКлиентаСсылка") if order is None else order
        amount = number(row, "Сумма") or 0
        if order is None or not reference(order):
            rest += amount
        else:
            known, so_far = shares.get(reference(order), (order, 0))
            shares[reference(order)] = (known, so_far + amount)
    for order, amount in shares.values():
        told = PaymentRec(text(own, "Номер"), moment(own, "Дата"), amount, SAY_OPERATION[code])
        yield _about(order, payments=(told,))
    if rest:
        yield _payment_alone(element, code, rest)


def _payment_alone(element, code, amount):
    """Money that names no order: kept as a document of its own."""
    own, payer = keys(element), child(element, "Контрагент")
    return OrderRec(
        **_numbers(own) | {"id": needed(element, local(element))},
        operation=SAY_OPERATION[code],
        operation_code=code,
        **currency(element, "ОбщиеДанные", "Валюта"),
        total=amount,
        partners=ABSENT if payer is None else (partner(payer, role="Плательщик"),),
        organisation=ref(own, "Организация"),
        comment=text(element, "ОбщиеДанные", "НазначениеПлатежа"),
    )


def read_state(element):
    """СостояниеЗаказа."""
    word = text(element, "СостояниеЗаказа")
    shown = text(element, "СостояниеЗаказаСтрокой") or word
    yield _about(
        child(keys(element), "Заказ"), status=shown, status_id=word, cancelled=word == "Отменен" if word else ABSENT
    )


def read_payment_state(element):
    """СостояниеОплатыЗаказа."""
    yield _about(child(keys(element), "Заказ"), paid=text(element, "СостояниеОплаты") == "Оплачен")


def read_shipment_state(element):
    """СостояниеОтгрузкиЗаказа."""
    yield _about(child(keys(element), "Заказ"), shipped=text(element, "СостояниеОтгрузки") == "Отгружен")
