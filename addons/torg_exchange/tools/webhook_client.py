"""Post webhooks: many at once, to judged addresses only, each with a limit of time and size.

Pure: no Odoo here. A receiver may hang, drip its answer byte by byte, answer with gigabytes or redirect us into our
own network; none of that may hold a worker or reach anything.
"""

import contextlib
import functools
import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from . import address_guard

CONNECT_TIMEOUT = 5
READ_TIMEOUT = 10  # for the whole answer, not for one byte of it
MAX_ANSWER = 64 * 1024
LANES = 8
GIVE_UP_AFTER = 5  # answers missing one after another: the receiver is down


@dataclass(frozen=True)
class Request:
    """One message ready to be sent."""

    url: str
    headers: dict[str, str]
    body: bytes
    allow_private: bool = False


@dataclass(frozen=True)
class Answer:
    """What came of a request: a status, or the kind of failure when nothing was answered.

    ``failure`` is one of ``url``, ``forbidden``, ``dns``, ``connect``, ``tls``, ``timeout``, ``dropped``.
    """

    status: int = 0
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    failure: str = ""
    seconds: float = 0.0


def post(request: Request, clock=time.monotonic) -> Answer:
    """Send one request and return its answer; never raises for what the other side does."""
    started = clock()
    try:
        status, headers, body = _exchange(request)
        answer = Answer(status, body, headers)
    except address_guard.MalformedURL:
        answer = Answer(failure="url")
    except address_guard.ForbiddenAddress:
        answer = Answer(failure="forbidden")
    except socket.gaierror:
        answer = Answer(failure="dns")
    except ssl.SSLError:
        answer = Answer(failure="tls")
    except TimeoutError:
        answer = Answer(failure="timeout")
    except ConnectionRefusedError:
        answer = Answer(failure="connect")
    except (OSError, http.client.HTTPException):
        answer = Answer(failure="dropped")
    return Answer(answer.status, answer.body, answer.headers, answer.failure, clock() - started)


def post_all(requests: Sequence[Request], seconds: float, clock=time.monotonic) -> list[Answer | None]:
    """Send many, several at once, and return their answers in the same order.

    None stands for a request that was not sent at all: the time ran out, or the receiver left
    ``GIVE_UP_AFTER`` requests in a row without an answer.
    """
    deadline = clock() + seconds
    lock = threading.Lock()
    silent = 0

    def send(request):
        nonlocal silent
        if clock() >= deadline or silent >= GIVE_UP_AFTER:
            return None
        answer = post(request)
        with lock:
            silent = silent + 1 if answer.failure else 0
        return answer

    with ThreadPoolExecutor(max_workers=LANES) as lanes:
        return list(lanes.map(send, requests))


def _exchange(request: Request):
    scheme, host, port, target = address_guard.split_url(request.url, request.allow_private)
    connection = http.client.HTTPConnection(host, port, timeout=READ_TIMEOUT)
    connection.default_port = 443 if scheme == "https" else 80  # the Host header names only an unusual port
    with contextlib.ExitStack() as stack:
        sock = stack.enter_context(address_guard.open_socket(host, port, request.allow_private, CONNECT_TIMEOUT))
        if scheme == "https":
            sock = stack.enter_context(_tls_context().wrap_socket(sock, server_hostname=host))
        connection.sock = _TimedSocket(sock, time.monotonic() + READ_TIMEOUT)
        connection.request("POST", target, body=request.body, headers={**request.headers, "Connection": "close"})
        response = connection.getresponse()
        headers = {key.lower(): value for key, value in response.getheaders()}
        body = response.read(MAX_ANSWER).decode("utf-8", "replace")
        return response.status, headers, body.replace("\0", "\ufffd")  # PostgreSQL keeps no NUL in a text


@functools.cache  # loading the authorities costs more than a request
def _tls_context() -> ssl.SSLContext:
    return ssl.create_default_context()


class _TimedSocket:
    """A socket whose every operation shares one deadline."""

    def __init__(self, sock: socket.socket, deadline: float):
        self._sock = sock
        self._deadline = deadline

    def _hurry(self):
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)

    def sendall(self, data):
        self._hurry()
        self._sock.sendall(data)

    def makefile(self, mode):
        return io.BufferedReader(_TimedReader(self))

    def recv_into(self, buffer):
        self._hurry()
        return self._sock.recv_into(buffer)

    def close(self):
        """Leave it to the owner: the library closes its side while the answer is still being read."""


class _TimedReader(io.RawIOBase):
    def __init__(self, sock: _TimedSocket):
        self._timed_socket = sock

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._timed_socket.recv_into(buffer)
