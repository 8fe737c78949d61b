"""1C's side of an exchange, without 1C: `scripts/fake-1c push FOLDER --url URL`, `orders --url URL`, `soap --port N`."""

import os
import subprocess
import sys

from . import layout
from .console import verb
from .setup import prepare_environment


def main():
    """Entry of the verb."""
    prepare_environment()
    paths = [layout.ROOT / "tests", layout.ROOT / "scripts"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(layout.PYTHON), "-m", "fakes.onec_client", *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    verb(main)
