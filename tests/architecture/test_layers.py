"""Manifests form a DAG, layers point down, channels do not see each other."""

import pytest

from . import layers
from .layers import DEMO, TABLE, allowed, glued_pair, layer_of
from .reader import read_addons
from .samples import expect_none, make_addon

SUITE = {addon.name: addon for addon in read_addons()}


@pytest.mark.parametrize("addon", SUITE.values(), ids=str)
def test_addon_stands_in_its_layer(addon):
    expect_none(layers.check_place(addon, set(SUITE)))


@pytest.mark.parametrize("addon", SUITE.values(), ids=str)
def test_glue_is_small_and_named_after_its_two_addons(addon):
    expect_none(layers.check_glue(addon))


@pytest.mark.parametrize("addon", SUITE.values(), ids=str)
def test_code_uses_only_what_the_manifest_declares(addon):
    expect_none([*layers.check_imports(addon, SUITE), *layers.check_references(addon, SUITE)])


def test_dependencies_form_no_cycle():
    assert layers.find_cycle(SUITE) == []


def test_table_names_each_addon_once():
    assert len(TABLE) == len(set(TABLE))


# === THE RULES THEMSELVES === #


@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("torg_base", "spine"),
        ("torg_sale", "domain"),
        ("torg_ru_docs", "domain"),
        ("torg_1c", "channel"),
        ("payment_sber", "channel"),
        ("torg_phone_sale", "glue"),
        ("torg_1c_ru_docs", "glue"),
        ("torg_demo", "demo"),
        ("test_torg_full", "proof"),
        ("torg_misc", None),
        ("torg_phone_phone", None),
        ("phone_sale", None),
    ],
)
def test_layer_comes_from_the_name(name, layer):
    assert layer_of(name) == layer


def test_glue_pair_is_read_from_either_side_of_a_long_name():
    assert glued_pair("torg_store_desk_ru_docs") == {"torg_store_desk", "torg_ru_docs"}


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [
        ("torg_ru", "torg_base"),
        ("torg_base", "torg_sale"),
        ("torg_stock", "torg_sale"),
        ("torg_loyalty", "torg_delivery"),
        ("torg_sale", "torg_api"),
        ("torg_api", "torg_1c"),
        ("torg_phone", "torg_asterisk"),
        ("torg_sale", "torg_phone_sale"),
        ("torg_api", DEMO),
    ],
)
def test_dependency_that_points_up_or_aside_is_found(tmp_path, name, forbidden):
    addon = make_addon(tmp_path, name, depends=["sale", forbidden])
    (finding,) = layers.check_place(addon, {name, forbidden})
    assert f"may not depend on {forbidden}" in finding


@pytest.mark.parametrize(
    ("name", "depends"),
    [
        ("torg_exchange", ["torg_base", "queue_job"]),
        ("torg_sale", ["torg_stock", "torg_pricelist", "torg_exchange"]),
        ("torg_asterisk", ["torg_phone"]),
        ("torg_phone_sale", ["torg_phone", "torg_sale"]),
        ("test_torg_full", ["torg_demo", "torg_1c"]),
    ],
)
def test_dependency_that_points_down_is_fine(tmp_path, name, depends):
    suite = {name, *depends} - {"queue_job"}
    assert not list(layers.check_place(make_addon(tmp_path, name, depends=depends), suite))


def test_addon_outside_the_table_is_told_where_to_go(tmp_path):
    (finding,) = layers.check_place(make_addon(tmp_path, "torg_misc"), {"torg_misc"})
    assert "torg_misc is in no layer" in finding
    assert layers.WHERE in finding


def test_demo_sees_glue_but_no_proof():
    assert allowed(DEMO, {"torg_phone_sale", "test_torg_full"}) == {"torg_phone_sale"}


def test_glue_must_install_itself_depend_on_both_and_stay_small(tmp_path):
    addon = make_addon(tmp_path, "torg_phone_sale", depends=["torg_phone"], files={"models/a.py": "x = 1\n" * 200})
    findings = list(layers.check_glue(addon))
    assert [word in text for word, text in zip(("torg_sale", "auto_install", "200 lines"), findings, strict=True)]
    assert len(findings) == 3


def test_cycle_is_found_and_named(tmp_path):
    chain = {"torg_a": "torg_b", "torg_b": "torg_c", "torg_c": "torg_b"}
    suite = {name: make_addon(tmp_path, name, depends=[other]) for name, other in chain.items()}
    assert layers.find_cycle(suite) == ["torg_b", "torg_c", "torg_b"]


def test_undeclared_import_is_found_in_code_and_tolerated_in_tests_through_a_dependency(tmp_path):
    line = "from odoo.addons.torg_base.tools import phone\n"
    files = {"models/a.py": line, "tests/test_a.py": line, "tests/test_b.py": "import odoo.addons.torg_api.models\n"}
    suite = {
        "torg_base": make_addon(tmp_path, "torg_base"),
        "torg_stock": make_addon(tmp_path, "torg_stock", depends=["torg_base"]),
        "torg_sale": make_addon(tmp_path, "torg_sale", depends=["torg_stock"], files=files),
    }
    findings = list(layers.check_imports(suite["torg_sale"], suite))
    assert [text.split(":")[0] for text in findings] == ["torg_sale/models/a.py", "torg_sale/tests/test_b.py"]


def test_reference_to_a_record_of_an_unseen_addon_is_found(tmp_path):
    files = {
        "views/a.xml": '<odoo><menuitem id="a_menu" parent="torg_api.menu_api"/><!-- torg_1c.menu --></odoo>',
        "models/a.py": '"""Speaks of torg_phone.thing."""\nX = "torg_1c.group_x"\nY = "addons/torg_1c.py"\n',
    }
    suite = {"torg_sale": make_addon(tmp_path, "torg_sale", files=files)}
    findings = list(layers.check_references(suite["torg_sale"], suite))
    assert ["torg_api.menu_api" in findings[0], "torg_1c.group_x" in findings[1]] == [True, True]
    assert len(findings) == 2
