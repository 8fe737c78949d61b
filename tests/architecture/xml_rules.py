"""Views and data files in the words of Odoo 19."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from .reader import Addon

CODE_FIELD = re.compile(r"(action = )?(model|record|records)\.\w+\([^;\n]*\)")
OLD_FIELDS = {
    ("res.users", "groups_id"): "group_ids",
    ("ir.actions.act_window", "groups_id"): "group_ids",
    ("ir.actions.server", "groups_id"): "group_ids",
    ("ir.ui.menu", "groups_id"): "group_ids",
    ("ir.ui.view", "groups_id"): "group_ids",
    ("res.groups", "users"): "user_ids",
    ("res.groups", "category_id"): "privilege_id",
}


def check_well_formed(path: Path) -> Iterator[str]:
    """The file parses."""
    try:
        etree.parse(path, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        yield f"{path}: {error.msg}"


def check_words(addon: Addon) -> Iterator[str]:
    """Old words either break the view or are silently ignored."""
    for path, element in _elements(addon):
        place = addon.place(path, element.sourceline)
        if element.tag == "tree":
            yield f"{place}: <tree> is called <list>"
        if "kanban-box" in element.attrib.values():
            yield f'{place}: the kanban template is called "card"'
        for attribute in {"attrs", "states"}.intersection(element.attrib):
            yield f'{place}: {attribute}= is gone: write invisible="…", required="…" or readonly="…"'
        if "tree" in re.split(r"\W+", element.get("view_mode", "")) or (
            element.get("name") == "view_mode" and "tree" in (element.text or "")
        ):
            yield f"{place}: the view mode tree is called list"
        if (new := OLD_FIELDS.get((_in_record(element), element.get("name")))) and element.tag == "field":
            yield f"{place}: field {element.get('name')} is called {new}"


def positional_anchors(addon: Addon) -> Iterator[str]:
    """xpath by position: the third group of today is the fourth of tomorrow (reported: core does not name all)."""
    for path, element in _elements(addon):
        if element.tag == "xpath" and re.search(r"\[\d+\]|\[last\(\)\]", element.get("expr", "")):
            yield f"{addon.place(path, element.sourceline)}: {element.get('expr')}"


def check_code_records(addon: Addon) -> Iterator[str]:
    """A cron or a server action calls one method; the code itself lives in Python, where tests reach it."""
    for path, element in _elements(addon):
        is_code = element.get("name") == "code" and _in_record(element) in _CODE_MODELS
        if is_code and not CODE_FIELD.fullmatch((element.text or "").strip()):
            yield f"{addon.place(path, element.sourceline)}: Python in a record: call one method of the model"


_CODE_MODELS = ("ir.cron", "ir.actions.server")


HOUSE_IDS = {
    "ir.ui.view": r"\w+_view_\w+",
    "ir.actions.act_window": r"\w+_action(_\w+)?",
    "ir.actions.client": r"\w+_action(_\w+)?",
    "ir.ui.menu": r"menu_\w+|\w+_menu(_\w+)?",
    "ir.rule": r"\w+_rule_\w+",
    "res.groups": r"group_\w+",
}


def check_ids_once(addon: Addon) -> Iterator[str]:
    """A second screen under one id silently replaces the first; only data may be completed by a later file."""
    seen: dict[str, str] = {}
    for path, element in _elements(addon):
        kind = "ir.ui.menu" if element.tag == "menuitem" else element.get("model")
        if element.tag != "template" and (element.tag not in ("record", "menuitem") or kind not in HOUSE_IDS):
            continue
        name, place = element.get("id", "."), addon.place(path, element.sourceline)
        if "." not in name and name in seen:
            yield f"{place}: {name} is the id of {seen[name]}, too"
        seen.setdefault(name, place)


def unusual_ids(addon: Addon) -> Iterator[str]:
    """XML ids that do not follow <model>_view_<type>, <model>_action, <model>_menu… (reported, not refused)."""
    for path, element in _elements(addon):
        kind = "ir.ui.menu" if element.tag == "menuitem" else element.get("model")
        if element.tag not in ("record", "menuitem") or kind not in HOUSE_IDS or "." in element.get("id", "."):
            continue
        inherited = element.find("field[@name='inherit_id']") is not None  # keeps its parent's id
        if not inherited and not re.fullmatch(HOUSE_IDS[kind], element.get("id")):
            yield f"{addon.place(path, element.sourceline)}: {element.get('id')} ({kind})"


def _elements(addon: Addon) -> Iterator[tuple[Path, etree._Element]]:
    for path, root in addon.xml.items():
        if "static" not in path.relative_to(addon.path).parts:
            yield from ((path, element) for element in root.iter("{*}*"))


def _in_record(element: etree._Element) -> str:
    """Model of the record whose direct field this is, empty inside views."""
    parent = element.getparent()
    return parent.get("model", "") if parent is not None and parent.tag == "record" else ""


RULES = (check_words, check_code_records, check_ids_once)
