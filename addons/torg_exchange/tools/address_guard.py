"""Which addresses the server may call on somebody's word.

A webhook address is typed by a person or sent by an API: without this guard it could point into our own network
(databases, cloud metadata). The name is resolved once and the connection goes to the very address that was judged,
so a name that changes its answer between the check and the call (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
from urllib.parse import quote, urlsplit

RESERVED = "%/:=&?~#+!$,;'@()*[]"  # signs of a URL that are written as they are
NAT64 = ipaddress.ip_network("64:ff9b::/96")
METADATA = ("fd00:ec2::/32", "100.100.100.200/32")  # of clouds that keep it outside link-local
TRANSITION = ("2002::/16", "2001::/32", "64:ff9b:1::/48")  # IPv6 that hides an IPv4 address
NEVER = [ipaddress.ip_network(net) for net in (*METADATA, *TRANSITION)]


class ForbiddenAddress(ValueError):
    """The address leads where the server must not call."""


class MalformedURL(ValueError):
    """The URL cannot be called at all."""


def _unwrap(address):
    """Return the IPv4 address hidden in an IPv6 one (``::ffff:10.0.0.1``, NAT64), or the address itself."""
    if address.version == 6:
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in NAT64:
            return ipaddress.ip_address(int(address) & 0xFFFFFFFF)
    return address


def is_allowed(ip: str, allow_private: bool = False) -> bool:
    """Tell whether the server may call this address.

    Link-local (cloud metadata lives there), multicast, unspecified and reserved ones are never allowed;
    private and loopback ones only where the endpoint says so.
    """
    address = _unwrap(ipaddress.ip_address(ip.partition("%")[0]))
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    if address.version == 4 and address.is_reserved:
        return False
    if any(address in net for net in NEVER):
        return False
    return address.is_global or allow_private


def split_url(url: str, allow_private: bool = False):
    """Return ``(scheme, host, port, target)`` of a URL that may be called, or raise.

    Plain http is for inner addresses only: outside, the body would travel in the open.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()  # пример.рф has another name on the wire
    except ValueError as error:
        raise MalformedURL(str(error)) from error
    if parts.scheme not in ("http", "https") or not host or any(char.isspace() for char in url):
        raise MalformedURL("The address must look like https://host/path")
    if parts.username or parts.password:
        raise MalformedURL("The address must not carry a login")
    if parts.scheme == "http" and not allow_private:
        raise ForbiddenAddress("Only https is allowed")
    _refuse_literal(host, allow_private)
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=RESERVED)
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target


def _refuse_literal(host: str, allow_private: bool):
    try:
        allowed = is_allowed(host, allow_private)
    except ValueError:  # a name, judged when it is resolved
        allowed = allow_private or host.rstrip(".").lower() != "localhost"
    if not allowed:
        raise ForbiddenAddress(host)


def open_socket(host: str, port: int, allow_private: bool, timeout: float, resolve=None):
    """Connect to ``host``: resolve once, judge every answer, connect to a judged one."""
    answers = (resolve or socket.getaddrinfo)(host, port, type=socket.SOCK_STREAM)
    allowed = [answer for answer in answers if is_allowed(answer[4][0], allow_private)]
    if len(allowed) < len(answers) or not allowed:  # a mixed answer is an attempt to slip through
        raise ForbiddenAddress(host)
    failure = None
    for family, kind, proto, _name, address in allowed[:2]:
        connection = socket.socket(family, kind, proto)
        connection.settimeout(timeout)
        try:
            connection.connect(address)
            return connection
        except OSError as error:
            connection.close()
            failure = error
    raise failure
