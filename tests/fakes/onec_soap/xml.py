"""SOAP 1.1 envelopes, both ways."""

import base64

from lxml import etree

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
RESULTS = {"PrepareDataActionResult": "http://v8.1c.ru/SSL/Exchange/EnterpriseDataExchange"}


def parse_request(body):
    """`(operation, its namespace, {parameter: text})`."""
    root = etree.fromstring(body)
    verb = root.find(f"{{{ENVELOPE}}}Body")[0]
    name = etree.QName(verb)
    return name.localname, name.namespace, {etree.QName(part).localname: part.text or "" for part in verb}


def answer_of(operation, space, values):
    """Envelope with an answer."""
    inner = RESULTS.get(operation, f"{space}/types")
    holder, body = _envelope()
    answer = etree.SubElement(body, f"{{{space}}}{operation}Response", nsmap={"m": space})
    for name, value in values.items():
        element = etree.SubElement(answer, f"{{{space}}}{name}")
        if isinstance(value, dict):
            for key, part in value.items():
                _fill(etree.SubElement(element, f"{{{inner}}}{key}"), part)
        else:
            _fill(element, value)
    return etree.tostring(holder, xml_declaration=True, encoding="UTF-8")


def fault_of(text):
    """Envelope with a fault."""
    holder, body = _envelope()
    fault = etree.SubElement(body, f"{{{ENVELOPE}}}Fault")
    etree.SubElement(fault, "faultcode").text = "soap:Server"
    etree.SubElement(fault, "faultstring").text = text
    return etree.tostring(holder, xml_declaration=True, encoding="UTF-8")


def _envelope():
    holder = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE, "xsi": XSI})
    return holder, etree.SubElement(holder, f"{{{ENVELOPE}}}Body")


def _fill(element, value):
    if value is None:
        element.set(f"{{{XSI}}}nil", "true")
    elif isinstance(value, bytes):
        element.text = base64.b64encode(value).decode()
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    else:
        element.text = str(value)
