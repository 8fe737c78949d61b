"""1C's side of an exchange, without 1C.

`scripts/fake-1c push FOLDER --url URL`, `scripts/fake-1c orders --url URL`: 1C that comes by itself;
`scripts/fake-1c serve --port N`: 1C that is asked, by its OData interface; `scripts/fake-1c soap --port N`: by SOAP;
`scripts/fake-1c export FOLDER --db NAME`: what 1C of the demo company would send, as files for `push`.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from . import layout
from .console import Problem, verb
from .odoo_process import run_script
from .setup import prepare_environment, setup

MARK = "fake-1c: "
SCRIPT = f"""
import os
if "torg.demo" not in env:
    print({MARK!r} + "no demo company in this base")
else:
    names = env["torg.demo"]._write_onec_export(os.environ["EXPORT_FOLDER"])
    print({MARK!r} + (", ".join(names) or "no 1C base in the demo company"))
"""


def main():
    """Entry of the verb."""
    if sys.argv[1:2] == ["export"]:
        print(export(*parse_export(sys.argv[2:])))
        return 0
    prepare_environment()
    paths = [layout.ROOT / "tests", layout.ROOT / "scripts"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}
    module = "fakes.onec_server" if sys.argv[1:2] == ["serve"] else "fakes.onec_client"
    command = [str(layout.PYTHON), "-m", module, *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


def parse_export(arguments):
    """Read the command line of an export: folder and base."""
    parser = argparse.ArgumentParser(prog="scripts/fake-1c export", description="The demo company as 1C has it")
    parser.add_argument("folder", type=Path, help="is made, and overwritten")
    parser.add_argument("--db", default="torg", help="name of the base, torg unless told")
    options = parser.parse_args(arguments)
    return options.folder, options.db


def export(folder, database):
    """Write what 1C of the demo company in this base would send; return the names of the files.

    :raise Problem: there is no such base, or no demo company with its 1C in it
    """
    connection = setup()
    if not connection.has_database(database):
        raise Problem(f"There is no base {database}: scripts/run creates it.")
    done = run_script(connection, database, SCRIPT, "fake-1c", {"EXPORT_FOLDER": str(folder.resolve())})
    return read_names(done.stdout, done.stderr)


def read_names(said, complained):
    """Find the names of the files in what Odoo printed.

    :raise Problem: nothing was written
    """
    found = [line.removeprefix(MARK) for line in said.splitlines() if line.startswith(MARK)]
    if not found or found[0].startswith("no "):
        cause = found[0] if found else (complained.strip().splitlines() or ["no message"])[-1]
        raise Problem(f"Nothing was written: {cause}.")
    return found[0]


if __name__ == "__main__":
    verb(main)
