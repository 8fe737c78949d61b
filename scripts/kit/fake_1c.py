"""1C's side of an exchange, without 1C.

`scripts/fake-1c push FOLDER --url URL`, `scripts/fake-1c orders --url URL`: 1C that comes by itself;
`scripts/fake-1c serve --port N`: 1C that is asked, by its OData interface; `scripts/fake-1c soap --port N`: by SOAP.
"""

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
    module = "fakes.onec_server" if sys.argv[1:2] == ["serve"] else "fakes.onec_client"
    command = [str(layout.PYTHON), "-m", module, *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    verb(main)
