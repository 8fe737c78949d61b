"""Conditions of `$filter` and of functions: comparisons, and, or, not, brackets, substringof, startswith."""

import re
from operator import eq, ge, gt, le, lt, ne

TOKEN = re.compile(
    r"\s*(?:(?P<lit>guid'[^']*'|datetime'[^']*'|'(?:[^']|'')*'|true\b|false\b|-?\d+(?:\.\d+)?)|"
    r"(?P<punct>[(),])|(?P<word>[\w.]+))"
)
OPERATORS = {"eq": eq, "ne": ne, "gt": gt, "ge": ge, "lt": lt, "le": le}


class BadCondition(ValueError):
    """The condition is not understood."""


def compile_condition(text):
    """Function of a row that tells whether the condition holds."""
    tokens, position = [], 0
    while position < len(text.rstrip()):
        match = TOKEN.match(text, position)
        if not match:
            raise BadCondition(text[position:])
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    parser = _Parser(tokens)
    found = parser.any_of()
    if parser.tokens:
        raise BadCondition(text)
    return found


class _Parser:
    def __init__(self, tokens):
        self.tokens = tokens

    def any_of(self):
        """Conditions joined by or."""
        parts = [self.all_of()]
        while self._take("or"):
            parts.append(self.all_of())
        return lambda row: any(part(row) for part in parts)

    def all_of(self):
        """Conditions joined by and."""
        parts = [self.one()]
        while self._take("and"):
            parts.append(self.one())
        return lambda row: all(part(row) for part in parts)

    def one(self):
        """A comparison, a negation, or a condition in brackets."""
        if self._take("not"):
            inner = self.one()
            return lambda row: not inner(row)
        if self._take("("):
            inner = self.any_of()
            self._need(")")
            return inner
        name = self._next("word")
        if name in ("substringof", "startswith"):
            return self._call(name)
        compare = OPERATORS.get(self._next("word"))
        if compare is None:
            raise BadCondition(name)
        value = _literal(self._next("lit"))
        return lambda row: compare(_field(row, name), value)

    def _call(self, name):
        self._need("(")
        first = self.tokens.pop(0)
        self._need(",")
        second = self.tokens.pop(0)
        self._need(")")
        if name == "substringof":
            return lambda row: _literal(first[1]) in _field(row, second[1])
        return lambda row: _field(row, first[1]).startswith(_literal(second[1]))

    def _take(self, word):
        if self.tokens and self.tokens[0][1] == word:
            self.tokens.pop(0)
            return True
        return False

    def _need(self, word):
        if not self._take(word):
            raise BadCondition(word)

    def _next(self, group):
        if not self.tokens or self.tokens[0][0] != group:
            raise BadCondition(group)
        return self.tokens.pop(0)[1]


def _field(row, name):
    if name not in row:
        raise BadCondition(name)
    return row[name]


def _literal(text):
    for prefix in ("guid'", "datetime'"):
        if text.startswith(prefix):
            return text[len(prefix) : -1]
    if text.startswith("'"):
        return text[1:-1].replace("''", "'")
    return {"true": True, "false": False}[text] if text in ("true", "false") else float(text)
