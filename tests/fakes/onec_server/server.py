"""The base over HTTP."""

import contextlib
import json
import random
import re
import threading
import time
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from .base import NODE, PLAN, Refusal
from .condition import BadCondition, compile_condition
from .feed import write_feed
from .schema import metadata
from .trouble import Trouble

ROOT = "/base/odata/standard.odata/"
ENTITY = re.compile(r"(?P<table>\w+)\(guid'(?P<key>[0-9a-f-]{36})'\)(?:/(?P<verb>Post|Unpost))?")
FUNCTION = re.compile(r"(?P<table>\w+)/(?P<name>SliceLast|Balance)\((?P<told>.*)\)")
ARGUMENT = re.compile(r"(\w+)='((?:[^']|'')*)'")
POOL = 4
PAGE = "<!DOCTYPE html><html><head><title>{}</title></head><body><h1>{}</h1></body></html>"


class Server(ThreadingHTTPServer):
    """A base, the trouble with it, and what was asked of it.

    :ivar log: method and path of every request
    :ivar busiest: how many requests were served at once
    """

    daemon_threads = True

    def __init__(self, base, port=0, user="odata", password="secret", trouble=None, extra=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.base, self.trouble, self.extra = base, trouble or Trouble(), extra
        self.login = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        self.log, self.atwork, self.busiest = [], 0, 0
        self.counting = threading.Lock()

    @property
    def url(self):
        """Address of the base, as a person would write it."""
        return f"http://127.0.0.1:{self.server_port}/base"

    def handle_error(self, request, client_address):
        """Clients that go away are none of our business."""

    @contextlib.contextmanager
    def counted(self):
        """Count the requests at work."""
        with self.counting:
            self.atwork += 1
            self.busiest = max(self.busiest, self.atwork)
            full = self.atwork > POOL
        try:
            yield full
        finally:
            with self.counting:
                self.atwork -= 1


@contextlib.contextmanager
def serve(base, **options):
    """Serve a base on a port of its own while the block runs."""
    server = Server(base, **options)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_arguments):
        """Nothing is printed."""

    def do_GET(self):
        """Read."""
        self._serve()

    do_POST = do_PATCH = do_GET

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.log.append((self.command, unquote(self.path)))
        with self.server.counted() as full:
            kind = "406" if full else self.server.trouble.next()
            if kind == "before":
                return self._break()
            if kind and self._misbehave(kind):
                return None
            try:
                status, content, data = self._work(body)
            except Refusal as refusal:
                status, content, data = refusal.status, "application/json", _error(refusal.code, refusal.text)
            except BadCondition as problem:
                status, content, data = 400, "application/json", _error(14, f"Ошибка в условии: {problem}")
            if kind == "after":
                return self._break()
            return self._send(status, content, data, cut=kind == "cut")

    # === WHAT IS ASKED === #

    def _work(self, body):
        address = urlsplit(self.path)
        options = dict(parse_qsl(address.query, keep_blank_values=True))
        if self.headers.get("Authorization") != self.server.login:
            return 401, "text/html", PAGE.format("401 Unauthorized", "Unauthorized").encode()
        path = unquote(address.path)
        if not path.startswith(ROOT):
            return 404, "text/html", PAGE.format("404 Not Found", "Not Found").encode()
        path = path[len(ROOT) :]
        if path == "$metadata":
            return 200, "application/xml", b"".join(metadata(self.server.base.published(), self.server.extra))
        if path in ("SelectChanges", "NotifyChangesReceived"):
            return self._exchange(path, options)
        data = self._data(path, options, json.loads(body) if body else None)
        return 200 if self.command == "GET" else 201, "application/json;charset=utf-8", _json(data)

    def _data(self, path, options, values):
        base = self.server.base
        if not path:
            return {"value": [{"name": table.name, "url": table.name} for table in base.published()]}
        if match := FUNCTION.fullmatch(path):
            return {"value": _select(self._call(match), options, ())}
        if match := ENTITY.fullmatch(path):
            table, key = match["table"], match["key"]
            if match["verb"]:
                return {} if base.post(table, key) else {}
            if self.command == "PATCH":
                return base.change(table, key, values, self.headers.get("If-Match", ""))
            return base.get(table, key)
        if self.command == "POST":
            return base.create(path, values)
        table = base.table(path)
        rows = base.registers[path] if path in base.registers else list(base.rows[path].values())
        return {"value": _select(rows, options, table.key)}

    def _call(self, match):
        base = self.server.base
        base.table(match["table"])
        told = {name: value.replace("''", "'") for name, value in ARGUMENT.findall(match["told"])}
        if match["name"] == "SliceLast":
            return base.slice_last(match["table"], told.get("Condition", ""))
        wanted = tuple(filter(None, told.get("Dimensions", "").split(",")))
        return base.balance(match["table"], told.get("Condition", ""), wanted)

    def _exchange(self, name, options):
        node = options["DataExchangePoint"].strip("'").replace("''", "'")
        if not node.endswith(f"{PLAN}(guid'{NODE}')"):
            raise Refusal(404, 9, "Узел не найден")
        number = int(options["MessageNo"])
        if name == "SelectChanges":
            root = f"{self.server.url}/odata/standard.odata/"
            return 200, "application/atom+xml", write_feed(root, self.server.base.select_changes(number))
        self.server.base.notify_received(number)
        return 200, "application/json", b"{}"

    # === WHAT IS ANSWERED === #

    def _misbehave(self, kind):
        if kind == "slow":
            time.sleep(self.server.trouble.seconds)
            return False
        answers = {
            "html": (200, "text/html", PAGE.format("Вход в систему", "Вход").encode()),
            "406": (406, "text/plain", "Пул сеансов исчерпан".encode()),
            "500": (500, "text/html", PAGE.format("Internal error", "Internal error").encode()),
            "stale": (400, "text/plain", b"Bad request: ibsession"),
            "refuse": (500, "application/json", _error(-1, "Не удалось записать")),
            "401": (401, "text/html", PAGE.format("401", "Unauthorized").encode()),
        }
        if kind in answers:
            self._send(*answers[kind])
            return True
        return False

    def _send(self, status, content, data, cut=False):
        self.send_response(status)
        self.send_header("Content-Type", content)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        if cut:
            self._break()

    def _break(self):
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(2)


def _select(rows, options, key):
    """Rows as the options want them."""
    if options.get("$filter"):
        holds = compile_condition(options["$filter"])
        rows = [row for row in rows if holds(row)]
    told = [name for name in options.get("$orderby", "").split(",") if name]
    if set(key) <= set(told) and told:
        rows = sorted(rows, key=lambda row: [str(row.get("Description", ""))] + [str(row[name]) for name in told])
    elif "$top" in options:
        rows = random.sample(list(rows), len(rows))  # whoever pages without the key gets what he deserves
    start, top = int(options.get("$skip") or 0), int(options.get("$top") or len(rows))
    rows = rows[start : start + top]
    names = [name for name in options.get("$select", "").split(",") if name]
    if unknown := {name for name in names for row in rows[:1] if name not in row}:
        raise Refusal(400, 6, f"Поле не найдено: {', '.join(unknown)}")
    return [{name: row[name] for name in names} for row in rows] if names else rows


def _json(data):
    return json.dumps(data, ensure_ascii=False).encode()


def _error(code, text):
    return _json({"odata.error": {"code": str(code), "message": {"lang": "ru", "value": text}}})
