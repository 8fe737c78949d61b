"""Russian is complete: every term translated, none fuzzy, placeholders kept."""

import re
from collections import Counter
from collections.abc import Iterator

import polib

from .reader import Addon

NAMED = re.compile(
    r"%\((\w+)\)[sdfrx]|%[sdfr](?!\w)|\{\{.*?\}\}|\{(\w*)\}|\bt-(?:out|esc|field|if|foreach|att\w*)=\"([^\"]*)\""
)
ENGLISH_WORD = re.compile(r"\b[a-z]{3,}\b")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def check_complete(addon: Addon) -> Iterator[str]:
    """Every addon with words for people speaks Russian."""
    if addon.is_test:
        return
    if addon.po is None:
        yield f"{addon}: i18n/ru.po is missing"
        return
    for entry in addon.po:
        for finding in check_entry(entry):
            yield f"{addon}/i18n/ru.po:{entry.linenum}: {finding}: {entry.msgid[:60]!r}"
    if not list(addon.po):
        yield f"{addon}/i18n/ru.po: has no terms"


def check_entry(entry: polib.POEntry) -> Iterator[str]:
    """One term is translated, not fuzzy, alive, and keeps what the program puts in."""
    if entry.obsolete:
        yield "obsolete term"
    elif "fuzzy" in entry.flags:
        yield "fuzzy translation"
    elif not entry.msgstr.strip():
        yield "not translated"
    elif placeholders(entry.msgid) != placeholders(entry.msgstr):
        yield "placeholders differ from the source"
    elif _is_left_english(entry):
        yield "still English"


def placeholders(text: str) -> Counter:
    """Everything in the text that the program fills in or reads."""
    return Counter(match[0] for match in NAMED.finditer(text))


def _is_left_english(entry: polib.POEntry) -> bool:
    """Two common English words and no Russian letter; addresses and formats are no prose."""
    prose = not re.search(r"://|@|</?\w|[{}%_=]", entry.msgid)
    return prose and len(ENGLISH_WORD.findall(entry.msgid)) > 1 and not CYRILLIC.search(entry.msgstr)
