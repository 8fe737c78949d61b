"""`scripts/shell [--db NAME]`: a Python shell with `env` in a base."""

import argparse
import os

from . import layout
from .console import Problem, verb
from .odoo_process import write_config
from .setup import setup


def main():
    """Entry of the verb."""
    parser = argparse.ArgumentParser(prog="scripts/shell", description=__doc__)
    parser.add_argument("--db", default="torg", help="name of the base, torg unless told")
    options = parser.parse_args()
    connection = setup()
    if not connection.has_database(options.db):
        raise Problem(f"There is no base {options.db}: scripts/run creates it.")
    config = write_config(f"shell-{os.getpid()}", connection, log_level="warn")
    os.chdir(layout.ROOT)
    os.execv(layout.ODOO_BIN, [str(layout.ODOO_BIN), "shell", "-c", str(config), "-d", options.db, "--no-http"])


if __name__ == "__main__":
    verb(main)
