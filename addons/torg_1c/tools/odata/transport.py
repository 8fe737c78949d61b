"""One HTTP call: keep-alive, Basic authorisation in UTF-8, limits of time and size, never a redirect."""

import time
from dataclasses import dataclass, field

import requests
from requests import exceptions

from .problem import ODataError

TIMEOUT = (10, 120)  # seconds to connect, seconds of silence
TOTAL = 300  # seconds of the whole answer: 1C may drip for hours
LIMIT = 64 << 20  # bytes of one answer
CHUNK = 1 << 16


@dataclass(frozen=True)
class Request:
    """What is asked."""

    method: str
    url: str
    headers: dict = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    status: int
    headers: dict
    body: bytes
    seconds: float = 0.0


class Transport:
    """Calls over `requests`.

    :param guard: function of an address that raises where the server must not call
    :param timeout: seconds to connect and seconds of silence, or one number for both
    """

    def __init__(self, user="", password="", guard=None, timeout=TIMEOUT, total=TOTAL, limit=LIMIT):
        self.session = requests.Session()
        self.session.trust_env = False  # neither proxies nor passwords of the machine
        if user:
            self.session.auth = (user.encode(), (password or "").encode())
        self.guard, self.timeout, self.total, self.limit = guard, timeout, total, limit

    def send(self, request):
        """Return the Answer.

        :raise ODataError: there is none, or it is too large
        """
        began, body = time.monotonic(), bytearray()
        with self._open(request) as response, _said(self.timeout):
            for chunk in response.iter_content(CHUNK):
                body += chunk
                self._check(len(body), time.monotonic() - began)
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, bytes(body), time.monotonic() - began)

    def stream(self, request):
        """Yield the body piece by piece, after an Answer without a body: for what is too large to hold."""
        with self._open(request) as response, _said(self.timeout):
            headers = {name.lower(): value for name, value in response.headers.items()}
            yield Answer(response.status_code, headers, b"")
            yield from response.iter_content(CHUNK)

    def close(self):
        """Let the connections go."""
        self.session.close()

    def _open(self, request):
        if self.guard:
            self.guard(request.url)
        with _said(self.timeout):
            return self.session.request(
                request.method,
                request.url,
                headers=request.headers,
                data=request.body,
                timeout=self.timeout,
                allow_redirects=False,
                stream=True,
            )

    def _check(self, size, seconds):
        if size > self.limit:
            raise ODataError("body_limit", limit=self.limit >> 20)
        if seconds > self.total:
            raise ODataError("timeout", seconds=self.total)


class _said:
    """Turns what `requests` raises into an ODataError."""

    def __init__(self, timeout):
        self.seconds = timeout[1] if isinstance(timeout, tuple) else timeout

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if not isinstance(error, exceptions.RequestException):
            return
        reason = str(getattr(error, "args", [error])[0])[:200]
        if isinstance(error, exceptions.InvalidURL | exceptions.InvalidSchema | exceptions.MissingSchema):
            raise ODataError("bad_address") from error
        if isinstance(error, exceptions.SSLError):
            raise ODataError("tls", reason=reason) from error
        if isinstance(error, exceptions.ConnectTimeout):
            raise ODataError("no_answer", reason=reason) from error
        if isinstance(error, exceptions.Timeout) or "Read timed out" in reason:
            raise ODataError("timeout", seconds=self.seconds) from error
        if isinstance(error, exceptions.ConnectionError) and "NewConnectionError" in repr(error):
            raise ODataError("no_answer", reason=reason) from error
        raise ODataError("dropped", reason=reason) from error
