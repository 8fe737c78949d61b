"""`scripts/demo-day [FOLDER]`: a trading day against the server that `scripts/run` has started, and its books.

A second node of the same base is started for the site: there workers are killed. FOLDER is what 1C exports, any folder
of CommerceML files; the demo company's own catalogue unless told.
"""

import os
import subprocess
import sys

from . import layout
from .console import Problem, verb
from .odoo_process import recorded_servers
from .setup import prepare_environment


def main():
    """Entry of the verb."""
    return run_against_server("day", sys.argv[1:])


def run_against_server(module, arguments):
    """Run a package of tests/ against the server of this checkout, unless the arguments name another one.

    :return: its exit status
    """
    prepare_environment()
    arguments = [*arguments, *find_address(arguments)]
    paths = [layout.ROOT / "tests", layout.ROOT / "scripts"]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TORG_HOME": str(layout.HOME),
    }
    command = [str(layout.PYTHON), "-m", module, *arguments]
    return subprocess.run(command, cwd=layout.ROOT, env=environment, check=False).returncode


def find_address(arguments):
    """What these arguments do not tell of the server: `--url` and `--db` of the one of this checkout.

    :raise Problem: none runs, or none with the base that the arguments name
    """
    told = {word.split("=")[0] for word in arguments}
    if {"-h", "--help", "--url"} & told:
        return []
    wanted = _find_option(arguments, "--db")
    servers = sorted(recorded_servers(), key=lambda record: record["port"])
    if not servers:
        raise Problem("No server runs: start scripts/run in another window.")
    record = next((record for record in servers if wanted in (None, record.get("db", wanted))), None)
    if not record:
        raise Problem(f"No server of this checkout has the base {wanted}: start scripts/run --db {wanted}.")
    base = [] if wanted or "db" not in record else ["--db", record["db"]]
    return ["--url", f"http://127.0.0.1:{record['port']}", *base]


def _find_option(arguments, name):
    """Value of an option as `--name value` or `--name=value`, None where it is not told."""
    for place, word in enumerate(arguments):
        if word == name:
            return "".join(arguments[place + 1 : place + 2])
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None


if __name__ == "__main__":
    verb(main)
