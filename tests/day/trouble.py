"""What goes wrong on this day."""

import os
import random
import signal
import threading
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def workers_dying(server, report, pause=(1.5, 3.5)):
    """Kill a worker of a prefork server at random moments, as a machine out of memory does.

    :param server: kit's Server, or None: then nothing is killed
    """
    done = threading.Event()
    killer = threading.Thread(target=_kill, args=(server, done, report, pause), daemon=True)
    if server:
        killer.start()
    try:
        yield
    finally:
        done.set()
        if server:
            killer.join()


def _kill(server, done, report, pause):
    while not done.wait(random.uniform(*pause)):  # noqa: S311 - when to kill need not be secret
        if workers := find_workers(server.process.pid):
            with suppress(ProcessLookupError):
                os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311
                report.count("workers_killed")


def find_workers(parent):
    """Processes that a server has forked to serve HTTP; the one of the websocket runs another command."""
    with suppress(OSError):
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(child) for child in children if _serves_http(child)]
    return []


def _serves_http(child):
    try:
        return b"gevent" not in Path(f"/proc/{child}/cmdline").read_bytes()
    except OSError:
        return False
