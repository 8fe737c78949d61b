"""Small questions to the nodes of a syntax tree."""

import ast


def method(call: ast.Call) -> str:
    """Name of the method that is called, empty for a function."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def receiver(call: ast.Call) -> str:
    """Last word of what the method is called on: `cr` for self.env.cr.execute()."""
    return last_word(getattr(call.func, "value", None))


def last_word(node: ast.AST | None) -> str:
    """Last word of a name: `cr` of self.env.cr."""
    return getattr(node, "attr", None) or getattr(node, "id", None) or ""


def has_keyword(call: ast.Call, name: str) -> bool:
    return any(keyword.arg == name and not is_none(keyword.value) for keyword in call.keywords)


def is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def is_false(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is False
