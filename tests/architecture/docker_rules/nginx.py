"""nginx: the ways in, what it lets through and what it tells browsers."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..stack import Block, Stack, fill


def check_upstreams(stack: Stack) -> Iterator[str]:
    """The proxy asks the web nodes on Odoo's ports, through Docker's DNS each time anew."""
    ports = {"$odoo": "http_port", "$odoo_websocket": "gevent_port"}
    targets = {block.args[0]: block.args[1] for block in stack.locations.own("set")}
    for name, option in ports.items():
        if targets.get(name) != f"http://web:{stack.options()[option]}":
            yield f"locations.conf: {name} is {targets.get(name)}, {option} is {stack.options()[option]}"
    if not set(stack.services["web"]["networks"]) & set(stack.services["proxy"]["networks"]):
        yield "proxy and web share no network"
    for block in stack.locations.all("proxy_pass"):
        if block.args[0] not in ports:
            yield f"locations.conf: proxy_pass {block.args[0]} is asked of DNS only once"
    if not any(block.args[0] == "127.0.0.11" for block in stack.nginx.all("resolver")):
        yield "nginx.conf: the resolver is not Docker's"


def check_headers(stack: Stack) -> Iterator[str]:
    """Odoo learns host, address and scheme of the client; a location that sets one header repeats them all."""
    common = {block.args[0] for block in stack.locations.own("proxy_set_header")}
    for name in {"Host", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto"} - common:
        yield f"locations.conf: {name} is not passed on"
    for location in stack.locations.own("location"):
        own = {block.args[0] for block in location.own("proxy_set_header")}
        if own and (missing := common - own):
            yield f"location {location.args[-1]}: loses the headers {', '.join(sorted(missing))}"
    websocket = _location(stack, "/websocket")
    if not any(block.args[0] == "Upgrade" for block in websocket.own("proxy_set_header")):
        yield "location /websocket: does not upgrade"
    if [block.args[0] for block in websocket.own("proxy_pass")] != ["$odoo_websocket"]:
        yield "location /websocket: does not go to the websocket worker"


def check_limits(stack: Stack) -> Iterator[str]:
    """Passwords, shop and bodies have limits, and Odoo gives up before the proxy does."""
    zones = {re.search(r"zone=(\w+)", " ".join(block.args))[1] for block in stack.nginx.all("limit_req_zone")}
    used = {re.search(r"zone=(\w+)", " ".join(block.args))[1] for block in stack.locations.all("limit_req")}
    for zone in used - zones:
        yield f"locations.conf: limit zone {zone} is not declared"
    for zone in zones - used:
        yield f"nginx.conf: limit zone {zone} is never used"
    for path in ("/web/login", "/ru/web/login", "/web/session/authenticate", "/shop-api/v1/orders", "/jsonrpc"):
        if not _location(stack, path).own("limit_req"):
            yield f"{path}: has no rate limit"
    for path in ("/web/database/manager", "/queue_job/runjob"):
        if [block.args[0] for block in _location(stack, path).own("return")] != ["404"]:
            yield f"{path}: is open to the street"
    body = stack.locations.own("client_max_body_size")[0].args[0]
    if int(body.rstrip("m")) < 128:
        yield "locations.conf: bodies are cut below Odoo's own limit of 128 MB"
    timeout = int(stack.locations.own("proxy_read_timeout")[0].args[0].rstrip("s"))
    if timeout <= int(stack.options()["limit_time_real"]):
        yield "locations.conf: the proxy gives up before Odoo does"


def _location(stack: Stack, path: str) -> Block:
    """The location that serves the path: exact, then ^~ and plain prefixes by length, unless an expression matches."""
    best = Block("location", [])
    for location in stack.locations.own("location"):
        kind, word = location.args if len(location.args) > 1 else ("", location.args[0])
        if kind == "=" and word == path:
            return location
        if kind in ("", "^~") and path.startswith(word) and len(word) >= len(best.args[-1] if best.args else ""):
            best = location
    if best.args and best.args[0] == "^~":
        return best
    expressions = (location for location in stack.locations.own("location") if location.args[0] == "~")
    return next((location for location in expressions if re.search(location.args[1], path)), best)


def check_servers(stack: Stack) -> Iterator[str]:
    """Included files and certificates are mounted, listened ports published, the health address answered."""
    mounted = {target for _source, target in stack.mounts("proxy")}
    published = {fill(port).rpartition(":")[2] for port in stack.services["proxy"]["ports"]}
    for name, root in {"nginx.conf": stack.nginx, **stack.servers}.items():
        for block in root.all("include"):
            if block.args[0] not in mounted and not block.args[0].endswith("mime.types"):
                yield f"{name}: includes {block.args[0]}, which is not mounted"
        for block in [*root.all("ssl_certificate"), *root.all("ssl_certificate_key")]:
            if str(PurePosixPath(block.args[0]).parent) not in mounted:
                yield f"{name}: {block.args[0]} is not in a mounted folder"
        for block in root.all("listen"):
            if block.args[0] not in published:
                yield f"{name}: port {block.args[0]} is not published"
        for server in root.all("server"):
            known = {block.args[0] for block in server.own("set")} | {block.args[0] for block in server.own("return")}
            if server.own("include") and "$forwarded_proto" not in known:
                yield f"{name}: a server does not say $forwarded_proto"
    test = stack.services["proxy"]["healthcheck"]["test"][-1]
    path = test.partition("//")[2].partition("/")[2]
    for name, root in {"locations.conf": stack.locations, "https.conf": stack.servers["https.conf"]}.items():
        if not any(block.args == ["=", f"/{path}"] for block in root.all("location")):
            yield f"{name}: does not answer the healthcheck /{path}"
