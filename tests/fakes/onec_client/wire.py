"""One HTTP connection that can be cut where it hurts."""

import base64
import http.client
import itertools
from urllib.parse import urlsplit

AGENT = "1C+Enterprise/8.3"
KINDS = ("before", "after", "half")


class Cut(Exception):
    """The connection ended before 1C knew the answer."""


class Cuts:
    """Cuts every n-th request, by turns: before the answer, after it, in the middle of the body.

    :ivar done: how many of each kind
    """

    def __init__(self, every=0, kinds=KINDS):
        self.every = every
        self.done = dict.fromkeys(KINDS, 0)
        self._count = itertools.count(1)
        self._kinds = itertools.cycle(kinds)

    def next(self):
        """The kind of cut for this request, None for an untouched one."""
        if not self.every or next(self._count) % self.every:
            return None
        kind = next(self._kinds)
        self.done[kind] += 1
        return kind


class Wire:
    """Requests to one address with the client's headers and cookies; nothing is followed, nothing is retried.

    :ivar log: pairs of query and first line of the answer
    """

    def __init__(self, url, user, password, timeout=60, cuts=None):
        self._address = urlsplit(url)
        self._login = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._timeout = timeout
        self.cuts = cuts or Cuts()
        self.cookie = ""
        self.log = []

    def ask(self, query, body=None):
        """Send one request; return status, headers and body of the answer.

        :param body: bytes for a POST, None for a GET
        :raise Cut: the connection was ended here, or by the other side
        """
        cut = self.cuts.next()
        connection = self._connect()
        try:
            self._send(connection, query, body, cut)
            response = connection.getresponse()
            answer = response.status, dict(response.getheaders()), response.read()
        except (http.client.HTTPException, OSError) as failure:
            self.log.append((query, f"! {failure}"))
            raise Cut(str(failure)) from failure
        finally:
            connection.close()
        if cut == "after":
            self.log.append((query, "! cut after the answer"))
            raise Cut("after the answer")
        self.log.append((query, answer[2].partition(b"\n")[0][:60].decode("latin-1")))
        return answer

    def _connect(self):
        host, port = self._address.hostname, self._address.port
        if self._address.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=self._timeout)
        return http.client.HTTPConnection(host, port, timeout=self._timeout)

    def _send(self, connection, query, body, cut):
        base = self._address.path or "/"
        connection.putrequest("GET" if body is None else "POST", f"{base}?{query}")
        headers = {"User-Agent": AGENT, "Authorization": f"Basic {self._login}"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if body is not None:
            headers |= {"Content-Type": "application/octet-stream", "Content-Length": str(len(body))}
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        if body is not None:
            connection.send(body[: len(body) // 2] if cut == "half" else body)
        if cut in ("before", "half"):
            raise ConnectionAbortedError("cut before the answer")
