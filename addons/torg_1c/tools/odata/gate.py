"""At most two calls at a time to one base, whoever asks; between processes the lanes of the database see to it."""

import threading
from functools import cache

LANES = 2


@cache
def gate(root):
    """Semaphore of a base in this process."""
    return threading.BoundedSemaphore(LANES)
