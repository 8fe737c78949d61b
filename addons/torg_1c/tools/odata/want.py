"""What a thing looked for in a base is made of, and the fields that all configurations share."""

from dataclasses import dataclass, field

SLICE, BALANCE = "SliceLast", "Balance"


@dataclass(frozen=True)
class Want:
    """A thing looked for.

    :ivar stream: whose work needs it
    :ivar tables: names of the table, the best first
    :ivar fields: our name → names in 1C, the best first; of a function's rows where there is one
    :ivar needed: fields without which the table is of no use
    :ivar parts: our name of a tabular part → (names, fields)
    :ivar function: rows come from this function of the register
    :ivar required: whether the stream cannot work without it
    """

    stream: str
    tables: tuple
    fields: dict
    needed: tuple = ()
    parts: dict = field(default_factory=dict)
    function: str = ""
    required: bool = False


def words(text):
    """`a:X,Y b:Z` → {"a": ("X", "Y"), "b": ("Z",)}."""
    return {key: tuple(names.split(",")) for key, names in (pair.split(":") for pair in text.split())}


REFERENCE = "id:Ref_Key version:DataVersion deleted:DeletionMark code:Code name:Description "
DOCUMENT = "id:Ref_Key version:DataVersion deleted:DeletionMark number:Number date:Date posted:Posted "
CONTACTS = words(
    "line:LineNumber kind:Тип kind_id:Вид_Key text:Представление email:АдресЭП phone:НомерТелефона "
    "country:Страна region:Регион city:Город"
)
PRICES = "InformationRegister_ЦеныНоменклатуры"
LINE = (
    "line:LineNumber item:Номенклатура_Key,Номенклатура characteristic:Характеристика_Key quantity:Количество "
    "packs:КоличествоУпаковок pack:Упаковка_Key unit:ЕдиницаИзмерения_Key,ЕдиницаИзмерения price:Цена total:Сумма "
    "total_tax:СуммаСНДС,Всего tax_amount:СуммаНДС tax:СтавкаНДС_Key,СтавкаНДС "
    "discount:СуммаРучнойСкидки,СуммаСкидкиНаценки "
    "discount_auto:СуммаАвтоматическойСкидки warehouse:Склад_Key cancelled:Отменено row_key:КодСтроки,КлючСвязи "
    "content:Содержание order:ЗаказКлиента_Key,ЗаказКлиента,ЗаказПокупателя_Key,ЗаказПокупателя,Заказ_Key,Заказ"
)
