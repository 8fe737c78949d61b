"""One session: login, limits, and steps whose answers are checked as 1C checks them."""

import time
from urllib.parse import quote

from ..pure import load
from .wire import Cut

load("torg_1c")

from torg_1c.tools.commerceml.session import read_answer  # noqa: E402
from torg_1c.tools.problem import ProtocolError  # noqa: E402


class Refused(Exception):
    """The other side said failure, or something 1C does not understand."""


class Session:
    """A logged-in session of one exchange type.

    :ivar zipped: whether the other side wants archives
    :ivar file_limit: bytes a request may carry
    """

    def __init__(self, wire, kind="catalog", dialect="ut", attempts=4):
        self.wire = wire
        self.kind = kind
        self.dialect = dialect
        self.attempts = attempts
        self.sessid = self.timestamp = self.version = ""
        self.zipped, self.file_limit = False, 0

    def open(self):
        """checkauth twice, as 1C does, then init."""
        self.wire.cookie = ""
        for _time in range(2):
            lines = self._expect(self.step("checkauth"), "success").lines
            if len(lines) < 2 or not all(lines[:2]):
                raise Refused("checkauth gave no cookie")
            self.wire.cookie = f"{lines[0]}={lines[1]}"
            self._learn(lines[2:])
        limits = self.step("init", **({"version": "3.1"} if self.dialect == "bitrix" else {}))
        if limits.word != "init":
            raise Refused(f"init was answered with {limits.word}")
        self.zipped = limits.values.get("zip") == "yes"
        self.file_limit = int(limits.values.get("file_limit") or 0)
        self.version = limits.values.get("version", "")
        return self

    def _learn(self, lines):
        values = dict(line.split("=", 1) for line in lines if "=" in line)
        self.sessid, self.timestamp = values.get("sessid", ""), values.get("timestamp", "")

    # === STEPS === #

    def step(self, mode, body=None, **more):
        """Ask one step, again after a cut; return the answer as 1C reads it."""
        status, headers, raw = self.fetch(mode, body, **more)
        place = headers.get("Location")
        if status != 200:
            raise Refused(f"HTTP {status}" + (f" to {place}" if place else ""))
        try:
            return read_answer(raw)
        except ProtocolError as problem:
            raise Refused(problem.text) from problem

    def fetch(self, mode, body=None, **more):
        """Ask one step, again after a cut; return status, headers and raw body."""
        query = self._query(mode, more)
        for attempt in range(self.attempts):
            try:
                return self.wire.ask(query, body)
            except Cut:
                if attempt + 1 == self.attempts:
                    raise
        raise AssertionError("unreachable")

    def done(self, mode, body=None, **more):
        """A step that must end with success."""
        return self._expect(self.step(mode, body, **more), "success")

    def work(self, mode, limit=1000, pause=0.0, **more):
        """A step that may say progress many times; return how many times it did."""
        for count in range(limit):
            answer = self.step(mode, **more)
            if answer.word != "progress":
                self._expect(answer, "success")
                return count
            time.sleep(pause)
        raise Refused(f"{mode} said progress {limit} times")

    def _query(self, mode, more):
        told = {"type": self.kind, "mode": mode, **{key: value for key, value in more.items() if value}}
        if self.sessid and self.dialect == "bitrix" and mode != "checkauth":
            told["sessid"] = self.sessid
        return "&".join(f"{key}={quote(str(value), safe='/')}" for key, value in told.items())

    @staticmethod
    def _expect(answer, word):
        if answer.word != word:
            raise Refused(" ".join((answer.word, *answer.lines)))
        return answer
