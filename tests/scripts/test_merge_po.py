"""Translations survive an export: of code, of renamed places, of core's records."""

import polib
import pytest

from kit.merge_po import merge

OURS = 'msgid "Stores"\nmsgstr "{}"\n\n'
CODE = '#. odoo-python\n#: code:addons/torg_tiny/models/tiny.py:0\nmsgid "Closed"\nmsgstr "{}"\n\n'
CORE = '#: model:ir.model.fields,field_description:sale.field_x\nmsgid "Margin"\nmsgstr "Маржа"\n\n'
GONE = '#: model:ir.model.fields,field_description:torg_tiny.field_y\nmsgid "Gone"\nmsgstr "Нет"\n\n'
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def folder(tmp_path):
    """An addon's i18n folder after an export."""
    folder = tmp_path / "torg_tiny" / "i18n"
    folder.mkdir(parents=True)
    (folder / "torg_tiny.pot").write_text(HEAD + OURS.format("") + CODE.format(""))
    return folder


def translations(folder):
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(folder / "ru.po"))}


def test_known_translations_stay_and_gone_terms_leave(folder):
    (folder / "ru.po").write_text(HEAD + OURS.format("Магазины") + CODE.format("Закрыто") + GONE)
    assert merge(folder) == []
    assert translations(folder) == {"Stores": "Магазины", "Closed": "Закрыто"}


def test_terms_of_core_records_stay(folder):
    (folder / "ru.po").write_text(HEAD + CORE + OURS.format("Магазины") + CODE.format("Закрыто"))
    merge(folder)
    assert translations(folder)["Margin"] == "Маржа"


def test_what_is_not_translated_is_named(folder):
    assert merge(folder) == ["Stores", "Closed"]


def test_a_second_merge_changes_nothing(folder):
    (folder / "ru.po").write_text(HEAD + OURS.format("Магазины") + CODE.format("Закрыто"))
    merge(folder)
    first = (folder / "ru.po").read_text()
    merge(folder)
    assert (folder / "ru.po").read_text() == first
