"""The words of the OpenAPI document: what people read there, and the same in their language.

They stand in `i18n/openapi/<language>.po` of the addons; `scripts/api-contract --store` puts new ones there.
"""

import re

TEXTS = ("summary", "description", "x-instead")
CODES = re.compile(r"[a-z_]+(, [a-z_]+)*")  # of problems: they are the same in every language


def find_words(document):
    """Return the texts of a document in their order, each once."""
    found = dict.fromkeys(tag["name"] for tag in document["tags"])
    _translate(document, lambda text: found.setdefault(text) or text)
    return [text for text in found if not CODES.fullmatch(text)]


def translate(document, words):
    """Return the document in other words.

    :param words: ``{text: the same in the reader's language}``; what is not there stays as it is
    """

    def find(text):
        return words.get(text, text)

    translated = _translate(document, find)
    translated["tags"] = [{**tag, "name": find(tag["name"])} for tag in translated["tags"]]
    for path in translated["paths"].values():
        for operation in path.values():
            operation["tags"] = [find(tag) for tag in operation["tags"]]
    return translated


def _translate(value, find, names=False):
    """Return the value with its texts replaced.

    :param names: the keys are names of fields, none of OpenAPI
    """
    if isinstance(value, list):
        return [_translate(part, find) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        key: find(part)
        if not names and key in TEXTS and isinstance(part, str) and part
        else _translate(part, find, names=not names and key == "properties")
        for key, part in value.items()
    }
