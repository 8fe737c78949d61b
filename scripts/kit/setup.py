"""`scripts/setup`: everything a machine needs, each step once, in an order that can be resumed anywhere."""

import fcntl
from contextlib import contextmanager

from . import layout
from .console import say, verb
from .extras import ensure_extras
from .odoo_source import ensure_odoo
from .postgres import ensure_server
from .python_env import ensure_environment


@contextmanager
def lock(name):
    """Let one process at a time do a step of this checkout; others wait."""
    with open(layout.RUN / f"{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def prepare_environment():
    """The Python side alone: enough for checks that need no base."""
    layout.prepare()
    with lock("setup"):
        ensure_environment(ensure_odoo())


def setup():
    """Set the machine up.

    :return: a Connection to PostgreSQL
    """
    prepare_environment()
    with lock("setup"):
        ensure_extras()
        return ensure_server()


def main():
    """Entry of the verb."""
    setup()
    say("Everything is set up. scripts/run starts Torg, scripts/test proves it.")


if __name__ == "__main__":
    verb(main)
