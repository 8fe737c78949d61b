"""What goes wrong on this day."""

import os
import random
import signal
import threading
from contextlib import contextmanager, suppress


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
        if workers := server.find_workers():
            with suppress(ProcessLookupError):
                os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311
                report.count("workers_killed")
