"""Ways through the menu that pages tell («Торговля → Склад → Наличие») exist: a reader who follows one arrives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from .reader import ROOT, Addon

ARROW = r"\s+[→‣]\s+[*«_\s]*"


@dataclass
class Menu:
    """One entry with its names, English and Russian, and what is under it."""

    names: set[str] = field(default_factory=set)
    inside: list["Menu"] = field(default_factory=list)

    def find(self, text: str) -> tuple["Menu", str] | None:
        """The entry inside whose name the text begins with, the longest one, and the rest of the text."""
        named = [(name, menu) for menu in self.inside for name in menu.names]
        found = [pair for pair in named if re.match(rf"{re.escape(pair[0])}(?![\w-])", text)]
        if not found:
            return None
        name, menu = max(found, key=lambda pair: len(pair[0]))
        return menu, text[len(name) :]


def read_menu(addons: list[Addon]) -> Menu:
    """The menu of all addons under one nameless root."""
    menus: dict[str, Menu] = {}
    parents: dict[str, str] = {}
    actions = {key: names for addon in addons for key, names in _actions(addon)}
    for addon in addons:
        for element in addon.data_elements("menuitem"):
            key = addon.external_id(element.get("id"))
            menu = menus.setdefault(key, Menu())
            menu.names |= _names(addon, element.get("name")) or actions.get(_action(addon, element), set())
            if parent := element.get("parent"):
                parents[key] = addon.external_id(parent)
    root = Menu()
    for key, menu in menus.items():
        (menus.get(parents.get(key), root)).inside.append(menu)
    return root


def check_ways(page: Path, root_menu: Menu, root: Path = ROOT) -> Iterator[str]:
    """Each way that begins with the application or one of its menus goes on with entries that are there.

    After an entry with nothing under it the page may tell buttons, tabs and settings.
    """
    text = re.sub(r"\s+", " ", page.read_text(encoding="utf-8"))
    [application] = root_menu.inside
    starts = {name: application for name in application.names}
    starts |= {name: menu for menu in application.inside if menu.inside for name in menu.names}
    words = "|".join(map(re.escape, sorted(starts, key=len, reverse=True)))
    for match in re.finditer(rf"(?<![→‣] )(?<![→‣] [*«_])\b({words})(?={ARROW})", text):
        if lost := _lost(starts[match[1]], text[match.end() :]):
            yield f"{page.relative_to(root)}: «{match[1]} → {lost}» is not in the menu"


def _lost(menu: Menu, rest: str) -> str:
    """The step of a way that leads nowhere, "" when all lead somewhere."""
    while menu.inside and (arrow := re.match(r"[*»_]*" + ARROW, rest)):
        rest = rest[arrow.end() :]
        step = menu.find(rest)
        if not step:
            return re.split(r"[→‣*».,:;(]", rest)[0].strip()
        menu, rest = step
    return ""


def _actions(addon: Addon) -> Iterator[tuple[str, set[str]]]:
    for record in addon.data_elements("record"):
        if record.get("model", "").startswith("ir.actions"):
            yield addon.external_id(record.get("id")), _names(addon, record.findtext("field[@name='name']"))


def _action(addon: Addon, element: etree._Element) -> str:
    return addon.external_id(element.get("action") or "")


def _names(addon: Addon, name: str | None) -> set[str]:
    """A name as written and in Russian."""
    entry = addon.po and name and addon.po.find(name)
    return {word for word in (name, entry and entry.msgstr) if word}
