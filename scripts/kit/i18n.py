"""`scripts/i18n [addon…]`: export the terms of addons, merge them into ru.po, and list what is not translated."""

import argparse
import os
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
    return _merge(addons)


def _export(connection, base, addons):
    config = write_config(f"i18n-{os.getpid()}", connection, log_level="warn")
    command = [layout.ODOO_BIN, "i18n", "export", "-c", config, "-d", base, *addons, "-l", "pot"]
    finished = subprocess.run([*map(str, command)], cwd=layout.ROOT, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise Problem(f"Odoo could not export the terms: {finished.stderr.strip().splitlines()[-1]}")


def _merge(addons):
    """Carry the translations over to the new terms; Odoo's own export would lose those of code."""
    folders = [layout.ADDONS / addon / "i18n" for addon in addons]
    script = layout.ROOT / "scripts" / "kit" / "merge_po.py"
    shown = subprocess.run([layout.PYTHON, script, *folders], capture_output=True, text=True, check=True)
    untranslated = shown.stdout.splitlines()
    for line in untranslated:
        say(line)
    say(f"{len(untranslated)} terms are not translated." if untranslated else "Every term is translated.")
    return 1 if untranslated else 0


if __name__ == "__main__":
    verb(main)
