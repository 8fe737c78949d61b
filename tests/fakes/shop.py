"""A shop with an API of its own, as little as a bridge needs: new orders, their statuses, prices and stock of goods.

It counts what it is told, so that a test sees repeats, and it can fail a share of the calls after it has done them.
"""

import json
import random
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FakeShop:
    """Serves on a free local port inside ``with``.

    :param losing: share of the answers that are lost after the call was done
    """

    def __init__(self, losing=0.0, seed=1):
        self.orders = {}  # number → what the customer ordered
        self.confirmed = {}  # number → number in Torg
        self.failed = {}
        self.statuses = {}
        self.products = {}  # article → price and stock
        self.calls = Counter()
        self.losing = losing
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.shop = self

    @property
    def url(self):
        """Where its API is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self._server.shutdown()
        self._server.server_close()

    def order(self, number, store, lines, phone, name="Customer", total=None):
        """A customer orders.

        :param total: what the customer saw
        """
        rows = [{"article": article, "quantity": quantity} for article, quantity in lines]
        self.orders[number] = {"number": number, "store": store, "lines": rows, "phone": phone, "name": name}
        self.orders[number]["total"] = total

    def take(self, method, path, body):
        """Do a call; return (status, answer)."""
        parts = path.strip("/").split("/")
        with self.lock:
            self.calls[parts[-1] if parts[0] == "orders" else parts[0]] += 1
            if (method, parts) == ("GET", ["orders", "new"]):
                handled = self.confirmed.keys() | self.failed.keys()
                return 200, [order for number, order in self.orders.items() if number not in handled]
            if (method, parts) == ("PUT", ["products", "stopped"]):
                for product in self.products.values():
                    product["free"] = 0 if product["number"] in body["numbers"] else product["free"]
                return 200, {}
            if method == "PUT" and parts[0] == "products":
                self.products[parts[1]] = body
                return 200, {}
            if method == "PUT" and parts[0] == "orders" and parts[1] in self.orders:
                kept = {"confirmed": self.confirmed, "failed": self.failed, "status": self.statuses}[parts[2]]
                kept[parts[1]] = next(iter(body.values()))
                return 200, {}
        return 404, {}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _serve(self):
        shop = self.server.shop
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, answer = shop.take(self.command, self.path, json.loads(raw) if raw else None)
        if shop.random.random() < shop.losing:
            self.close_connection = True  # done, but the other side never hears of it
            return
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = _serve

    def log_message(self, *args):
        """Keep quiet."""

    def handle(self):
        try:
            super().handle()
        except OSError:
            self.close_connection = True  # the bridge was killed: that is what a test is about
