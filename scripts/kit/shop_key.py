"""`scripts/shop-key NAME [--db NAME]`: print a fresh key of the shop API for a base, which may be running."""

import argparse

from .console import Problem, verb
from .odoo_process import run_script
from .setup import setup

MARK = "shop-key: "
SCRIPT = f"""
import os
print({MARK!r} + env["torg.api.key"]._issue_for(os.environ["SHOP_KEY_NAME"]))
env.cr.commit()
"""


def main():
    """Entry of the verb."""
    parser = argparse.ArgumentParser(prog="scripts/shop-key", description=__doc__)
    parser.add_argument("name", help="whose key it is, such as the address of the site")
    parser.add_argument("--db", default="torg", help="name of the base, torg unless told")
    options = parser.parse_args()
    connection = setup()
    if not connection.has_database(options.db):
        raise Problem(f"There is no base {options.db}: scripts/run creates it.")
    print(issue(connection, options.db, options.name))


def issue(connection, database, name):
    """Make a key that may do everything and return it; the one that this name had works for another week.

    :raise Problem: Odoo said no
    """
    done = run_script(connection, database, SCRIPT, "shop-key", {"SHOP_KEY_NAME": name})
    return read_key(done.stdout, done.stderr)


def read_key(said, complained):
    """Find the key in what Odoo printed.

    :raise Problem: it is not there
    """
    found = [line.removeprefix(MARK) for line in said.splitlines() if line.startswith(MARK)]
    if not found:
        cause = (complained.strip().splitlines() or ["no message"])[-1]
        raise Problem(f"No key was made: {cause}")
    return found[0]


if __name__ == "__main__":
    verb(main)
