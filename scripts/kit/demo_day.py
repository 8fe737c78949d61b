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
    if not {"-h", "--help", "--url"} & {word.split("=")[0] for word in arguments}:
        arguments = [*arguments, "--url", f"http://127.0.0.1:{find_server()}"]
    paths = [layout.ROOT / "tests", layout.ROOT / "scripts"]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TORG_HOME": str(layout.HOME),
    }
    command = [str(layout.PYTHON), "-m", module, *arguments]
    return subprocess.run(command, cwd=layout.ROOT, env=environment, check=False).returncode


def find_server():
    """Port of the server of this checkout.

    :raise Problem: none runs
    """
    ports = sorted(record["port"] for record in recorded_servers())
    if not ports:
        raise Problem("No server runs: start scripts/run in another window.")
    return ports[0]


if __name__ == "__main__":
    verb(main)
