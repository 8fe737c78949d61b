"""Rules on Python syntax trees. Each takes a source and yields findings."""

import ast
import re
from collections.abc import Iterator

from . import allowed
from .calls import has_keyword, is_false, method, receiver
from .reader import Source

# === TRANSACTIONS AND SQL === #


def check_no_commit(source: Source) -> Iterator[str]:
    """The framework commits; a commit in between makes half a business change permanent."""
    if str(source) in allowed.COMMIT:
        return
    for call in source.calls():
        if method(call) in ("commit", "rollback") and receiver(call) in ("cr", "_cr", "cursor", "conn", "_cnx"):
            yield source.at(call, f"{receiver(call)}.{method(call)}(): leave the transaction to the framework")


SQL_CALLS = {"execute", "executemany", "execute_query", "execute_query_dict", "execute_values", "copy_expert"}
SQL_RECEIVERS = {"cr", "_cr", "cursor", "cur", "env", "conn"}


def _sql_calls(source: Source) -> Iterator[ast.Call]:
    for call in source.calls():
        if method(call) in SQL_CALLS and receiver(call) in SQL_RECEIVERS:
            yield call


def check_sql_has_reason(source: Source) -> Iterator[str]:
    """SQL is for reports and measured needs: a comment beside it, or a docstring that speaks of SQL, says which."""
    if source.is_test:
        return
    for call in _sql_calls(source):
        if not source.comment_near(call, call.lineno) and not any("SQL" in text for text in source.docstrings(call)):
            yield source.at(
                call, f"raw SQL in {method(call)}(): say why in a comment, or in a docstring with the word SQL"
            )


def check_sql_not_built_from_text(source: Source) -> Iterator[str]:
    """Values travel as parameters, identifiers as SQL.identifier(); the rare exception says `# sql: why`."""
    wrappers = (call for call in source.calls() if source.dotted(call.func).rpartition(".")[2] == "SQL")
    for call in [*_sql_calls(source), *wrappers]:
        excused = re.search(r"#\s*sql: \S", source.comment_near(call, call.lineno))
        if call.args and not excused and _is_built(source, call.args[0]):
            yield source.at(call, "SQL built from text: pass values as parameters, names as SQL.identifier()")


def _is_built(source: Source, node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return not (_is_text(node.left) and _is_text(node.right))
    if isinstance(node, ast.Call):
        return method(node) in ("format", "join", "replace", "format_map") and "SQL" not in source.dotted(node.func)
    if isinstance(node, ast.Name):
        values = _assigned(source, node)
        return any(_is_built(source, value) for value in values if not isinstance(value, ast.Name))
    return False


def _is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add) and _is_text(node.left) and _is_text(node.right)
    return isinstance(node, ast.Constant)


def _assigned(source: Source, name: ast.Name) -> Iterator[ast.AST]:
    """Values given to the name inside its function."""
    for node in ast.walk(source.function(name)):
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name.id for to in node.targets):
            yield node.value
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == name.id:
            yield ast.BinOp(name, node.op, node.value)


# === RIGHTS AND SAFETY === #


def check_sudo_has_reason(source: Source) -> Iterator[str]:
    """Leaving the user's rights is a decision; the next reader wants to know whose and why."""
    if source.is_test:
        return
    for call in source.calls():
        verb = method(call)
        raised = verb == "sudo" and not (call.args and is_false(call.args[0]))
        raised = raised or verb == "with_user" and any("SUPERUSER" in source.dotted(arg) for arg in call.args)
        if raised and not re.search(r"#\s*sudo: \S", source.comment_near(call, call.func.end_lineno)):
            yield source.at(call, f"{verb}() without a reason: write `# sudo: why` on the same or the previous line")


def check_no_eval(source: Source) -> Iterator[str]:
    """Code is code, data is data."""
    if source.is_test:
        return
    for call in source.calls():
        name = source.dotted(call.func)
        if name in ("eval", "exec", "builtins.eval", "builtins.exec") or name.rpartition(".")[2] in (
            "safe_eval",
            "test_python_expr",
        ):
            yield source.at(call, f"{name}(): write a method and a selection instead")


SECRET = re.compile(r"(^|_)(password|passwd|secret|token|api_key|private_key)s?$")


def check_secret_fields_have_groups(source: Source) -> Iterator[str]:
    """A secret that every user may read is not one."""
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        name = getattr(node.targets[0], "id", "")
        text = source.dotted(node.value.func) in ("odoo.fields.Char", "odoo.fields.Text")
        open_secret = text and SECRET.search(name) and not has_keyword(node.value, "groups")
        if open_secret and f"{source}:{name}" not in allowed.PLAIN_SECRETS:
            yield source.at(node, f"{name} holds a secret: give the field groups=")


LOG_METHODS = {"exception", "error", "warning", "info", "critical", "debug", "log"}


def check_blind_except(source: Source) -> Iterator[str]:
    """Whoever catches everything says so in the log or raises on."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _is_blind(source, node.type):
            body = [inner for statement in node.body for inner in ast.walk(statement)]
            logged = any(isinstance(inner, ast.Call) and _logs(inner) for inner in body)
            if not logged and not any(isinstance(inner, ast.Raise) for inner in body):
                yield source.at(node, "catches everything without a log line or a raise: name the errors you expect")


def _is_blind(source: Source, node: ast.AST | None) -> bool:
    if isinstance(node, ast.Tuple):
        return any(_is_blind(source, item) for item in node.elts)
    return node is None or source.dotted(node).removeprefix("builtins.") in ("Exception", "BaseException")


def _logs(call: ast.Call) -> bool:
    return method(call) in LOG_METHODS and receiver(call).strip("_").lower() in ("log", "logger", "logging")


def check_no_print(source: Source) -> Iterator[str]:
    """A server writes to its log."""
    for call in source.calls():
        if source.dotted(call.func) == "print":
            yield source.at(call, "print(): use the logger")


# === WORDS OF ODOO 19 === #

OLD_ATTRIBUTES = {
    "_sql_constraints": "models.Constraint (the old list constrains nothing)",
    "read_group": "_read_group or formatted_read_group",
    "name_get": "_compute_display_name",
    "groups_id": "group_ids",
    "check_access_rights": "check_access",
    "check_access_rule": "check_access",
    "_notify_progress": "_commit_progress",
    "toggle_active": "action_archive / action_unarchive",
    "fields_view_get": "get_view",
}


def check_words(source: Source) -> Iterator[str]:
    """Old names still load in part and then do nothing, which is worse than an error."""
    for node in ast.walk(source.tree):
        name = getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "name", None)
        if isinstance(node, ast.Attribute | ast.Name | ast.FunctionDef) and name in OLD_ATTRIBUTES:
            yield source.at(node, f"{name} is an old word: use {OLD_ATTRIBUTES[name]}")
    for node, name in _imported(source):
        if name.startswith("odoo.osv"):
            yield source.at(node, "odoo.osv is gone: use odoo.fields.Domain")
        if name in ("odoo._", "odoo.tools._", "odoo.tools.translate._"):
            yield source.at(node, "_() guesses the language from the stack: use self.env._()")


def check_routes(source: Source) -> Iterator[str]:
    """A route says who may call it and how; the old `json` type is called jsonrpc."""
    for call in source.calls():
        if source.dotted(call.func) not in ("odoo.http.route", "http.route") or not (call.args or call.keywords):
            continue
        words = {word.arg: word.value for word in call.keywords}
        kind = words["type"].value if isinstance(words.get("type"), ast.Constant) else None
        needed = ("type", "auth") if kind == "jsonrpc" else ("type", "auth", "methods")
        missing = [word for word in needed if word not in words]
        if call.args and missing:
            yield source.at(call, f"route without explicit {', '.join(missing)}")
        if kind == "json":
            yield source.at(call, 'route type "json" is deprecated: use "jsonrpc"')


# === PURITY === #

PROTOCOL_MODULES = (
    "requests",
    "urllib.request",
    "http.client",
    "httpx",
    "socket",
    "aiohttp",
    "lxml",
    "xml",
    "defusedxml",
    "zeep",
    "pydantic",
    "werkzeug",
    "json",
    "odoo.http",
)


def check_domain_is_pure(source: Source) -> Iterator[str]:
    """The domain speaks business verbs: whoever parses or calls out is a channel."""
    if source.is_test:
        return
    if "controllers" in source.path.relative_to(source.base).parts:
        yield f"{source}: controllers belong into a channel"
    for node, name in _imported(source):
        if (str(source), name) in allowed.DOMAIN_IMPORTS:
            continue
        protocol = any(name == module or name.startswith(f"{module}.") for module in PROTOCOL_MODULES)
        if protocol and not name.endswith("Error"):
            yield source.at(node, f"imports {name}: protocols belong into a channel or into torg_exchange")


def check_tools_are_pure(source: Source) -> Iterator[str]:
    """A module in tools/ is bytes in, dataclasses out: no Odoo, nothing from the addon above but its constants."""
    for node, name in _imported(source):
        if name == "odoo" or name.startswith("odoo."):
            yield source.at(node, f"imports {name}: modules in tools/ do not know Odoo")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.level > 1:
            names = {node.module} if node.module else {alias.name for alias in node.names}
            if names != {"const"}:
                yield source.at(node, f"imports {', '.join(sorted(names))} of the addon: tools/ may use only const")


def _imported(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"
