"""A receiver of webhooks that behaves as well or as badly as it is told.

It checks signatures by itself (standard library only, nothing of ours), counts by id as a careful receiver does, and
can fail, hang, answer slowly, drop the connection after it has taken the message, redirect or flood.

    with WebhookSink(secret) as sink:        # in a test
        ...
    python tests/fakes/webhook_sink.py --port 9090 --secret whsec_…     # by hand, prints what comes
"""

import argparse
import base64
import hashlib
import hmac
import json
import random
import ssl
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Delivery:
    """One request that came, with a good signature."""

    id: str
    body: dict
    at: float

    @property
    def key(self):
        """What the message is about, whatever id it came under."""
        data = self.body.get("data", {})
        return self.body.get("type"), data.get("id"), data.get("revision")


class WebhookSink:
    """A receiver on a free local port. ``behaviour`` is a name or a function of the Delivery that returns one:

    ok, fail (500), refuse (400), gone (410), busy (429 with Retry-After), redirect, slow (answers after ``pause``),
    hang (never answers), drip (a byte at a time), drop (takes the message, closes without an answer), flood, odd (429
    with a Retry-After that is no number and a body that is no text).
    """

    def __init__(self, secret="", behaviour="ok", port=0, pause=0.3, retry_after="120", certificate=None):
        self.secret = secret
        self.behaviour = behaviour
        self.pause = pause
        self.retry_after = retry_after
        self.attempts = Counter()  # by id, every try
        self.applied = {}  # by id, once: what a careful receiver has done
        self.order = defaultdict(list)  # revisions by (type, record), as they were applied
        self.forged = 0
        self.last_headers = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.sink = self
        self._scheme = "https" if certificate else "http"
        if certificate:  # a PEM file with key and certificate
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def url(self):
        """Where to post."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}/hooks"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    # === FIGURES === #

    def doubles(self):
        """Return how many things were applied twice by a receiver that checks ids."""
        return sum(count - 1 for count in Counter(delivery.key for delivery in self.applied.values()).values())

    def disordered(self):
        """Return how many records had an older revision applied after a newer one."""
        return sum(revisions != sorted(revisions) for revisions in self.order.values())

    def wait_for(self, count, timeout=10.0):
        """Wait until so many different messages were applied; tell whether they came."""
        deadline = time.monotonic() + timeout
        while len(self.applied) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        return len(self.applied) >= count

    # === RECEIVING === #

    def take(self, headers, raw):
        """Check and count a request; return how to behave."""
        self.last_headers = {key.lower(): value for key, value in headers.items()}
        if self.secret and not self._is_signed(self.last_headers, raw):
            with self._lock:
                self.forged += 1
            return "refuse"
        delivery = Delivery(headers["webhook-id"], json.loads(raw), time.time())
        behaviour = self.behaviour(delivery) if callable(self.behaviour) else self.behaviour
        with self._lock:
            self.attempts[delivery.id] += 1
            if behaviour in ("ok", "slow", "drop", "flood") and delivery.id not in self.applied:
                self.applied[delivery.id] = delivery
                self.order[delivery.key[:2]].append(delivery.key[2])
        return behaviour

    def _is_signed(self, headers, raw):
        if abs(time.time() - int(headers.get("webhook-timestamp", 0))) > 300:
            return False
        content = f"{headers.get('webhook-id')}.{headers.get('webhook-timestamp')}.".encode() + raw
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        return expected in headers.get("webhook-signature", "").split()


class DropsSome:
    """Behaviour: of the messages that come for the first time, drop a share; repeats are answered."""

    def __init__(self, share, seed=1):
        self._share = share
        self._random = random.Random(seed)
        self._seen = set()
        self._lock = threading.Lock()

    def __call__(self, delivery):
        with self._lock:
            if delivery.id in self._seen:
                return "ok"
            self._seen.add(delivery.id)
            return "drop" if self._random.random() < self._share else "ok"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # many lanes knock at once


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        sink = self.server.sink
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        getattr(self, f"_{sink.take(self.headers, raw)}")(sink)

    def _answer(self, status, body=b"{}", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _ok(self, sink):
        self._answer(200, b'{"received": true}')

    def _fail(self, sink):
        self._answer(500, b"internal error")

    def _refuse(self, sink):
        self._answer(400, b"bad request")

    def _gone(self, sink):
        self._answer(410)

    def _busy(self, sink):
        self._answer(429, Retry_After=sink.retry_after)

    def _odd(self, sink):
        self._answer(429, b"later\0", Retry_After="²")

    def _redirect(self, sink):
        self._answer(302, Location=sink.url + "/elsewhere")

    def _slow(self, sink):
        time.sleep(sink.pause)
        self._ok(sink)

    def _hang(self, sink):
        sink._closing.wait()
        self.close_connection = True

    def _drip(self, sink):
        while not sink._closing.wait(0.05):
            self.wfile.write(b"H")
            self.wfile.flush()

    def _drop(self, sink):
        self.close_connection = True

    def _flood(self, sink):
        self._answer(200, b"x" * 10_000_000)

    def log_message(self, *args):
        """Keep quiet: who wants to see asks the sink."""

    def handle(self):
        try:
            super().handle()
        except OSError:
            self.close_connection = True  # the sender gave up: that is what some tests are about


def main():
    """Receive and print until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=9090)
    parser.add_argument("--secret", default="", help="whsec_…; without it signatures are not checked")
    parser.add_argument("--behaviour", default="ok")
    options = parser.parse_args()

    def show(delivery):
        print(delivery.id, json.dumps(delivery.body, ensure_ascii=False), flush=True)  # noqa: T201
        return options.behaviour

    with WebhookSink(options.secret, show, options.port) as sink:
        print(f"Listening on {sink.url}, Ctrl+C ends", flush=True)  # noqa: T201
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
