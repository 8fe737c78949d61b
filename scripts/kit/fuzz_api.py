"""`scripts/fuzz-api [--requests N] [--seed N]`: schemathesis tries every route of the shop API on a running server."""

import argparse
import os
import subprocess

from . import layout
from .console import verb
from .setup import setup


def main():
    """Entry of the verb."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz-api", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, help="at least so many; 10000 unless told")
    parser.add_argument("--seed", type=int, default=1, help="another one tries other things")
    options = parser.parse_args()
    setup()
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(str(layout.ROOT / folder) for folder in ("tests", "scripts")),
        "TORG_HOME": str(layout.HOME),
        "TORG_FUZZ_REQUESTS": str(options.requests),
        "TORG_FUZZ_SEED": str(options.seed),
    }
    command = [str(layout.PYTHON), "-m", "pytest", "-q", "-s", "-p", "no:odoo", "tests/blackbox/test_api_fuzz.py"]
    return subprocess.run(command, cwd=layout.ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    verb(main)
