"""A small load tool: as many callers as there are workers, each asking again as soon as it is answered."""

import http.client
import threading
from dataclasses import dataclass, replace
from time import perf_counter
from urllib.parse import urlsplit

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Request:
    """A request that is sent again and again.

    :param key: for Authorization: Bearer
    """

    method: str
    path: str
    key: str
    body: bytes | None = None
    headers: tuple = ()

    def with_header(self, name, value):
        """The same request with one header more."""
        return replace(self, headers=(*self.headers, (name, value)))

    def get_headers(self):
        """All headers as http.client wants them."""
        content = {"Content-Type": "application/json"} if self.body else {}
        return {"Authorization": f"Bearer {self.key}", **content, **dict(self.headers)}


class Load:
    """Callers of a server.

    :param callers: how many ask at once
    """

    def __init__(self, url, callers):
        self.host = urlsplit(url).netloc
        self.callers = callers

    def ask(self, request):
        """Send a request; return status, headers, body.

        :raise RuntimeError: the answer is an error
        """
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request(request.method, request.path, body=request.body, headers=request.get_headers())
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise RuntimeError(f"{request.method} {request.path[:80]}: {answer.status} {body[:300]!r}")
        return answer.status, answer.headers, body

    def measure_rate(self, request, seconds):
        """Return how many requests a second are answered while all callers ask."""
        counts, failures = [0] * self.callers, []
        end = perf_counter() + seconds

        def call(number):
            try:
                while perf_counter() < end:
                    self.ask(request)
                    counts[number] += 1
            except (OSError, RuntimeError) as failure:
                failures.append(failure)

        start = perf_counter()
        threads = [threading.Thread(target=call, args=[number]) for number in range(self.callers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return sum(counts) / (perf_counter() - start)
