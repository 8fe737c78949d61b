"""HTTP side: logs in by Basic, serves descriptions and operations, and breaks off where it is told to."""

import base64
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .exchange import Exchange, Refused
from .wsdl import describe_documents, describe_exchange
from .xml import answer_of, fault_of, parse_request

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>1С:Предприятие</title></head><body>Вход</body></html>".encode()
EXCHANGE_PATH = "/base/ws/EnterpriseDataExchange_1_0_1_1.1cws"
DOCUMENTS_PATH = "/base/ws/documents.1cws"
INNER = "http://srv-1c-inner:8080"  # what 1C believes to be its address


@dataclass
class Troubles:
    """What goes wrong.

    :ivar mode: "" or `html`, `html_error`, `404`, `403`, `503`, `redirect`
    :ivar lose: function (operation, number of the call) → "" | "before" | "after": the connection is cut
    """

    mode: str = ""
    lose: object = None
    calls: list = field(default_factory=list)


class Server:
    """1C on a port of this machine; `with` starts and stops it.

    :param slow: how many times a background operation is Active before it is Completed
    """

    def __init__(self, base, port=0, user="odoo", password="secret", slow=0, host="127.0.0.1"):
        self.base, self.user, self.password = base, user, password
        self.troubles = Troubles()
        self.exchange = Exchange(base, slow)
        self._http = ThreadingHTTPServer((host, port), type("OwnHandler", (Handler,), {"owner": self}))
        self.port = self._http.server_address[1]
        self.url = f"http://{host}:{self.port}{EXCHANGE_PATH}"
        self.documents_url = f"http://{host}:{self.port}{DOCUMENTS_PATH}"
        self.lock = threading.Lock()

    def __enter__(self):
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._http.shutdown()
        self._http.server_close()

    def serve(self):
        """Serve until stopped."""
        self._http.serve_forever()

    def is_known(self, header):
        """Whether the login is right."""
        told = f"{self.user}:{self.password}".encode()
        return header == "Basic " + base64.b64encode(told).decode()

    def lose(self, operation):
        """Tell whether this call is to be cut."""
        self.troubles.calls.append(operation)
        lose = self.troubles.lose
        return lose(operation, len(self.troubles.calls)) if lose else ""

    def answer(self, operation, space, told):
        """`(status, XML)` of an operation."""
        with self.lock:
            try:
                return 200, answer_of(operation, space, self.exchange.call(operation, told))
            except Refused as refusal:
                return 500, fault_of(str(refusal))


class Handler(BaseHTTPRequestHandler):
    """One connection.

    :cvar owner: Server
    """

    owner = None
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def log_message(self, *_args):
        """Quiet."""

    def do_GET(self):  # noqa: N802
        """Descriptions."""
        if self.refuse():
            return
        describe = {EXCHANGE_PATH: describe_exchange, DOCUMENTS_PATH: describe_documents}
        path = self.path.partition("?")[0]
        if path in describe and self.path.endswith("?wsdl"):
            self.reply(200, describe[path](INNER + path), "text/xml")
        else:
            self.reply(404, b"", "text/plain")

    def do_POST(self):  # noqa: N802
        """Operations."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.refuse():
            return
        operation, space, told = parse_request(body)
        lost = self.owner.lose(operation)
        if lost == "before":
            self.cut()
            return
        status, answer = self.owner.answer(operation, space, told)
        if lost == "after":
            self.cut()
        else:
            self.reply(status, answer, "text/xml; charset=utf-8")

    def refuse(self):
        """Answer badly where it was asked for; tell whether it did."""
        mode = self.owner.troubles.mode
        if mode == "html" or mode == "html_error":
            self.reply(200 if mode == "html" else 500, LOGIN_PAGE, "text/html; charset=utf-8")
        elif mode == "redirect":
            self.reply(301, b"", "text/html", Location="https://other.example/base")
        elif mode:
            self.reply(int(mode), b"", "text/plain")
        elif not self.owner.is_known(self.headers.get("Authorization")):
            self.reply(401, LOGIN_PAGE, "text/html", **{"WWW-Authenticate": 'Basic realm="1C"'})
        else:
            return False
        return True

    def reply(self, status, body, kind, **headers):
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def cut(self):
        """Drop the connection."""
        self.close_connection = True
