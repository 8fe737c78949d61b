"""The virtual environment: exact pins, the OCA addons without their dependencies, and Odoo on its path."""

import subprocess
import sys

from . import layout
from .console import Problem, problem_of_output, step
from .system import apt_install, has_apt, is_root, run

LAUNCHER = """#!{python}
# Odoo is started through a script, never as `python -m odoo`: in prefork mode the websocket worker re-executes argv[0],
# and as a module it would die in a loop.
import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
"""


def ensure_environment(odoo_source):
    """Make the virtual environment fit the requirement files and the Odoo source.

    :param odoo_source: folder that holds the package `odoo`
    :raise Problem: pip or the venv module is missing, or a package cannot be had
    """
    files = [layout.ROOT / f"requirements{part}.txt" for part in ("", "-addons", "-dev")]
    wanted = layout.digest(sys.version, str(odoo_source), *files)
    if not (layout.is_stamped("environment", wanted) and layout.PYTHON.exists()):
        with step("Installing Python packages"):
            _create()
            runtime, addons, tools = files
            _pip("install", "-r", runtime, "-r", tools)
            _pip("install", "--no-deps", "-r", addons)
        _link_odoo(odoo_source)
        layout.stamp("environment", wanted)


def _create():
    if layout.PYTHON.exists() and _works():
        return
    try:
        run(sys.executable, "-m", "venv", "--clear", layout.VENV)
    except subprocess.CalledProcessError:
        # Debian ships the module apart from the interpreter.
        if not has_apt() or not is_root():
            raise Problem("Python's venv module is missing. As root: apt-get install -y python3-venv") from None
        apt_install([f"python3.{sys.version_info.minor}-venv"], "Python's venv module")
        run(sys.executable, "-m", "venv", "--clear", layout.VENV)


def _works():
    """The interpreter is still there, of the same version, and has pip."""
    script = "import sys, pip; print(sys.version)"
    shown = subprocess.run([layout.PYTHON, "-c", script], capture_output=True, text=True, check=False)
    return shown.returncode == 0 and shown.stdout.strip() == sys.version


def _pip(*arguments):
    try:
        run(layout.PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)
    except subprocess.CalledProcessError as failure:
        sentence = "pip could not install the packages (is there a network?)"
        raise problem_of_output(sentence, failure.output) from failure


def _link_odoo(odoo_source):
    packages = next((layout.VENV / "lib").glob("python3.*/site-packages"))
    (packages / "odoo-19.pth").write_text(f"{odoo_source}\n")
    layout.ODOO_BIN.write_text(LAUNCHER.format(python=layout.PYTHON))
    layout.ODOO_BIN.chmod(0o755)
