"""Every addon has its README, translations, access tests and an honest manifest."""

import polib
import pytest

from . import addon_rules, allowed, po_rules, xml_rules
from .reader import read_addons
from .samples import expect_none, make_addon

ADDONS = read_addons()


def name_of(value):
    return getattr(value, "__name__", str(value))


@pytest.mark.parametrize("rule", [*addon_rules.RULES, po_rules.check_complete, *xml_rules.RULES], ids=name_of)
@pytest.mark.parametrize("addon", ADDONS, ids=str)
def test_addon_keeps_the_rule(addon, rule):
    expect_none(rule(addon))


# === MANIFEST, README, FILES === #


GOOD_VIEW = """<odoo>
    <record id="a_view_list" model="ir.ui.view"><field name="arch" type="xml"><list/></field></record>
</odoo>"""


def test_good_addon_has_no_findings(tmp_path):
    files = {
        "README.md": "# Torg: base\n## What it does\n## Set up\n## Use\n## Technical notes\n## Not covered\n",
        "__init__.py": "from . import models\n",
        "models/__init__.py": "from . import torg_thing\n",
        "models/torg_thing.py": 'from odoo import models\n\nclass Thing(models.Model):\n    _name = "torg.thing"\n',
        "security/ir.model.access.csv": "id,model_id:id,group_id:id,perm_read\nx,model_torg_thing,base.group_user,1\n",
        "tests/__init__.py": "from . import test_access\n",
        "tests/test_access.py": "",
        "views/a_views.xml": GOOD_VIEW,
        "static/src/desk/desk.js": "",
    }
    data = ["security/ir.model.access.csv", "views/a_views.xml"]
    assets = {"web.assets_backend": ["torg_base/static/src/**/*", ("include", "web._assets_core")]}
    addon = make_addon(tmp_path, "torg_base", files=files, data=data, assets=assets)
    assert not [finding for rule in (*addon_rules.RULES, *xml_rules.RULES) for finding in rule(addon)]
    assert not list(xml_rules.unusual_ids(addon))


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"license": "AGPL-3"}, "license"),
        ({"description": "Long text"}, "description"),
        ({"author": None}, "author"),
        ({"version": "1.0"}, "version"),
        ({"summary": ""}, "summary"),
        ({"demo": ["demo/a.xml"]}, "demo"),
        ({"installable": False}, "cannot be installed"),
    ],
)
def test_manifest_that_differs_from_the_house_is_found(tmp_path, keys, word):
    (finding,) = addon_rules.check_manifest(make_addon(tmp_path, "torg_base", **keys))
    assert word in finding


def test_excused_addon_may_wait_and_its_excuse_ends_with_the_waiting(tmp_path, monkeypatch):
    monkeypatch.setattr(allowed, "NOT_INSTALLABLE", {"torg_base": "waits for its models"})
    assert not list(addon_rules.check_manifest(make_addon(tmp_path, "torg_base", installable=False)))
    (finding,) = addon_rules.check_manifest(make_addon(tmp_path, "torg_base"))
    assert "NOT_INSTALLABLE" in finding


def test_missing_readme_and_missing_chapter_are_found(tmp_path):
    assert list(addon_rules.check_readme(make_addon(tmp_path, "torg_ru")))
    text = "# Base\n## What it does\n## Set up\n## Use\n## Technical notes\n"
    (finding,) = addon_rules.check_readme(make_addon(tmp_path, "torg_base", files={"README.md": text}))
    assert "Not covered" in finding


def test_glue_readme_may_be_one_paragraph(tmp_path):
    assert not list(addon_rules.check_readme(make_addon(tmp_path, "torg_phone_sale", files={"README.md": "# Glue\n"})))


def test_unlisted_missing_and_doubled_files_are_found(tmp_path):
    data = ["views/gone.xml", "views/a.xml", "views/a.xml"]
    assets = {"web.assets_backend": ["torg_base/static/src/gone/**/*", ("remove", "torg_base/static/src/x.js")]}
    files = {"views/a.xml": "<odoo/>", "data/b_data.xml": "<odoo/>", "static/src/c/c.xml": "<templates/>"}
    addon = make_addon(tmp_path, "torg_base", files=files, data=data, assets=assets)
    findings = list(addon_rules.check_data_files(addon))
    words = ["views/gone.xml, which", "views/a.xml twice", "data/b_data.xml is not", "static/src/gone"]
    assert [word in finding for word, finding in zip(words, findings, strict=True)] == [True] * 4


def test_python_file_that_nobody_imports_is_found(tmp_path):
    files = {
        "models/__init__.py": "from . import a\n",
        "models/a.py": "",
        "models/b.py": "",
        "tests/__init__.py": "from . import test_a\n",
        "tests/test_a.py": "",
        "tests/test_b.py": "",
        "tests/common.py": "",
        "controllers/main.py": "",
    }
    findings = list(addon_rules.check_packages(make_addon(tmp_path, "torg_base", files=files)))
    assert findings == [
        "torg_base/models/__init__.py: does not import b",
        "torg_base/__init__.py: does not import models",
        "torg_base: controllers/__init__.py is missing",
        "torg_base/tests/__init__.py: does not import test_b",
    ]


# === ACCESS === #

MODELS = """
from odoo import models

class A(models.Model):
    _name = "torg.a"
    _inherit = ["mail.thread"]

class B(models.AbstractModel):
    _name = "torg.b"

class C(models.TransientModel):
    _name = "torg.c"

class D(models.Model):
    _inherit = "sale.order"

class E(models.Model):
    _name = "sale.order"
    _inherit = ["mail.thread", "sale.order"]
"""


def test_own_models_are_told_from_extended_ones(tmp_path):
    addon = make_addon(tmp_path, "torg_base", files={"models/a.py": MODELS})
    kinds = {"torg.a": "Model", "torg.b": "AbstractModel", "torg.c": "TransientModel"}
    assert addon_rules.own_models(addon) == kinds


def test_model_without_access_row_group_or_test_is_found(tmp_path):
    rows = "id,model_id:id,group_id:id,perm_read\naccess_a,torg_base.model_torg_a,,1\n"
    files = {"models/a.py": MODELS, "security/ir.model.access.csv": rows}
    findings = list(addon_rules.check_access(make_addon(tmp_path, "torg_base", files=files)))
    words = ["nobody may use torg.c", "access_a has no group", "test_access.py is missing"]
    assert [word in finding for word, finding in zip(words, findings, strict=True)] == [True] * 3


# === TRANSLATIONS === #


@pytest.mark.parametrize(
    ("msgid", "msgstr", "finding"),
    [
        ("Order", "", "not translated"),
        ("Order %(name)s", "Заказ %(nam)s", "placeholders differ"),
        ("Order %s of %s", "Заказ %s", "placeholders differ"),
        ("Found {count}", "Найдено", "placeholders differ"),
        ('Dear <t t-out="object.name"/>', 'Уважаемый <t t-out="object.nam"/>', "placeholders differ"),
        ("Waiting for the client", "Waiting for the client", "still English"),
        ("Order", "Заказ", None),
        ("Order %(name)s of %(date)s", "От %(date)s заказ %(name)s", None),
        ("Discount 50% for all", "Скидка 50% для всех", None),
        ("SKU", "SKU", None),
        ("https://shop.example/path", "https://shop.example/path", None),
    ],
)
def test_translation_is_judged(msgid, msgstr, finding):
    found = list(po_rules.check_entry(polib.POEntry(msgid=msgid, msgstr=msgstr)))
    assert [finding in text for text in found] == [True] if finding else not found


def test_fuzzy_and_obsolete_terms_are_found():
    assert list(po_rules.check_entry(polib.POEntry(msgid="A", msgstr="А", flags=["fuzzy"]))) == ["fuzzy translation"]
    assert list(po_rules.check_entry(polib.POEntry(msgid="A", msgstr="А", obsolete=True))) == ["obsolete term"]


def test_addon_without_russian_is_found(tmp_path):
    assert list(po_rules.check_complete(make_addon(tmp_path, "torg_base"))) == ["torg_base: i18n/ru.po is missing"]
    untranslated = 'msgid ""\nmsgstr ""\n\nmsgid "Order"\nmsgstr ""\n'
    addon = make_addon(tmp_path, "torg_ru", files={"i18n/ru.po": untranslated})
    assert list(po_rules.check_complete(addon)) == ["torg_ru/i18n/ru.po:4: not translated: 'Order'"]


# === XML === #


@pytest.mark.parametrize(
    ("xml", "word"),
    [
        ("<tree/>", "<list>"),
        ("<field name='a' attrs='{}'/>", "attrs="),
        ("<button name='a' states='draft'/>", "states="),
        ("<t t-name='kanban-box'/>", '"card"'),
        (
            "<record id='a' model='ir.actions.act_window'><field name='view_mode'>tree,form</field></record>",
            "view mode",
        ),
        ("<record id='a' model='res.users'><field name='groups_id'/></record>", "group_ids"),
        ("<record id='a' model='res.groups'><field name='users'/></record>", "user_ids"),
        (
            "<record id='a' model='ir.cron'><field name='code'>for x in model.search([]): x.go()</field></record>",
            "Python",
        ),
        ("<template id='a_page'/><record id='a_page' model='ir.ui.view'/>", "too"),
    ],
)
def test_old_word_in_a_view_is_found(tmp_path, xml, word):
    addon = make_addon(tmp_path, "torg_base", files={"views/a.xml": f"<odoo>{xml}</odoo>"})
    (finding,) = (finding for rule in xml_rules.RULES for finding in rule(addon))
    assert word in finding


@pytest.mark.parametrize(
    "xml",
    [
        "<list/>",
        "<field name='users'/>",
        "<record id='a' model='ir.cron'><field name='code'>model._cron_release_holds()</field></record>",
        "<record id='a' model='torg.country'><field name='code'>RU</field></record>",
    ],
)
def test_today_s_word_in_a_view_passes(tmp_path, xml):
    addon = make_addon(tmp_path, "torg_base", files={"views/a.xml": f"<odoo>{xml}</odoo>"})
    assert not [finding for rule in xml_rules.RULES for finding in rule(addon)]


def test_anchor_by_position_is_reported(tmp_path):
    xml = """<odoo><xpath expr="//group[2]"/><xpath expr="//page[last()]"/><xpath expr="//group[@name='a']"/></odoo>"""
    addon = make_addon(tmp_path, "torg_base", files={"views/a.xml": xml})
    found = [finding.partition(": ")[2] for finding in xml_rules.positional_anchors(addon)]
    assert found == ["//group[2]", "//page[last()]"]


def test_unusual_id_is_reported_but_inherited_views_keep_their_parent_s(tmp_path):
    xml = """<odoo>
    <record id="my_form" model="ir.ui.view"/>
    <record id="sale_order_form" model="ir.ui.view"><field name="inherit_id" ref="sale.view_order_form"/></record>
    <menuitem id="orders_menu"/><menuitem id="torg"/>
    </odoo>"""
    addon = make_addon(tmp_path, "torg_base", files={"views/a.xml": xml})
    findings = [finding.partition(": ")[2] for finding in xml_rules.unusual_ids(addon)]
    assert findings == ["my_form (ir.ui.view)", "torg (ir.ui.menu)"]
