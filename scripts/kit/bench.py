"""`scripts/bench NAME… [--json] [--small]`: run tests/bench/bench_NAME.py on a fresh base and print its figures."""

import argparse
import os
import subprocess

from . import fingerprints, layout
from .console import Problem, verb
from .databases import Bases
from .setup import setup


def known():
    """Names of the benchmarks."""
    return sorted(file.stem.removeprefix("bench_") for file in (layout.ROOT / "tests" / "bench").glob("bench_*.py"))


def main():
    """Entry of the verb."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(known())}; all unless told")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--small", action="store_true", help="small volumes, to see that it works")
    options = parser.parse_args()
    unknown = sorted({*options.names} - {*known()})
    if unknown:
        raise Problem(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(known())}.")
    bases = Bases(setup())
    flags = [flag for flag, wanted in (("--json", options.json), ("--small", options.small)) if wanted]
    return max((_run(bases, name, flags) for name in options.names or known()), default=0)


def _run(bases, name, flags):
    """Each benchmark gets a base and a process of its own, so none warms another's caches."""
    base = f"torg_bench_{name}_{layout.STATE_HASH}_{os.getpid()}"
    bases.drop(base)
    bases.create(base, fingerprints.proofs())
    paths = [layout.ROOT / "tests", layout.ROOT / "scripts"]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "TORG_HOME": str(layout.HOME),
        "ODOO_QUEUE_JOB_CHANNELS": "root:0",
    }
    try:
        command = [str(layout.PYTHON), "-m", "bench.main", name, base, *flags]
        return subprocess.run(command, cwd=layout.ROOT, env=environment, check=False).returncode
    finally:
        bases.drop(base)


if __name__ == "__main__":
    verb(main)
