"""A customer's own web service for documents on request, described and not programmed.

    {"operation": "ПолучитьСчет", "parameters": {"Номер": "{number}", "Дата": "{date}"},
     "file": "return/Файл", "name": "return/ИмяФайла", "error": "return/Ошибка",
     "file_name": "Счет {number}.pdf", "mimetype": "application/pdf"}

Paths go into the answer by names; a structure of 1C (rows with a name and a value) is walked the same way.
"""

import base64
import binascii
import json
import mimetypes
import re
import string
from dataclasses import dataclass, field

from ..values import clean
from .problem import ProfileError

KEYS = ("operation", "parameters", "file", "name", "error", "file_name", "mimetype")
NEEDED = ("operation", "file")
LIMIT = 50 << 20  # bytes of a document


@dataclass(frozen=True)
class Profile:
    """How to ask a web service for a document.

    :ivar parameters: name → text with placeholders, or a plain value
    :ivar file: path to the content in the answer
    :ivar name: path to the file's name, `file_name` is used where it leads nowhere
    :ivar error: path to a text that says why there is no document
    """

    operation: str
    file: str
    parameters: dict = field(default_factory=dict)
    name: str = ""
    error: str = ""
    file_name: str = "document.pdf"
    mimetype: str = ""

    def placeholders(self):
        """Names that whoever asks has to give."""
        texts = [*self.parameters.values(), self.file_name]
        return sorted({name for text in texts if isinstance(text, str) for name in _placeholders(text)})

    def prepare(self, given):
        """Parameters of the call.

        :raise ProfileError: something it needs was not given
        """
        return {name: _fill(text, given) for name, text in self.parameters.items()}

    def pick(self, answer, given):
        """`(name, bytes, mimetype)` out of an answer.

        :raise ProfileError: there is no document in it
        """
        if self.error and (text := _walk(answer, self.error, missing="")):
            raise ProfileError("declined", text=str(text)[:500])
        content = self._content(_walk(answer, self.file))
        told = _walk(answer, self.name, missing="") if self.name else ""
        name = _safe(str(told or "") or _fill(self.file_name, given))
        return name, content, self.mimetype or mimetypes.guess_type(name)[0] or "application/octet-stream"

    def _content(self, value):
        if isinstance(value, str):
            try:
                value = base64.b64decode("".join(value.split()), validate=True)
            except (binascii.Error, ValueError) as error:
                raise ProfileError("not_base64", path=self.file) from error
        if not value:
            raise ProfileError("empty")
        if not isinstance(value, bytes):
            raise ProfileError("not_base64", path=self.file)
        if len(value) > LIMIT:
            raise ProfileError("large", limit=LIMIT)
        return value


def parse_profile(text):
    """Profile out of JSON.

    :raise ProfileError: what is wrong with it
    """
    try:
        told = json.loads(text)
    except ValueError as error:
        raise ProfileError("not_json", reason=str(error)[:200]) from error
    if not isinstance(told, dict):
        raise ProfileError("not_json", reason="{…}")
    for key in told:
        if key not in KEYS:
            raise ProfileError("unknown_key", key=key, known=", ".join(KEYS))
    for key in NEEDED:
        if not told.get(key):
            raise ProfileError("no_key", key=key)
    for key, value in told.items():
        _check(key, value)
    return Profile(**told)


def request_document(client, profile, given):
    """Ask a service (SoapClient) for a document: `(name, bytes, mimetype)`.

    :raise Problem:
    """
    answer = client.call(profile.operation, read=True, **profile.prepare(given))
    return profile.pick(answer, given)


def check_against(client, profile):
    """Compare a profile with the description of its service.

    :raise Problem: the operation or a parameter is not there
    """
    client.check(profile.operation, profile.parameters)


def _check(key, value):
    if key != "parameters":
        if not isinstance(value, str):
            raise ProfileError("bad_value", key=key, wanted="text")
        texts = [value] if key == "file_name" else []
    else:
        if not isinstance(value, dict) or any(isinstance(part, dict | list) for part in value.values()):
            raise ProfileError("bad_value", key=key, wanted='{"name": "value"}')
        texts = [part for part in value.values() if isinstance(part, str)]
    for text in texts:
        _placeholders(text, key)


def _placeholders(text, key="parameters"):
    """Names in braces; nothing but names, so that a profile reaches only what it was given."""
    try:
        found = list(string.Formatter().parse(text))
    except ValueError as error:
        raise ProfileError("bad_value", key=key, wanted="{name}") from error
    names = [name for _text, name, _spec, _conversion in found if name is not None]
    if any(not name.isidentifier() or spec or conversion for _t, name, spec, conversion in found if name is not None):
        raise ProfileError("bad_value", key=key, wanted="{name}")
    return names


def _fill(text, given):
    if not isinstance(text, str):
        return text
    for name in _placeholders(text):
        if given.get(name) in (None, ""):
            raise ProfileError("no_argument", name=name)
    return text.format(**{name: given[name] for name in _placeholders(text)})


def _walk(answer, path, missing=None):
    """Value at a path; an answer of one single value is its own `return`."""
    steps = [step for step in path.split("/") if step]
    if not isinstance(answer, dict) and steps[:1] == ["return"]:
        steps = steps[1:]
    for step in steps:
        found = _enter(answer, step)
        if found is _NOWHERE and step == "return" and isinstance(answer, dict):
            continue  # out-parameters aside, zeep hands out the return value itself
        if found is _NOWHERE:
            if missing is not None:
                return missing
            raise ProfileError("no_place", path=path, known=", ".join(_names(answer)) or "—")
        answer = found
    return answer


_NOWHERE = object()


def _enter(value, step):
    if isinstance(value, dict):
        if step in value:
            return value[step]
        value = next((rows for rows in value.values() if isinstance(rows, list)), ())
    if isinstance(value, list):
        if step.isdigit() and int(step) < len(value):
            return value[int(step)]
        for row in value:
            if isinstance(row, dict) and step in (row.get("name"), row.get("Name")):
                return row.get("Value", row.get("value"))
    return _NOWHERE


def _names(value):
    if isinstance(value, list):
        return [str(row.get("name") or row.get("Name")) for row in value if isinstance(row, dict)]
    return list(value) if isinstance(value, dict) else []


def _safe(name):
    """A file's name without a path and without what no file system likes."""
    name = re.split(r"[\\/]", clean(name).strip())[-1]
    return re.sub(r'[:*?"<>|\r\n\t]', "_", name)[:120].strip(". ") or "document"
