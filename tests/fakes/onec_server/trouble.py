"""What goes wrong on purpose: the next answers, or every n-th one."""

import random
import threading

KINDS = ("html", "406", "500", "slow", "cut", "stale", "refuse", "401", "before", "after")


class Trouble:
    """A line of misfortunes.

    `before` breaks the connection before the work is done, `after` when it is done but not answered.

    :param share: share of the requests that go wrong at random
    :param kinds: with which misfortunes
    """

    def __init__(self, share=0.0, kinds=("before", "after"), seed=1, seconds=5.0):
        self.share, self.kinds, self.seconds = share, kinds, seconds
        self.queue, self.met = [], []
        self._random, self._lock = random.Random(seed), threading.Lock()

    def add(self, *kinds):
        """These will happen to the next requests."""
        self.queue += kinds

    def next(self):
        """What happens to this request, None for nothing."""
        with self._lock:
            kind = self.queue.pop(0) if self.queue else None
            if kind is None and self._random.random() < self.share:
                kind = self._random.choice(self.kinds)
            if kind:
                self.met.append(kind)
            return kind
