"""Messages of EnterpriseData made by hand, and what is read from them."""

import io
from datetime import datetime

from lxml import etree
from torg_1c.tools.enterprise.message import Header, write_message
from torg_1c.tools.enterprise.names import FORMAT
from torg_1c.tools.enterprise.reader import MessageReader
from torg_1c.tools.records.codec import dumps, loads

NOW = datetime(2026, 3, 2, 9, 0)
ITEM, CHAR, STORE, TYPE = (f"{letter * 8}-0000-0000-0000-000000000000" for letter in "abcd")
GOODS = (
    f"<ДанныеНоменклатуры><Номенклатура><Ссылка>{ITEM}</Ссылка><Наименование>Чай</Наименование></Номенклатура>"
    f"<Характеристика><Ссылка>{CHAR}</Ссылка><НаименованиеПолное>100 г</НаименованиеПолное></Характеристика>"
    "</ДанныеНоменклатуры>"
)


def message(body, version="1.8", **told):
    values = {"plan": "План", "to": "ТГ", "sender": "УТ", "number": 5, "received": 3, "version": version}
    space = f"{FORMAT}/{version}"
    elements = [child for child in etree.fromstring(f'<x xmlns="{space}">{body}</x>')]
    return write_message(Header(**values | {"created": NOW} | told), elements)


def read(body, **told):
    reader = MessageReader(io.BytesIO(message(body, **told)))
    return [record for _kind, records in reader.objects() for record in records]


def one(body):
    (record,) = read(body)
    assert loads(dumps(record)) == record
    return record


def keys(*inner):
    return f"<КлючевыеСвойства>{''.join(inner)}</КлючевыеСвойства>"


def tag(name, value):
    return f"<{name}>{value}</{name}>"
