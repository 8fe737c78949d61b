"""The API is what docs/api promises, and what is added is promised, too."""

import sys

import polib
import pytest

from kit import api_contract, merge_words
from kit.contract import find_breaks


@pytest.fixture(scope="module")
def description():
    return api_contract.describe(sys.executable)


@pytest.fixture(scope="module")
def present(description):
    return api_contract.leave_out_words(description["document"])


def test_no_client_of_the_promised_api_breaks(present):
    assert [str(finding) for finding in find_breaks(api_contract.read(), present)] == []


def test_what_was_added_is_promised(present):
    stored = api_contract.dump(api_contract.read())
    assert stored == api_contract.dump(present), "run scripts/api-contract --store and tell of it in api-changes.md"


def test_every_addition_is_told_in_the_journal(present):
    journal = (api_contract.layout.ROOT / "docs" / "ru" / "api-changes.md").read_text(encoding="utf-8")
    dates = [line.removeprefix("## ") for line in journal.splitlines() if line.startswith("## 2")]
    assert dates == sorted(dates, reverse=True)
    assert present["info"]["version"] == dates[0]
    operations = [method for path in present["paths"].values() for method in path.values()]
    assert {operation["x-since"] for operation in operations} <= set(dates)


def test_titles_of_the_description_are_told_in_russian(description):
    words = {entry.msgid for entry in polib.pofile(str(api_contract.WORDS_FILE)) if entry.msgstr}
    document = description["document"]
    titles = {operation["summary"] for path in document["paths"].values() for operation in path.values()}
    titles |= {tag["name"] for tag in document["tags"]}
    assert titles - words == set(), "run scripts/api-contract --store and translate"


def test_translations_are_kept_and_dead_words_go():
    entries = merge_words.merge(["Stores", "Goods"], {"Stores": "Магазины", "Gone": "Нет"})
    assert [(entry.msgid, entry.msgstr) for entry in entries] == [("Stores", "Магазины"), ("Goods", "")]


def test_stored_file_is_read_by_people():
    text = api_contract.STORED.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 140
    assert api_contract.dump(api_contract.read()) == text


def test_fields_named_like_words_of_openapi_are_kept():
    schema = {"description": "told", "properties": {"title": {"type": "string", "title": "Title"}}}
    assert api_contract.leave_out_words(schema) == {"properties": {"title": {"type": "string"}}}
