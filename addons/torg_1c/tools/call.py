"""A request of 1C and the answer to it, without HTTP around them."""

import base64
import binascii
import hashlib
import ipaddress
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """What a request brings.

    :ivar query: the query string as it came
    :ivar size: bytes of the body, as the client tells
    :ivar read: function of the greatest number of bytes that returns the body, or None when it is greater
    """

    query: bytes
    address: str = ""
    agent: str = ""
    authorization: str = ""
    cookie: str = ""
    size: int = 0
    read: object = None

    @property
    def login(self):
        """Name and password of HTTP Basic, empty texts where there are none."""
        word, _blank, coded = self.authorization.partition(" ")
        if word.lower() != "basic":
            return "", ""
        try:
            raw = base64.b64decode(coded.strip(), validate=True)
        except (binascii.Error, ValueError):
            return "", ""
        name, _colon, password = _text(raw).partition(":")
        return name, password

    def get_tokens(self, sessid):
        """Return what may be the key of a session: the cookie, and what stands in the query."""
        return [token for token in (self.cookie, sessid) if token]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    body: bytes
    content_type: str = "text/plain"


def _text(raw):
    """Old clients send names in windows-1251."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1251", "replace")


def fingerprint(token):
    """What is kept of a token: who reads the table cannot log in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def parse_networks(text):
    """Networks of a list of addresses.

    :raise ValueError: one of them is no address
    """
    return [ipaddress.ip_network(word, strict=False) for word in re.split(r"[\s,;]+", text or "") if word]


def is_allowed(address, networks):
    """Whether the address is in one of the networks; everybody is where there are none."""
    if not networks:
        return True
    found = _parse_address(address)
    return found is not None and any(found in network for network in networks)


def neighbourhood(address):
    """What a guesser cannot change at will: the address, of IPv6 the network of a customer."""
    found = _parse_address(address)
    if found is not None and found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found) if found else address[:64]


def _parse_address(address):
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def hide_secrets(query):
    """The query for the log: without the key of the session."""
    return re.sub(r"(sessid=)[^&]*", r"\1…", query.decode("utf-8", "replace"), flags=re.IGNORECASE)[:1000]
