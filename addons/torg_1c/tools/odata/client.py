"""Client of one base: pages of rows, single records, writing, calling; patient with what passes by itself."""

import json
import time

from .gate import gate
from .judge import judge, read_json, read_rows
from .paging import PageSize
from .problem import ODataError
from .query import address, base_url, entity
from .transport import Request

PAUSES = (1, 3)  # seconds before the second and the third try
JSON = "application/json;odata=nometadata"
FORMAT = ("$format", JSON)


class Client:
    """What can be asked of a base.

    :param transport: sends a Request and returns an Answer
    :param patience: seconds after which nothing is tried again
    :ivar requests: how many calls were made
    :ivar received: bytes of their answers
    """

    def __init__(self, url, transport, user="", sleep=time.sleep, page=None, patience=600):
        self.root = base_url(url)
        self.transport, self.user, self.sleep = transport, user, sleep
        self.page = page or PageSize()
        self.requests = self.received = 0
        self.until = time.monotonic() + patience

    # === READING === #

    def rows(self, path, order=("Ref_Key",), select=(), where=""):
        """Yield the rows of a table or of a function.

        :param order: fields of the whole key: without it pages lose rows
        """
        for page in self.pages(path, order, select, where):
            yield from page

    def pages(self, path, order=("Ref_Key",), select=(), where="", skip=0):
        """Yield the rows page by page.

        :param skip: rows that were read before
        """
        name = path.partition("(")[0].partition("/")[0]
        options = [("$filter", where), ("$select", ",".join(select)), ("$orderby", ",".join(order))]
        while True:
            found, asked = self._page(path, options, skip, name)
            if found:
                yield found
            if len(found) < asked:
                return
            skip += len(found)

    def _page(self, path, options, skip, name):
        while True:
            asked = self.page.rows
            window = [("$top", asked), ("$skip", skip or "")]
            try:
                answer = self._ask("GET", path, [*options, *window])
                found = read_rows(answer, self.user, name)
            except ODataError as problem:
                if not (problem.smaller and self.page.shrink()) or time.monotonic() > self.until:
                    raise
                continue
            self.page.learn(len(found), len(answer.body))
            return found, asked

    def one(self, name, key):
        """One record, or None."""
        try:
            return read_json(self._ask("GET", entity(name, key), []), self.user, name)
        except ODataError as problem:
            if problem.code == "no_record":
                return None
            raise

    def service(self):
        """Names of the published tables: the cheapest question there is."""
        rows = read_rows(self._ask("GET", "", []), self.user)
        return {row["name"] for row in rows if isinstance(row.get("name"), str)}

    def metadata(self):
        """Yield $metadata piece by piece."""
        request = Request("GET", address(self.root, "$metadata"), {"Accept": "application/xml"})
        with gate(self.root):
            pieces = self.transport.stream(request)
            answer = next(pieces)
            self.requests += 1
            if answer.status != 200 or "html" in answer.headers.get("content-type", ""):
                body = b"".join(pieces)
                judge(type(answer)(answer.status, answer.headers, body), self.user)
            for piece in pieces:
                self.received += len(piece)
                yield piece

    # === WRITING === #

    def insert(self, name, row):
        """Create a record; return it as 1C stored it. Never repeated by itself: ask first whether it is there."""
        return read_json(self._ask("POST", name, [], row), self.user, name)

    def update(self, name, key, row, version=""):
        """Change the given fields of a record.

        :param version: DataVersion it was read with; 1C refuses when it is another one by now
        """
        headers = {"If-Match": version} if version else {}
        return read_json(self._ask("PATCH", entity(name, key), [], row, headers), self.user, name)

    def call(self, path, *options, accept=JSON):
        """Call a function that changes something; return its answer as it is."""
        answer = self._ask("POST", path, options, headers={"Accept": accept})
        judge(answer, self.user, path.partition("(")[0])
        return answer

    # === ONE CALL === #

    def _ask(self, method, path, options, row=None, headers=None):
        """One call; reading is repeated when what went wrong may pass, writing only when 1C did not hear of it."""
        body = None if row is None else json.dumps(row, ensure_ascii=False, default=str).encode()
        sent = {"Accept": JSON, **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json;charset=utf-8"
        format_ = [FORMAT] if sent["Accept"] == JSON else []
        request = Request(method, address(self.root, path, [*format_, *options]), sent, body)
        for pause in (*PAUSES, None):
            try:
                return self._send(request)
            except ODataError as problem:
                again = problem.passing and (method == "GET" or not problem.unanswered)
                if pause is None or not again or time.monotonic() > self.until:
                    raise
                self.sleep(pause)
        raise AssertionError("not reached")

    def _send(self, request):
        with gate(self.root):
            self.requests += 1
            answer = self.transport.send(request)
        self.received += len(answer.body)
        if answer.status in (400, 406):
            judge(answer, self.user)  # a used-up pool and a forgotten session pass by themselves
        return answer

    def close(self):
        """Let the connections go."""
        self.transport.close()
