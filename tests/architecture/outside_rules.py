"""Rules on what talks to other systems: each call ends in time, each XML is read without its entities."""

import ast
from collections.abc import Iterator

from .calls import has_keyword, is_false, is_none, last_word, method, receiver
from .reader import Source

HTTP_VERBS = {"get", "post", "put", "patch", "delete", "head", "options", "request", "send"}

# Call → position of its timeout among the positional arguments (None: keyword only).
TIMED_CALLS: dict[str, int | None] = {
    **{f"{module}.{verb}": None for module in ("requests", "httpx") for verb in HTTP_VERBS - {"send"}},
    "urllib.request.urlopen": 2,
    "http.client.HTTPConnection": 2,
    "http.client.HTTPSConnection": None,
    "socket.create_connection": 1,
    "smtplib.SMTP": 3,
    "smtplib.SMTP_SSL": None,
    "imaplib.IMAP4": 2,
    "imaplib.IMAP4_SSL": None,
    "ftplib.FTP": 4,
    "ftplib.FTP_TLS": None,
    "httpx.Client": None,
    "zeep.Transport": 1,
    "zeep.transports.Transport": 1,
    "telnetlib.Telnet": 2,
}
SESSIONS = {"requests.Session", "requests.session", "requests.sessions.Session"}
ASYNC_CALLS = {"asyncio.open_connection", "asyncio.open_unix_connection"}


def check_timeouts(source: Source) -> Iterator[str]:
    """A call outside without a timeout hangs a worker until the other side feels like answering."""
    sessions = _session_names(source)
    for call in source.calls():
        name = source.dotted(call.func)
        if name in TIMED_CALLS:
            timed = _has_timeout(call, TIMED_CALLS[name])
        elif method(call) in HTTP_VERBS and receiver(call) in sessions:
            timed = _has_timeout(call, None)
        elif name in ASYNC_CALLS:
            timed = _inside_async_timeout(source, call)
        else:
            continue
        if not timed:
            yield source.at(call, f"{name}() without a timeout")
        if name.endswith("Transport") and not has_keyword(call, "operation_timeout"):
            yield source.at(call, f"{name}() without operation_timeout, the one that bounds each SOAP call")


def _session_names(source: Source) -> set[str]:
    """Variables, attributes and arguments of the file that hold a requests session."""
    names = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign) and _is_session(source, node.value):
            names.update(last_word(target) for target in node.targets)
        elif isinstance(node, ast.withitem) and _is_session(source, node.context_expr) and node.optional_vars:
            names.add(last_word(node.optional_vars))
        elif isinstance(node, ast.arg) and node.annotation and source.dotted(node.annotation) in SESSIONS:
            names.add(node.arg)
    return names


def _is_session(source: Source, node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and source.dotted(node.func) in SESSIONS


def _has_timeout(call: ast.Call, position: int | None) -> bool:
    if position is not None and len(call.args) > position:
        return not is_none(call.args[position])
    return has_keyword(call, "timeout")


def _inside_async_timeout(source: Source, call: ast.AST) -> bool:
    node = call
    while node in source.parents:
        node = source.parents[node]
        if isinstance(node, ast.Call) and source.dotted(node.func) == "asyncio.wait_for":
            return True
        if isinstance(node, ast.AsyncWith) and any(
            isinstance(item.context_expr, ast.Call)
            and source.dotted(item.context_expr.func) in ("asyncio.timeout", "asyncio.timeout_at")
            for item in node.items
        ):
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
    return False


STDLIB_XML = ("xml.etree", "xml.dom", "xml.sax", "xml.parsers", "xmlrpc.server")
LXML_READERS = {"fromstring": 1, "parse": 1, "XML": 1, "fromstringlist": 1, "HTML": None}


def check_xml_readers(source: Source) -> Iterator[str]:
    """XML from outside may carry entities that read local files or eat all memory."""
    if source.is_test:
        return
    for local, name in source.imports.items():
        if name.startswith(STDLIB_XML) and not name.startswith("xml.sax.saxutils") and not name.endswith("Error"):
            yield f"{source}: {local} is the standard XML reader: use lxml with resolve_entities=False or defusedxml"
    for call in source.calls():
        module, _dot, name = source.dotted(call.func).rpartition(".")
        if module not in ("lxml.etree", "lxml.objectify"):
            continue
        if name in ("XMLParser", "iterparse", "XMLPullParser"):
            safe = any(word.arg == "resolve_entities" and is_false(word.value) for word in call.keywords)
            if not safe:
                yield source.at(call, f"{name}() without resolve_entities=False")
        elif LXML_READERS.get(name) and len(call.args) < 2 and not has_keyword(call, "parser"):
            yield source.at(call, f"{name}() without an own parser: pass one with resolve_entities=False")
