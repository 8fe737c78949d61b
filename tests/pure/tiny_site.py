"""A tiny site that speaks the protocol of the addon, in this process: what the emulator is tried on."""

import hashlib
import threading
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from torg_1c.tools.commerceml import session, writer
from torg_1c.tools.commerceml.parts import APPEND, REPEAT, PartLog
from torg_1c.tools.problem import ProtocolError

NOW = datetime(2026, 3, 2, 9, 30)


class TinySite:
    """Keeps files and hands out orders; confirms only what a session was given.

    :ivar files: name → bytes as joined
    :ivar imported: names in the order of import
    :ivar asked: requests as (type, mode, name)
    """

    def __init__(self, orders=(), zipped=False, file_limit=1 << 20, slices=0):
        self.orders = list(orders)
        self.confirmed = []
        self.offered = {}
        self.files, self.logs, self.imported, self.asked = {}, {}, [], []
        self.zipped, self.file_limit, self.slices = zipped, file_limit, slices
        self.said = {}
        self.lock = threading.Lock()
        self._sessions = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/1c/ut"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self._server.shutdown()
        self._server.server_close()

    # === ANSWERS === #

    def answer(self, query, cookie, body):
        """Bytes for a request."""
        try:
            asked = session.parse_query(query)
        except ProtocolError as problem:
            return session.failure(problem.text)
        with self.lock:
            self.asked.append((asked.type, asked.mode, asked.filename))
            if asked.mode != "checkauth" and not cookie.startswith(session.COOKIE + "="):
                return session.failure("no session")
            return getattr(self, f"_{asked.mode}")(asked, cookie, body)

    def _checkauth(self, asked, cookie, body):
        self._sessions += 1
        return session.checkauth(f"s{self._sessions}", 1 if asked.type == "catalog" else None)

    def _init(self, asked, cookie, body):
        version = session.choose_version(asked.version) if asked.version else ""
        return session.init(self.file_limit, self.zipped, "s", version)

    def _file(self, asked, cookie, body):
        if len(body) > self.file_limit:
            return session.failure("too long")
        key = (cookie, asked.filename)
        verdict, self.logs[key] = self.logs.get(key, PartLog()).judge(body, NOW)
        if verdict == APPEND:
            self.files[asked.filename] = (
                self.files.get(asked.filename, b"") if self.logs[key].length > len(body) else b""
            ) + body
        elif verdict != REPEAT:
            self.files[asked.filename] = body
        return session.success()

    def _import(self, asked, cookie, body):
        self.said[asked.filename] = self.said.get(asked.filename, 0) + 1
        if self.said[asked.filename] <= self.slices:
            return session.progress("in work")
        self.imported.append(asked.filename)
        return session.success()

    def _query(self, asked, cookie, body):
        rows = [order for order in self.orders if order.id not in self.confirmed]
        self.offered[cookie] = [order.id for order in rows]
        return writer.write_orders(rows, NOW, "3.1" if "bitrix" in cookie else "2.08")

    def _success(self, asked, cookie, body):
        self.confirmed += [key for key in self.offered.pop(cookie, ()) if key not in self.confirmed]
        return session.success()

    def _info(self, asked, cookie, body):
        return writer.write_info([("N", "Новый")])

    def _deactivate(self, asked, cookie, body):
        return session.success()

    _complete = _deactivate

    def digest(self):
        """One number for all files as joined."""
        return {name: hashlib.sha256(body).hexdigest() for name, body in sorted(self.files.items())}


def orders_of(order, count):
    """So many orders like this one."""
    return [replace(order, id=f"id-{n}", number=f"S{n:05}", master_number=f"S{n:05}") for n in range(count)]


def _handler(site):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._give(b"")

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) == length:  # a cut body is no body
                self._give(body)

        def _give(self, body):
            if not self.headers.get("Authorization", "").startswith("Basic "):
                self.send_error(401)
                return
            answer = site.answer(urlsplit(self.path).query, self.headers.get("Cookie", ""), body)
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def handle(self):
            try:
                super().handle()
            except OSError:
                self.close_connection = True  # the client cut the line: that is what some tests are about

        def log_message(self, *args):
            """Keep quiet."""

    return Handler
