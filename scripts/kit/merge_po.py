"""Merges each folder's exported .pot into its ru.po and prints what is not translated; runs in the environment.

Usage: python merge_po.py FOLDER…
"""

import sys
from pathlib import Path

import polib

HEADER = {
    "Project-Id-Version": "Odoo Server 19.0",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def merge(folder):
    """Give ru.po the terms of the .pot, each with the translation it had, and keep those of core's records.

    :return: the terms without a translation
    """
    addon = folder.parent.name
    terms = polib.pofile(str(folder / f"{addon}.pot"), wrapwidth=0)
    # The moment of an export and the writer's name are no part of a translation.
    terms.metadata = HEADER
    terms.save()
    terms.metadata = HEADER | {"Language": "ru"}
    file = folder / "ru.po"
    known = {entry.msgid: entry for entry in polib.pofile(str(file))} if file.exists() else {}
    for entry in terms:
        before = known.pop(entry.msgid, None)
        if before:
            entry.msgstr = before.msgstr
            entry.tcomment = before.tcomment
    terms.extend(entry for entry in known.values() if _is_of_core(entry, addon))
    terms.save(str(file))
    return [entry.msgid for entry in terms if not entry.msgstr]


def _is_of_core(entry, addon):
    """Whether the term belongs to a record of another addon, whose translation ours completes."""
    places = [place for place, _line in entry.occurrences if place.startswith("model:")]
    return bool(places) and all(place.rsplit(":", 1)[1].split(".")[0] != addon for place in places)


def main(folders):
    """Merge all folders, one line an untranslated term."""
    for folder in map(Path, folders):
        for term in merge(folder):
            print(f"{folder.parent.name}: {' '.join(term.split())}")


if __name__ == "__main__":
    main(sys.argv[1:])
