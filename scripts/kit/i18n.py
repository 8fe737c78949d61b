"""`scripts/i18n [addon…]`: export the terms of addons, merge them into ru.po, and list what is not translated."""

import argparse
import os
import re
import subprocess

from . import fingerprints, layout
from .console import Problem, say, step, verb
from .databases import Bases
from .odoo_process import write_config
from .setup import setup


def main():
    """Entry of the verb."""
    parser = argparse.ArgumentParser(prog="scripts/i18n", description=__doc__)
    parser.add_argument("addons", nargs="*", help="all unless told")
    options = parser.parse_args()
    addons = options.addons or fingerprints.all_addons()
    unknown = sorted({*addons} - {*fingerprints.all_addons()})
    if unknown:
        raise Problem(f"There is no addon {', '.join(unknown)} in {layout.ADDONS}.")
    bases = Bases(setup())
    base = f"torg_i18n_{layout.STATE_HASH}_{os.getpid()}"
    extra = sorted({*addons} - {*fingerprints.suite()})
    bases.create(base, extra)
    try:
        with step("Exporting terms"):
            _export(bases.connection, base, addons)
    finally:
        bases.drop(base)
    return _report(addons)


def _export(connection, base, addons):
    config = write_config(f"i18n-{os.getpid()}", connection, log_level="warn")
    command = [layout.ODOO_BIN, "i18n", "export", "-c", config, "-d", base, *addons, "-l", "pot", "ru"]
    finished = subprocess.run([*map(str, command)], cwd=layout.ROOT, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise Problem(f"Odoo could not export the terms: {finished.stderr.strip().splitlines()[-1]}")
    for addon in addons:
        for file in (layout.ADDONS / addon / "i18n").glob("*.po*"):
            # The moment of the export is no change of a translation.
            text = re.sub(r'^"(POT-Creation-Date|PO-Revision-Date): .*\n', "", file.read_text(), flags=re.MULTILINE)
            file.write_text(text)


def _report(addons):
    lines = [line for addon in addons for line in _untranslated(addon)]
    for line in lines:
        say(line)
    say(f"{len(lines)} terms are not translated." if lines else "Every term is translated.")
    return 1 if lines else 0


def _untranslated(addon):
    file = layout.ADDONS / addon / "i18n" / "ru.po"
    script = (
        "import polib, sys\n"
        "for entry in polib.pofile(sys.argv[1]).untranslated_entries():\n"
        "    print(entry.msgid.replace(chr(10), ' '))"
    )
    shown = subprocess.run([layout.PYTHON, "-c", script, file], capture_output=True, text=True, check=True)
    return [f"{addon}: {line}" for line in shown.stdout.splitlines()]


if __name__ == "__main__":
    verb(main)
