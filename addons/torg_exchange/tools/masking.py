"""Hide secrets and personal data in a message before a person looks at it.

JSON and XML are walked by their keys, in English and Russian; in everything else, and inside values, phone numbers
and e-mails are found by their shape. What is hidden keeps its length class and its last signs, so that two messages
can still be told apart.
"""

import json
import re

from lxml import etree

DOTS = "•••"
SECRET = re.compile(r"passw|secret|token|api[_-]?key|authoriz|cookie|sessid|signature|пароль|секрет|ключ", re.I)
PERSON = re.compile(
    r"^(first|last|middle|full|sur|customer|client|contact|recipient|partner|buyer|user|person)_?name$|^(fio|surname)$|"
    r"^(фио|имя|фамилия|отчество|полноенаименование|представление)$|passport|паспорт|birth|рожден|"
    r"address|street|адрес|улица|phone|mobile|телефон|e-?mail|почта|snils|снилс",
    re.I,
)
PARTY = re.compile(
    r"^(customer|client|contact|recipient|partner|buyer|user|person|payer|owner)s?$|"
    r"^(контрагент|представител[ьи]|контакт|покупатель|клиент|получатель|адрес|адресрегистрации)ы?$",
    re.I,
)
PARTY_NAME = re.compile(r"^(name|title|display_name|наименование|значение)$", re.I)
EMAIL = re.compile(r"([\w.+-])[\w.+-]*@([\w-])[\w.-]*\.(\w{2,})")
PHONE = re.compile(
    r"(?<![\w.#-])(?:(\+\d)[\d\s()-]{6,16}(\d{2})|([78])[\s(-]*[3-9]\d{2}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*(\d{2}))(?![\w-])"
)


def mask(text: str) -> str:
    """Return the text with secrets and personal data hidden, JSON and XML set out in lines."""
    stripped = text.lstrip("\ufeff \r\n\t")
    if stripped[:1] in ("{", "["):
        try:
            return json.dumps(_mask_json(json.loads(stripped)), ensure_ascii=False, indent=2)
        except ValueError:
            return _mask_text(text)
    if stripped[:1] == "<":
        return _mask_xml(stripped)
    return _mask_text(text)


def mask_secret(secret: str | None) -> str:
    """Return a hint that tells two secrets apart and gives neither away."""
    if not secret:
        return ""
    prefix = "whsec_" if secret.startswith("whsec_") else ""
    return prefix + DOTS * 2 + (secret[-4:] if len(secret) >= 16 else "")


def _hide(value) -> str:
    text = str(value).strip()
    if EMAIL.fullmatch(text) or PHONE.fullmatch(text):
        return _mask_text(text)
    return f"{text[:1]}{DOTS}"


def _mask_text(text: str) -> str:
    text = EMAIL.sub(rf"\1{DOTS}@\2{DOTS}.\3", text)
    return PHONE.sub(lambda found: f"{found[1] or found[3]}{DOTS}{found[2] or found[4]}", text)


def _verdict(key: str, in_party: bool) -> str | None:
    if SECRET.search(key):
        return "secret"
    if PERSON.search(key) or (in_party and PARTY_NAME.search(key)):
        return "person"
    return None


def _mask_json(value, key: str = "", in_party: bool = False):
    if isinstance(value, dict):
        inside = in_party or bool(PARTY.search(key))
        beside_phone = any(re.search("phone|e-?mail", name, re.I) for name in value)
        return {
            name: _mask_json(item, name, inside or (beside_phone and not isinstance(item, dict | list)))
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_mask_json(item, key, in_party) for item in value]
    if value is None or isinstance(value, bool):
        return value
    verdict = _verdict(key, in_party)
    if verdict:
        return DOTS if verdict == "secret" else _hide(value)
    return _mask_text(value) if isinstance(value, str) else value


def _mask_xml(text: str) -> str:
    try:
        parser = etree.XMLParser(encoding="utf-8", remove_blank_text=True, remove_comments=True, resolve_entities=False)
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return _mask_text(text)
    _mask_element(root, in_party=False)
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def _mask_element(element, in_party: bool):
    element.tail = element.tail and _mask_text(element.tail)
    if not isinstance(element.tag, str):  # a comment or an entity
        return
    name = etree.QName(element).localname
    in_party = in_party or bool(PARTY.search(name))
    element.text = _mask_value(name, element.text, in_party)
    for attribute, value in element.attrib.items():
        element.set(attribute, _mask_value(etree.QName(attribute).localname, value, in_party))
    for child in element:
        _mask_element(child, in_party)


def _mask_value(key: str, value: str | None, in_party: bool) -> str | None:
    if not value or not value.strip():
        return value
    verdict = _verdict(key, in_party)
    if verdict:
        return DOTS if verdict == "secret" else _hide(value)
    return _mask_text(value)
