"""What an answer of 1C means: data, or an error in one of the many forms it has."""

import json
import re
from decimal import Decimal

from .problem import ODataError

CODES = {8: "no_entity", 9: "no_record", 15: "exists", 20: "no_rights", -1: "refused"}
TITLE = re.compile(rb"<(?:title|h1|h2)[^>]*>\s*([^<]{1,200})", re.IGNORECASE)
TAGS = re.compile(r"<[^>]+>")
XML_CODE = re.compile(rb"<(?:\w+:)?code[^>]*>\s*(-?\d+)\s*<")
XML_TEXT = re.compile(rb"<(?:\w+:)?(?:message|descr)[^>]*>([^<]*)<")


def read_json(answer, user="", name=""):
    """Data of an answer; {} when there is no body.

    :param user: who asked, for the sentence
    :param name: what was asked about, for the sentence
    :raise ODataError: it is an error, whatever its status says
    """
    judge(answer, user, name)
    if not answer.body.strip():
        return {}
    try:
        data = json.loads(answer.body.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise _not_json(answer) from None
    if not isinstance(data, dict):
        raise _not_json(answer)
    told = _told(data)
    if told:
        raise _error(answer.status, *told, user, name)
    return data


def read_rows(answer, user="", name=""):
    """Rows of an answer that is a table.

    :raise ODataError: it is an error, or no table
    """
    rows = read_json(answer, user, name).get("value", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _not_json(answer)
    return rows


def _not_json(answer):
    return ODataError("not_json", answer.status, start=answer.body[:60].decode("utf-8", "replace"))


def judge(answer, user="", name=""):
    """Let an answer pass that carries data.

    :raise ODataError: it does not
    """
    status, page = answer.status, _is_page(answer)
    if 200 <= status < 300 and not page:
        return
    if 300 <= status < 400:
        raise ODataError("redirect", status, target=answer.headers.get("location", ""))
    if status == 401:
        raise ODataError("unauthorized", status, user=user)
    if status == 406:
        raise ODataError("busy", status)
    if status == 412:
        raise ODataError("conflict", status)
    told = _told_by(answer)
    if told:
        raise _error(status, *told, user, name)
    raise _by_status(answer, page, user)


def _by_status(answer, page, user):
    status, text = answer.status, _plain(answer.body)
    if status == 400 and "ibsession" in text.casefold():
        return ODataError("stale_session", status)
    if status == 403:
        return ODataError("forbidden", status, user=user)
    if status == 404:
        return ODataError("not_published", status)
    if status >= 500:
        return ODataError("server", status, text=text[:300])
    if page:
        return ODataError("web_page", status, title=_title(answer.body))
    return ODataError("not_understood", status, text=text[:300])


def _error(status, number, text, user, name):
    if "ibsession" in text.casefold():
        return ODataError("stale_session", status, number)
    if number is None:
        code = {403: "forbidden", 404: "no_record"}.get(status, "refused")
    else:
        code = CODES.get(number, "not_understood")
    return ODataError(code, status, number, user=user, name=name, number=number, text=text[:500])


def _told_by(answer):
    """Number and text of an error in JSON or XML; None where the body holds none."""
    body = answer.body.lstrip(b"\xef\xbb\xbf \r\n\t")
    if body.startswith((b"{", b"[")):
        try:
            return _told(json.loads(body.decode("utf-8", "replace")))
        except (ValueError, RecursionError):
            return None
    if body.startswith(b"<") and not _is_page(answer):
        code, texts = XML_CODE.search(body), XML_TEXT.findall(body)
        if code or texts:
            text = texts[-1].decode("utf-8", "replace").strip() if texts else ""
            return (int(code[1]) if code else None), text
    return None


def _told(data):
    """Number and text of an error in an answer's data; None where there is none."""
    if not isinstance(data, dict):
        return None
    error = data.get("odata.error") or data.get("error")
    if isinstance(error, dict):
        message = error.get("message")
        text = message.get("value") if isinstance(message, dict) else message
        inner = error.get("innererror") or error.get("exception")
        text = _deepest(inner) or text or ""
        number = str(error.get("code", ""))
        return (int(number) if number.lstrip("-").isdigit() else None), text
    if isinstance(data.get("exception"), dict):
        return -1, _deepest(data["exception"])
    return None


def _deepest(error):
    """Text of the innermost exception: the outer ones only say that something failed."""
    text = ""
    while isinstance(error, dict):
        text = error.get("descr") or error.get("message") or text
        error = error.get("inner")
    return text if isinstance(text, str) else ""


def _is_page(answer):
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().casefold()
    start = answer.body[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return start.startswith((b"<!doctype html", b"<html")) or (kind == "text/html" and not start.startswith(b"<?xml"))


def _title(body):
    found = TITLE.search(body)
    return found[1].decode("utf-8", "replace").strip() if found else _plain(body)[:100]


def _plain(body):
    return " ".join(TAGS.sub(" ", body[:4000].decode("utf-8", "replace")).split())
