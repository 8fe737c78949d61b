"""Waiting until the other side has done what it was asked for."""

import time

MOMENT = "%Y-%m-%d %H:%M:%S"  # as RPC tells time, UTC


class Waiting:
    """Asks again and again, by `chief`, who sees everything."""

    def __init__(self, chief):
        self.chief = chief

    def for_runs(self):
        """Until everything that 1C has sent is applied."""
        self._wait("torg.onec.run", [("state", "in", ("waiting", "working"))], "what 1C sent")

    def for_jobs(self):
        """Until the queue is empty of what is due."""
        now = time.strftime(MOMENT, time.gmtime(time.time() + 5))
        states = ("state", "in", ("pending", "enqueued", "started", "wait_dependencies"))
        self._wait("queue.job", [states, "|", ("eta", "=", False), ("eta", "<=", now)], "jobs")

    def for_letters(self):
        """Until no letter waits to be sent."""
        states = ("state", "in", ("waiting", "sending"))
        self._wait("torg.order.message", [states, ("kind", "=", "email")], "letters", 300)

    def for_webhooks(self, endpoint):
        """Until nothing waits for this subscription, nor for another try."""
        states = ("state", "in", ("ready", "offered", "failed"))
        self._wait("torg.exchange.message", [("endpoint_id", "=", endpoint), states], "webhooks", 300)

    def _wait(self, model, domain, what, patience=600):
        deadline = time.monotonic() + patience
        while self.chief.count(model, domain):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what}: {self.chief.count(model, domain)} still wait after {patience} s")
            time.sleep(0.5)
