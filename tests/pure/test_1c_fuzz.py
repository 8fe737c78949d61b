"""Whatever a tree of known words says, the reader answers with records or with a ReadError, never with a crash."""

import contextlib
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from torg_1c.tools.commerceml.reader import read
from torg_1c.tools.commerceml.rows import LISTS, PLACES, ROWS, SECTIONS
from torg_1c.tools.problem import ReadError

PARTS_OF_ROWS = """
    Ид Наименование Цены Цена ИдТипаЦены ЦенаЗаЕдиницу Остатки Остаток Склад Количество Картинка Дата Время Скидки
    ЗначенияРеквизитов ЗначениеРеквизита Значение ЗначенияСвойств ЗначенияСвойства Налоги Налог Ставка Скидка
    БазоваяЕдиница Пересчет Владелец Адрес АдресноеПоле Контакты Контакт ПодчиненныеДокументы ВариантыЗначений
    Представители Представитель РасчетныеСчета РасчетныйСчет Банк ПометкаУдаления ИдХарактеристики Контейнер
"""
PLACES_OF_ROWS = [place for place, _holders in PLACES.values()]
LISTS_OF_ROWS = [name for names in LISTS.values() for name in names]
WORDS = sorted({*ROWS, *SECTIONS, *PLACES_OF_ROWS, *LISTS_OF_ROWS, *PARTS_OF_ROWS.split()})
TEXTS = st.sampled_from(["", "a#b", "1,5", "true", "2020-01-01", "руб", "#", "x" * 50]) | st.text(
    "<&>;#\x02й1", max_size=5
)
names = st.sampled_from(WORDS)


def element(name, inner):
    """One element of a tree."""
    return f"<{name}>{inner}</{name}>"


leaves = st.builds(element, names, TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")))
trees = st.recursive(
    leaves, lambda deeper: st.builds(element, names, st.lists(deeper, max_size=5).map("".join)), max_leaves=40
)
likely = st.builds(
    lambda kind, row, inner: element(
        next(iter(PLACES[row][1] & {kind}), kind), element(PLACES[row][0], element(row, "<Ид>1</Ид>" + inner))
    ),
    st.sampled_from(sorted(SECTIONS)),
    st.sampled_from(sorted(PLACES)),
    trees,
)


@settings(deadline=None, max_examples=400)
@given(parts=st.lists(trees | likely, max_size=4), cut=st.none() | st.integers(1, 400))
def test_any_tree_of_known_words_is_survived(parts, cut):
    body = f"<КоммерческаяИнформация>{''.join(parts)}</КоммерческаяИнформация>".encode()
    with contextlib.suppress(ReadError):
        found = list(read(io.BytesIO(body[:cut])))
        assert type(found[0]).__name__ == "HeaderRec"
