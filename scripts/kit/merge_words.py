"""Bring the words of the API's description into a po file; runs where polib is: `merge_words.py FILE < words.json`."""

import json
import sys
from pathlib import Path

import polib

METADATA = {"Language": "ru", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}


def merge(words, known):
    """Return entries for the words in their order.

    :param known: ``{word: translation}``
    """
    return [polib.POEntry(msgid=word, msgstr=known.get(word, "")) for word in words]


def main():
    """Entry."""
    path = Path(sys.argv[1])
    known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))} if path.exists() else {}
    file = polib.POFile(wrapwidth=120)
    file.metadata = METADATA
    file.extend(merge(json.load(sys.stdin), known))
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))
    missing = file.untranslated_entries()
    for entry in missing:
        print(f"not translated: {entry.msgid}")
    print(f"{len(file)} texts of the description, {len(missing)} without a translation: {path.name}")


if __name__ == "__main__":
    main()
