"""Addresses of the OData interface: keys, literals and options as 1C wants them written."""

import re
from datetime import datetime
from urllib.parse import quote, urlsplit, urlunsplit

ROOT = "odata/standard.odata/"
EMPTY = "00000000-0000-0000-0000-000000000000"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
LOCALE = re.compile(r"/[a-z]{2}(_[A-Z]{2})?/?$")


def base_url(text):
    """Root of the interface, with a slash, from whatever a person copies: of the base, of its web client, of OData.

    :raise ValueError: it is no address
    """
    parts = urlsplit((text or "").strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError(text)
    path = parts.path.partition("/odata/")[0].rstrip("/")
    path = LOCALE.sub("", path).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/{ROOT}", "", ""))


def is_guid(text):
    """Whether this may stand as an identifier of 1C."""
    return bool(text and GUID.fullmatch(text))


def guid(text):
    """Literal of an identifier.

    :raise ValueError: it is none, and nobody may write conditions of their own into it
    """
    if not is_guid(text):
        raise ValueError(f"{text!r} is no identifier of 1C")
    return f"guid'{text}'"


def moment(value: datetime):
    """Literal of a time."""
    return f"datetime'{value:%Y-%m-%dT%H:%M:%S}'"


def string(text):
    """Literal of a text."""
    return "'" + text.replace("'", "''") + "'"


def entity(name, key):
    """Path of one record."""
    return f"{name}({guid(key)})"


def function(resource, name, **arguments):
    """Path of a function; texts are quoted, other literals come ready."""
    told = ",".join(f"{key}={value}" for key, value in arguments.items() if value)
    return f"{resource}/{name}({told})"


def any_of(field, keys):
    """Condition: the field is one of these identifiers."""
    return " or ".join(f"{field} eq {guid(key)}" for key in keys)


def address(root, path, options=()):
    """Whole address; blanks as %20, for 1C takes a plus for a plus."""
    told = "&".join(f"{name}={quote(str(value), safe=SAFE)}" for name, value in options if value not in ("", None))
    return root + quote(path, safe="/(),'=$:") + (f"?{told}" if told else "")


SAFE = "(),'$:*;/="
