"""`scripts/check`: style, Odoo lint, data and translation checks, and the architecture tests. No base is needed."""

import subprocess

from . import layout
from .console import Problem, say, verb
from .setup import prepare_environment

PYTHON_CODE = ["."]


def checks():
    """Title and command of each check, in the order of their speed."""
    python = str(layout.PYTHON)
    return [
        ("ruff", [python, "-m", "ruff", "check", *PYTHON_CODE]),
        ("formatting", [python, "-m", "ruff", "format", "--check", *PYTHON_CODE]),
        ("architecture", [python, "-m", "pytest", "-q", "-p", "no:odoo", "tests/architecture"]),
        ("pylint-odoo", [python, "-m", "pylint", "--rcfile=.pylintrc", *sorted(map(str, layout.ADDONS.glob("*/")))]),
    ]


def main():
    """Entry of the verb."""
    prepare_environment()
    failed = []
    for title, command in checks():
        say(f"• {title}")
        if subprocess.run(command, cwd=layout.ROOT, check=False).returncode:
            failed.append(title)
    if failed:
        raise Problem(f"Not clean: {', '.join(failed)}.")
    say("Everything is clean.")


if __name__ == "__main__":
    verb(main)
