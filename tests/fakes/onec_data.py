"""Synthetic exports of a 1C base, of any size and always the same for the same numbers.

    export = Export(items=20_000, offers=2, price_types=5, stores=20)
    names = export.write(folder)                     # the whole catalogue
    names = export.write(folder, changed=500)        # a delta of the first 500 items

`version` chooses the dialect: 2.05 (import.xml, offers.xml), 2.08 (import0_1.xml, offers0_1.xml), 3.1 (the Bitrix
module: one kind of data a file, in folders). Files are written as they are made, so size does not cost memory.
"""

import random
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACES = {"2.05": "", "2.08": ' xmlns="urn:1C.ru:commerceml_2"', "3.1": ' xmlns="urn:1C.ru:commerceml_3"'}
WORDS = ("Вино", "Сыр", "Хлеб", "Чай", "Масло", "Сидр", "Кофе", "Вода", "Соль", "Мёд")
SIZES = ("0,25 л", "0,5 л", "0,75 л", "1 л", "1,5 л", "3 л", "5 л", "10 л")
FORMED = datetime(2026, 3, 2, 9, 30)


@dataclass(frozen=True)
class Export:
    """The numbers of a base.

    :ivar offers: characteristics of each item; 1 means items without characteristics
    :ivar revision: raises every price and quantity, as a day of trade does
    """

    items: int = 100
    offers: int = 2
    price_types: int = 2
    stores: int = 3
    version: str = "2.08"
    seed: int = 1
    formed: datetime = FORMED
    encoding: str = "utf-8"
    revision: int = 0

    # === NAMES === #

    def guid(self, kind, number):
        """Identifier of the n-th thing of a kind."""
        return str(uuid.UUID(int=random.Random(f"{self.seed}/{kind}/{number}").getrandbits(128), version=4))

    def offer_ids(self, number):
        """Identifiers of the offers of an item."""
        item = self.guid("item", number)
        return [item] if self.offers == 1 else [f"{item}#{self.guid('char', n)}" for n in range(self.offers)]

    def price(self, number, offer, price_type):
        """Price in kopecks."""
        return 10_000 + (number * 37 + offer * 11 + price_type * 501 + self.revision * 100) % 900_000

    def quantity(self, number, offer, store):
        """Pieces in a store."""
        return (number * 7 + offer * 3 + store * 5 + self.revision) % 100

    # === FILES === #

    def write(self, folder, changed=None):
        """Write the files of one export; return their names in the order 1C sends them.

        :param changed: only so many items, as a delta
        """
        folder, only = Path(folder), changed is not None
        numbers = range(min(changed, self.items) if only else self.items)
        names = []
        for name, parts in self._files(numbers, only):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w", encoding=self.encoding, newline="\n") as stream:
                stream.writelines(self._document(parts))
            names.append(name)
        return names

    def _files(self, numbers, only):
        classifier, catalog = self._classifier(), self._catalog(numbers, only)
        if self.version != "3.1":
            tail = "0_1" if self.version == "2.08" else ""
            yield f"import{tail}.xml", (classifier, catalog)
            yield f"offers{tail}.xml", (self._offers(numbers, only, "names", "prices", "stock"),)
            return
        uid = self.guid("file", 0)
        yield f"import___{uid}.xml", (classifier,)
        yield f"goods/1/import___{uid}.xml", (catalog,)
        yield f"goods/1/offers___{uid}.xml", (self._offers(numbers, only, "names"),)
        yield f"goods/1/prices___{uid}.xml", (self._offers(numbers, only, "prices"),)
        yield f"goods/1/rests___{uid}.xml", (self._offers(numbers, only, "stock"),)

    def _document(self, parts):
        yield f'<?xml version="1.0" encoding="{self.encoding}"?>\n'
        head = f'ВерсияСхемы="{self.version}" ДатаФормирования="{self.formed.isoformat()}"'
        yield f"<КоммерческаяИнформация{NAMESPACES[self.version]} {head}>\n"
        for part in parts:
            yield from part
        yield "</КоммерческаяИнформация>\n"

    # === CATALOGUE === #

    def _classifier(self):
        yield f"<Классификатор><Ид>{self.guid('catalog', 0)}</Ид><Наименование>Классификатор</Наименование><Группы>\n"
        for number in range(self._groups()):
            yield f"<Группа><Ид>{self.guid('group', number)}</Ид>"
            yield f"<Наименование>Группа {number + 1}</Наименование></Группа>\n"
        yield "</Группы>"
        if self.version == "3.1":
            yield from self._reference()
        yield "</Классификатор>\n"

    def _groups(self):
        return max(1, self.items // 100)

    def _reference(self):
        """Price types and warehouses; 3.x tells them in the classifier, 2.x in the package of offers."""
        yield "<ТипыЦен>"
        for number in range(self.price_types):
            yield (
                f"<ТипЦены><Ид>{self.guid('price_type', number)}</Ид><Наименование>Цена {number + 1}</Наименование>"
                "<Валюта>RUB</Валюта><Налог><Наименование>НДС</Наименование><УчтеноВСумме>true</УчтеноВСумме></Налог></ТипЦены>\n"
            )
        yield "</ТипыЦен><Склады>"
        for number in range(self.stores):
            yield f"<Склад><Ид>{self.guid('store', number)}</Ид>"
            yield f"<Наименование>Магазин {number + 1}</Наименование></Склад>\n"
        yield "</Склады>"

    def _catalog(self, numbers, only):
        yield f'<Каталог СодержитТолькоИзменения="{str(only).lower()}"><Ид>{self.guid("catalog", 0)}</Ид>'
        yield f"<ИдКлассификатора>{self.guid('catalog', 0)}</ИдКлассификатора>"
        yield "<Наименование>Каталог</Наименование><Товары>\n"
        yield from map(self._item, numbers)
        yield "</Товары></Каталог>\n"

    def _item(self, number):
        name = self.name(number)
        return (
            f"<Товар><Ид>{self.guid('item', number)}</Ид><Штрихкод>{2_000_000_000_000 + number}</Штрихкод>"
            f"<Артикул>A-{number:06}</Артикул><Наименование>{name}</Наименование>"
            '<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт</БазоваяЕдиница>'
            f"<Группы><Ид>{self.guid('group', number % self._groups())}</Ид></Группы>"
            f"<Описание>{name}: описание для покупателя</Описание>"
            "<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов>"
            "<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>ВидНоменклатуры</Наименование><Значение>Товар</Значение>"
            "</ЗначениеРеквизита><ЗначениеРеквизита><Наименование>Полное наименование</Наименование>"
            f"<Значение>{name}, полностью</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Товар>\n"
        )

    def name(self, number):
        """Name of an item."""
        return escape(f"{WORDS[number % len(WORDS)]} «Проба» № {number + 1}")

    # === OFFERS === #

    def _offers(self, numbers, only, *what):
        catalog = self.guid("catalog", 0)
        yield f'<ПакетПредложений СодержитТолькоИзменения="{str(only).lower()}"><Ид>{catalog}#</Ид>'
        yield f"<Наименование>Пакет предложений</Наименование><ИдКаталога>{catalog}</ИдКаталога>"
        yield f"<ИдКлассификатора>{catalog}</ИдКлассификатора>"
        if self.version != "3.1":
            yield from self._reference()
        yield "<Предложения>\n"
        writers = [getattr(self, f"_{name}") for name in what]
        types = [self.guid("price_type", number) for number in range(self.price_types)]
        stores = [self.guid("store", number) for number in range(self.stores)]
        for number in numbers:
            for offer, key in enumerate(self.offer_ids(number)):
                yield f"<Предложение><Ид>{key}</Ид>"
                for writer in writers:
                    yield from writer(number, offer, types, stores)
                yield "</Предложение>\n"
        yield "</Предложения></ПакетПредложений>\n"

    def _names(self, number, offer, types, stores):
        size = SIZES[offer % len(SIZES)]
        yield f"<Артикул>A-{number:06}</Артикул><Наименование>{self.name(number)} ({size})</Наименование>"
        yield '<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт</БазоваяЕдиница>'
        if self.offers > 1:
            yield "<ХарактеристикиТовара><ХарактеристикаТовара><Наименование>Объём</Наименование>"
            yield f"<Значение>{size}</Значение></ХарактеристикаТовара></ХарактеристикиТовара>"

    def _prices(self, number, offer, types, stores):
        yield "<Цены>"
        for place, price_type in enumerate(types):
            kopecks = self.price(number, offer, place)
            yield (
                f"<Цена><Представление>{kopecks / 100:.2f} руб. за шт</Представление>"
                f"<ИдТипаЦены>{price_type}</ИдТипаЦены>"
                f"<ЦенаЗаЕдиницу>{kopecks // 100}.{kopecks % 100:02}</ЦенаЗаЕдиницу><Валюта>RUB</Валюта>"
                "<Единица>шт</Единица><Коэффициент>1</Коэффициент></Цена>"
            )
        yield "</Цены>"

    def _stock(self, number, offer, types, stores):
        left = [self.quantity(number, offer, place) for place in range(self.stores)]
        if self.version == "3.1":
            rows = (
                f"<Остаток><Склад><Ид>{store}</Ид><Количество>{count}</Количество></Склад></Остаток>"
                for store, count in zip(stores, left, strict=True)
            )
            yield f"<Остатки>{''.join(rows)}</Остатки>"
            return
        yield f"<Количество>{sum(left)}</Количество>"
        for store, count in zip(stores, left, strict=True):
            yield f'<Склад ИдСклада="{store}" КоличествоНаСкладе="{count}"/>'

    # === ORDERS OF 1C === #

    def write_orders(self, folder, count, name="documents.xml"):
        """Write orders as 1C returns them; return the file's name."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("w", encoding=self.encoding, newline="\n") as stream:
            stream.writelines(self._document([map(self._order, range(count))]))
        return name

    def _order(self, number):
        kopecks = self.price(number % self.items, 0, 0)
        money, key = f"{kopecks // 100}.{kopecks % 100:02}", self.offer_ids(number % self.items)[0]
        document = (
            f"<Документ><Ид>{self.guid('order', number)}</Ид>"
            f"<Номер>S{number + 1:05}</Номер><Номер1С>УТ-{number + 1:06} </Номер1С>"
            f"<Дата>{self.formed:%Y-%m-%d}</Дата><Время>{self.formed:%H:%M:%S}</Время>"
            "<ХозОперация>Заказ товара</ХозОперация>"
            f"<Роль>Продавец</Роль><Валюта>руб</Валюта><Курс>1</Курс><Сумма>{money}</Сумма><Контрагенты><Контрагент>"
            f"<Ид>{self.guid('partner', number % 50)}</Ид><Наименование>Покупатель {number % 50 + 1}</Наименование>"
            "<Роль>Покупатель</Роль></Контрагент></Контрагенты><Товары>"
            f"<Товар><Ид>{key}</Ид><Наименование>{self.name(number % self.items)}</Наименование>"
            f"<ЦенаЗаЕдиницу>{money}</ЦенаЗаЕдиницу><Количество>1</Количество><Сумма>{money}</Сумма></Товар></Товары>"
            "<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Проведен</Наименование><Значение>true</Значение>"
            "</ЗначениеРеквизита></ЗначенияРеквизитов></Документ>\n"
        )
        return f"<Контейнер>{document}</Контейнер>\n" if self.version == "3.1" else document
