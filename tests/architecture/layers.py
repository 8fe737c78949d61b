"""The layer table of the suite and the rules that keep dependencies one-way.

A new addon gets its line here first: the place in the table is the decision, the manifest only follows it.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from .reader import Addon, Source

# Each addon of a line may see those to its left.
SPINE = ("torg_ru", "torg_base", "torg_exchange")
DOMAIN_LINE = ("torg_stock", "torg_pricelist", "torg_sale")

# Branches see the spine and the whole domain line, never each other.
DOMAIN_BRANCHES = (
    "torg_store_desk",
    "torg_delivery",
    "torg_loyalty",
    "torg_ru_docs",
    "torg_contract",
    "torg_production",
    "torg_reminder",
    "torg_alcohol",
)

# A channel sees the spine and the domain; among themselves only what is written here.
CHANNELS: dict[str, tuple[str, ...]] = {
    "torg_1c": (),
    "torg_api": (),
    "torg_phone": (),
    "torg_asterisk": ("torg_phone",),
    "torg_dashboard": (),
    "torg_portal": (),
    "torg_auth_sms": (),
    "payment_sber": (),
}

DEMO = "torg_demo"
DOMAIN = (*DOMAIN_LINE, *DOMAIN_BRANCHES)
TABLE = (*SPINE, *DOMAIN, *CHANNELS)
GLUE_LINES = 120

WHERE = "tests/architecture/layers.py"


def layer_of(name: str) -> str | None:
    """The layer of an addon by its name, None when the table has no place for it."""
    if name in SPINE:
        return "spine"
    if name in DOMAIN:
        return "domain"
    if name in CHANNELS:
        return "channel"
    if name == DEMO:
        return "demo"
    if name.startswith("test_"):
        return "proof"
    return "glue" if glued_pair(name) else None


def glued_pair(name: str) -> frozenset[str] | None:
    """The two addons that a glue addon is named after: torg_phone_sale → torg_phone, torg_sale."""
    if not name.startswith("torg_"):
        return None
    short = {addon.removeprefix("torg_"): addon for addon in TABLE}
    words = name.removeprefix("torg_").split("_")
    for cut in range(1, len(words)):
        left, right = "_".join(words[:cut]), "_".join(words[cut:])
        if left in short and right in short and left != right:
            return frozenset({short[left], short[right]})
    return None


def allowed(name: str, suite: Iterable[str]) -> set[str]:
    """Addons of the suite that this one may depend on."""
    layer = layer_of(name)
    if layer == "spine":
        return set(SPINE[: SPINE.index(name)])
    if layer == "domain":
        line = DOMAIN_LINE[: DOMAIN_LINE.index(name)] if name in DOMAIN_LINE else DOMAIN_LINE
        return {*SPINE, *line}
    if layer == "channel":
        return {*SPINE, *DOMAIN, *CHANNELS[name]}
    if layer == "glue":
        return set(glued_pair(name))
    if layer == "demo":
        return {other for other in suite if layer_of(other) not in ("proof", "demo")}
    return set(suite) - {name} if layer == "proof" else set()


def check_place(addon: Addon, suite: set[str]) -> Iterator[str]:
    """The addon stands in the table, and its suite dependencies point down."""
    if layer_of(addon.name) is None:
        yield (
            f"{addon} is in no layer: add it to SPINE, DOMAIN_LINE, DOMAIN_BRANCHES or CHANNELS in {WHERE},"
            " name it torg_<one>_<other> after the two addons it glues, or test_<what> when it only proves"
        )
        return
    for other in sorted((addon.depends & (suite | set(TABLE))) - allowed(addon.name, suite)):
        yield (
            f"{addon} ({layer_of(addon.name)}) may not depend on {other} ({layer_of(other)}):"
            f" use a hook, a glue addon, or change the table in {WHERE}"
        )


def check_glue(addon: Addon) -> Iterator[str]:
    """Glue joins exactly the two addons of its name, installs itself and stays small."""
    if layer_of(addon.name) != "glue":
        return
    pair = glued_pair(addon.name)
    if missing := pair - addon.depends:
        yield f"{addon} is named after {' and '.join(sorted(pair))} but does not depend on {', '.join(missing)}"
    if not addon.manifest.get("auto_install"):
        yield f"{addon} is glue: set 'auto_install' so that it comes with its two addons"
    lines = sum(len(source.text.splitlines()) for source in addon.sources if not source.is_test)
    if lines > GLUE_LINES:
        yield f"{addon} is glue of {lines} lines (at most {GLUE_LINES}): one of its halves should own this"


def closure(addon: Addon, suite: dict[str, Addon]) -> set[str]:
    """Suite addons that are loaded with this one, itself included."""
    seen, queue = set(), [addon.name]
    while queue:
        name = queue.pop()
        if name not in seen:
            seen.add(name)
            queue.extend(suite[name].depends & suite.keys() if name in suite else ())
    return seen


def find_cycle(suite: dict[str, Addon]) -> list[str]:
    """Names of one dependency cycle in order, empty when there is none."""
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for other in sorted(suite[name].depends & suite.keys()):
            if cycle := visit(other, [*trail, name]):
                return cycle
        done.add(name)
        return []

    for name in sorted(suite):
        if cycle := visit(name, []):
            return cycle
    return []


def check_imports(addon: Addon, suite: dict[str, Addon]) -> Iterator[str]:
    """Python imports of other suite addons are declared: code directly, tests at least through a dependency."""
    for source in addon.sources:
        seen = closure(addon, suite) if source.is_test else addon.depends | {addon.name}
        for node, name in _imported_addons(source):
            if (name in suite or name in TABLE) and name not in seen:
                yield source.at(node, f"imports {name}, which {addon} does not depend on")


def _imported_addons(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(source.tree):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        for module in modules:
            if match := re.match(r"odoo\.addons\.(\w+)", module):
                yield node, match[1]


def check_references(addon: Addon, suite: dict[str, Addon]) -> Iterator[str]:
    """External ids of other suite addons are used only when that addon is loaded with this one."""
    known = {*suite, *TABLE} - closure(addon, suite)
    words = re.compile(rf"(?<![\w./-])({'|'.join(sorted(known, key=len, reverse=True))})\.[a-z]\w*") if known else None
    if words is None:
        return
    for path, root in addon.xml.items():
        for element in root.iter("{*}*"):
            values = [*element.attrib.values(), element.text or ""]
            if match := words.search(" ".join(values)):
                yield f"{addon.place(path, element.sourceline)}: refers to {match[0]} without depending on {match[1]}"
    for source in addon.sources:
        for node in ast.walk(source.tree):
            if _is_word(source, node) and (match := words.search(node.value)):
                yield source.at(node, f"refers to {match[0]} without depending on {match[1]}")


def _is_word(source: Source, node: ast.AST) -> bool:
    """A string of the program; docstrings may speak of whatever they like."""
    text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return text and not isinstance(source.parents.get(node), ast.Expr)
