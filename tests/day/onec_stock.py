"""A message of stock alone, as 1C sends between two exports of its catalogue."""

from xml.sax.saxutils import quoteattr


def write_stock(rows, formed_at):
    """Bytes of a CommerceML 2.08 package of offers that tells quantities only, and only of these goods.

    :param rows: `{(item, characteristic): {warehouse: pieces}}`
    :param formed_at: naive time by 1C's clock
    """
    body = "".join(_offer(key, places) for key, places in rows.items())
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_2" ВерсияСхемы="2.08" '
        f'ДатаФормирования="{formed_at.isoformat()}">'
        '<ПакетПредложений СодержитТолькоИзменения="true"><Ид>rests#</Ид><Наименование>Остатки</Наименование>'
        f"<ИдКаталога>rests</ИдКаталога><Предложения>{body}</Предложения></ПакетПредложений></КоммерческаяИнформация>"
    ).encode()


def _offer(key, places):
    item, characteristic = key
    name = f"{item}#{characteristic}" if characteristic else item
    stores = "".join(
        f"<Склад ИдСклада={quoteattr(store)} КоличествоНаСкладе={quoteattr(str(pieces))}/>"
        for store, pieces in places.items()
    )
    total = sum(places.values())
    return f"<Предложение><Ид>{name}</Ид><Количество>{total}</Количество>{stores}</Предложение>\n"
