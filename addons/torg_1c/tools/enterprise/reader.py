"""EnterpriseData of any 1.x → neutral records, as a stream: by local name, whatever the version of the namespace.

reader = MessageReader(stream)
reader.header
for kind, records in reader.objects():
"""

from lxml import etree

from ..kinds import CATALOGUE, ORDERS, PARTNERS, PRICES, STOCK
from ..problem import BadValue
from ..records import IssueRec, OfferRec, UnknownRec
from . import rows, rows_document
from .message import local, read_header
from .names import DELETION
from .node import keys, reference
from .problem import MessageError

READERS = {
    "Справочник.НоменклатураГруппа": rows.read_goods_group,
    "Справочник.Номенклатура": rows.read_item,
    "Справочник.ХарактеристикиНоменклатуры": rows.read_characteristic,
    "Справочник.ШтрихкодыНоменклатуры": rows.read_barcode,
    "Справочник.ТипыЦен": rows.read_price_type,
    "Справочник.Склады": rows.read_warehouse,
    "Справочник.Контрагенты": rows.read_partner,
    "Справочник.Договоры": rows.read_contract,
    "Справочник.ИнформативныеОстатки": rows.read_stock,
    "Справочник.СостояниеЗаказа": rows_document.read_state,
    "Справочник.СостояниеОплатыЗаказа": rows_document.read_payment_state,
    "Справочник.СостояниеОтгрузкиЗаказа": rows_document.read_shipment_state,
    "Документ.УстановкаЦенНоменклатуры": rows.read_prices,
    "Документ.ЗаказКлиента": rows_document.read_order,
    "Документ.СчетПокупателю": rows_document.read_invoice,
    "Документ.РеализацияТоваровУслуг": rows_document.read_shipment,
    "Документ.ВозвратТоваровОтПокупателя": rows_document.read_return,
    "Документ.ПБДСРасчетыСКонтрагентами": rows_document.read_payment,
    "Документ.ПКОРасчетыСКонтрагентами": rows_document.read_payment,
    DELETION: rows.read_deletion,
}
BARCODES = "Справочник.ШтрихкодыНоменклатуры"
ROW = 1 << 16  # characters of a row that are kept for a person

TOPIC_OF = {
    "PriceRec": PRICES,
    "StockRec": STOCK,
    "PartnerRec": PARTNERS,
    "ContractRec": PARTNERS,
    "OrderRec": ORDERS,
}


class MessageReader:
    """One message, read once.

    :param stream: binary stream
    :ivar header: Header
    :raise MessageError: it is no message
    """

    def __init__(self, stream):
        self._events = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
        )
        self._depth = 0
        self.header = read_header(self._find_header())

    def _step(self):
        """Next event, None at the end."""
        try:
            event, element = next(self._events)
        except StopIteration:
            return None
        except etree.XMLSyntaxError as error:
            raise MessageError("broken", line=error.lineno or 0, reason=str(error)[:200]) from error
        self._depth += 1 if event == "start" else -1
        return event, element

    def _find_header(self):
        while step := self._step():
            event, element = step
            if event == "start" and self._depth == 1:
                self._check_root(element)
            if event == "end" and self._depth == 1 and local(element) == "Header":
                return element
            if event == "start" and self._depth == 2 and local(element) == "Body":
                break
        raise MessageError("no_header")

    def _check_root(self, root):
        if root.getroottree().docinfo.internalDTD is not None:
            raise MessageError("broken", line=1, reason="DOCTYPE")
        if local(root) != "Message":
            raise MessageError("not_message", root=local(root)[:50])

    def objects(self):
        """Yield `(kind, records)` of every object of the body; memory stays flat.

        :raise MessageError: the message breaks off; what was yielded before stands
        """
        barcodes = {}
        while step := self._step():
            event, element = step
            if event != "end" or self._depth != 2 or local(element.getparent()) != "Body":
                continue
            kind = local(element)
            records = read_object(element)
            if kind == BARCODES:
                _gather(barcodes, records)
                records = [record for record in records if not isinstance(record, OfferRec)]
            if records or kind != BARCODES:
                yield kind, records
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        if barcodes:
            yield BARCODES, list(barcodes.values())


def read_object(element):
    """Records of an object; a bad one becomes a remark, an unknown one is kept as it is."""
    kind = local(element)
    if kind not in READERS:
        return [UnknownRec(kind, reference(keys(element)), (), _row(element))]
    try:
        return list(READERS[kind](element))
    except BadValue as problem:
        where = f"{kind} {reference(keys(element))}"
        return [_remark(element, where, problem.code, problem.params, problem.text)]
    except (AttributeError, TypeError):
        return [_remark(element, kind, "unreadable", {"kind": kind}, f"An object {kind} lacks what it must have.")]


def topic_of(records):
    """Stream that the records of an object belong to."""
    return next((TOPIC_OF[name] for record in records if (name := type(record).__name__) in TOPIC_OF), CATALOGUE)


def _gather(barcodes, records):
    """All codes of one offer together: one by one each would replace the others."""
    for record in records:
        if isinstance(record, OfferRec):
            known = barcodes.get(record.id)
            codes = (*known.barcodes, *record.barcodes) if known else record.barcodes
            barcodes[record.id] = OfferRec(
                record.id, record.item_id, record.characteristic_id, barcodes=tuple(dict.fromkeys(codes)),
                characteristics=record.characteristics,
            )  # fmt: skip


def _remark(element, where, code, params, sentence):
    return IssueRec("row", code, params, sentence, where, _row(element), element.sourceline or 0)


def _row(element):
    return etree.tostring(element, encoding="unicode", with_tail=False)[:ROW]
