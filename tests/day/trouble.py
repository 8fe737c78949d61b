"""What goes wrong on this day."""

import os
import random
import signal
import threading
from contextlib import contextmanager, suppress


@contextmanager
def workers_dying(server, report, count_answers, pause=(1.5, 3.5), first=(0.3, 0.8)):
    """Kill a worker of a prefork server at random moments, as a machine out of memory does.

    :param server: kit's Server, or None: then nothing is killed
    :param count_answers: how much was done so far; without any since the last time nobody is killed, however slow
        the machine is, or nothing would ever be done
    :param pause: seconds between two kills, from and to
    :param first: seconds before the first one: few customers are served soon
    """
    done = threading.Event()
    killer = threading.Thread(target=_kill, args=(server, done, report, count_answers, (first, pause)), daemon=True)
    if server:
        killer.start()
    try:
        yield
    finally:
        done.set()
        if server:
            killer.join()


def _kill(server, done, report, count_answers, pauses):
    before, pause = None, pauses[0]
    while not done.wait(random.uniform(*pause)):  # noqa: S311 - when to kill need not be secret
        answered, workers = count_answers(), server.find_workers()
        if workers and answered != before:
            before, pause = answered, pauses[1]
            with suppress(ProcessLookupError):
                os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311
                report.count("workers_killed")
