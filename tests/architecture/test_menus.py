"""Ways through the menu, as pages tell them, can be walked."""

import pytest

from . import menus
from .reader import ROOT, read_addons, tracked_files
from .samples import expect_none, make_addon

PAGES = [path for path in tracked_files() if path.suffix == ".md" and "decisions" not in path.parts]
VIEWS = """<odoo>
    <menuitem id="root" name="Trade"/>
    <menuitem id="stock" name="Stock" parent="root"/>
    <menuitem id="holds" name="Holds" parent="torg_a.stock"/>
    <record id="lack" model="ir.actions.act_window"><field name="name">Shortage of Goods</field></record>
    <menuitem id="lack_menu" action="lack" parent="stock"/>
</odoo>"""
WORDS = """
msgid "Trade"
msgstr "Торговля"

msgid "Holds"
msgstr "Резервы"
"""


@pytest.fixture(scope="module")
def menu():
    """The menu of all addons."""
    return menus.read_menu(read_addons())


def test_ways_in_pages_exist(menu):
    expect_none(finding for page in PAGES for finding in menus.check_ways(page, menu))


def test_menu_was_read(menu):
    [application] = menu.inside
    assert application.names == {"Trade", "Торговля"}
    assert application.find("Склад → Наличие")
    assert ROOT / "README.md" in PAGES


# === THE RULE ITSELF === #


@pytest.fixture
def sample(tmp_path):
    """A menu of four entries."""
    files = {"views/a.xml": VIEWS, "i18n/ru.po": WORDS}
    return menus.read_menu([make_addon(tmp_path, "torg_a", data=["views/a.xml"], files=files)])


@pytest.mark.parametrize(
    "text",
    [
        "Trade → Stock → Holds → Release",
        "**Торговля → Stock\n→ Резервы.**",
        "Stock ‣ Shortage of Goods",
        "*Trade → Stock*: all",
        "somebody's Bookkeeping → Stock → Nothing",
    ],
)
def test_way_that_is_there_passes(tmp_path, sample, text):
    (tmp_path / "a.md").write_text(text)
    assert not list(menus.check_ways(tmp_path / "a.md", sample, tmp_path))


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Trade → Prices", "Trade → Prices"),
        ("Торговля → *Stock* → *Remains*: all", "Торговля → Remains"),
        ("**Stock → Reserve**", "Stock → Reserve"),
    ],
)
def test_way_that_leads_nowhere_is_found(tmp_path, sample, text, lost):
    (tmp_path / "a.md").write_text(text)
    assert list(menus.check_ways(tmp_path / "a.md", sample, tmp_path)) == [f"a.md: «{lost}» is not in the menu"]
