"""The header of an EnterpriseData message, both ways. It is a sequence: the order of elements counts.

A message acknowledges by numbers: ReceivedNo is the last message of the other side that is stored for good, and 1C
forgets the changes it has sent with messages up to it. The first message has the number 0 and a format without
version: it only tells who we are and what we know.
"""

from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from ..problem import BadValue
from ..values import clean, parse_datetime
from .names import FORMAT, MESSAGE_NS, SENT, VERSIONS
from .problem import MessageError

NS = f"{{{MESSAGE_NS}}}"
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Header:
    """What a message says of itself.

    :ivar version: of the body, empty in a greeting
    :ivar number: MessageNo
    :ivar received: ReceivedNo
    :ivar types: `{kind: (versions sent, versions received)}`, each a tuple, `("*",)` is all
    """

    plan: str = ""
    to: str = ""
    sender: str = ""
    number: int = 0
    received: int = 0
    version: str = ""
    created: datetime | None = None
    versions: tuple = VERSIONS
    new_sender: str = ""
    types: dict | None = field(default=None)
    prefix: str = ""

    @property
    def is_greeting(self):
        """Whether it only introduces the sender."""
        return not self.number

    def takes(self, kind, version=""):
        """Whether its sender receives a kind; one that declares nothing may."""
        if self.types is None:
            return True
        told = self.types.get(kind, ((), ()))[1]
        return "*" in told or (version in told if version else bool(told))


# === WRITING === #


def declare(receiving):
    """Types to declare: what we send, and of what comes only kinds that somebody here keeps."""
    return {kind: (("*",) * (kind in SENT), ("*",) * (kind in receiving)) for kind in sorted({*SENT, *receiving})}


def write_message(header, body=()):
    """Bytes of a message.

    :param body: elements of objects, made for the namespace of the header's version
    """
    root = etree.Element("Message", nsmap={"msg": MESSAGE_NS, "xs": XS, "xsi": XSI})
    _write_header(etree.SubElement(root, f"{NS}Header"), header)
    if not header.is_greeting:
        space = f"{FORMAT}/{header.version}"
        holder = etree.SubElement(root, f"{{{space}}}Body", nsmap={None: space})
        holder.extend(body)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xs", "xsi"])
    return BOM + etree.tostring(root, xml_declaration=True, encoding="UTF-8")


XS, XSI = "http://www.w3.org/2001/XMLSchema", "http://www.w3.org/2001/XMLSchema-instance"


def _write_header(element, header):
    _put(element, "Format", f"{FORMAT}/{header.version}" if header.version else FORMAT)
    _put(element, "CreationDate", header.created.replace(microsecond=0).isoformat())
    confirmation = etree.SubElement(element, f"{NS}Confirmation")
    _put(confirmation, "ExchangePlan", header.plan)
    _put(confirmation, "To", header.to)
    _put(confirmation, "From", header.sender)
    _put(confirmation, "MessageNo", header.number)
    _put(confirmation, "ReceivedNo", header.received)
    for version in header.versions:
        _put(element, "AvailableVersion", version)
    if header.new_sender:
        _put(element, "NewFrom", header.new_sender)
    if header.types is not None:
        types = etree.SubElement(element, f"{NS}AvailableObjectTypes")
        for kind, (sending, receiving) in header.types.items():
            _write_type(types, kind, sending, receiving)
    if header.prefix:
        _put(element, "Prefix", header.prefix)


def _write_type(types, kind, sending, receiving):
    holder = etree.SubElement(types, f"{NS}ObjectType")
    _put(holder, "Name", kind)
    if sending:
        _put(holder, "Sending", ",".join(sending))
    if receiving:
        _put(holder, "Receiving", ",".join(receiving))


def _put(parent, name, value):
    etree.SubElement(parent, f"{NS}{name}").text = clean(str(value))


# === READING === #


def read_header(element):
    """Header out of its element.

    :raise MessageError: it cannot be followed
    """
    told = _texts(element)
    confirmation = next((child for child in element if local(child) == "Confirmation"), None)
    numbers = _texts(confirmation) if confirmation is not None else {}
    base, _slash, version = told.get("Format", [""])[0].partition("EnterpriseData")
    if not _slash:
        raise MessageError("other_format", format=told.get("Format", [""])[0][:100])
    return Header(
        plan=numbers.get("ExchangePlan", [""])[0],
        to=numbers.get("To", [""])[0],
        sender=numbers.get("From", [""])[0],
        number=_number(numbers.get("MessageNo", ["0"])[0]),
        received=_number(numbers.get("ReceivedNo", ["0"])[0]),
        version=version.strip("/"),
        created=_moment(told.get("CreationDate", [""])[0]),
        versions=tuple(told.get("AvailableVersion", ())),
        new_sender=told.get("NewFrom", [""])[0],
        types=_types(element),
        prefix=told.get("Prefix", [""])[0],
    )


def check_header(header, plan, our, their=""):
    """Refuse a message that is not for us.

    :raise MessageError:
    """
    if header.plan and plan and header.plan != plan:
        raise MessageError("other_plan", plan=header.plan, known=plan)
    if header.to and header.to != our:
        raise MessageError("other_node", to=header.to, our=our)
    if their and header.sender and their not in (header.sender, header.new_sender):
        raise MessageError("other_sender", sender=header.sender, known=their)


def local(element):
    """Name of an element without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _texts(element):
    found = {}
    for child in element:
        if not len(child):
            found.setdefault(local(child), []).append((child.text or "").strip())
    return found


def _types(element):
    holder = next((child for child in element if local(child) == "AvailableObjectTypes"), None)
    if holder is None or not len(holder):
        return None
    rows = [_texts(row) for row in holder]
    return {row.get("Name", [""])[0]: (_versions(row.get("Sending")), _versions(row.get("Receiving"))) for row in rows}


def _versions(told):
    return tuple(part for part in (told or [""])[0].replace(" ", "").split(",") if part)


def _number(text):
    if not text.isdigit():
        raise MessageError("bad_number", value=text[:50])
    return int(text)


def _moment(text):
    try:
        return parse_datetime(text)
    except BadValue:
        return None
