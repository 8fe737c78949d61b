"""Every tracked file: well-formed, finished, free of one machine's paths."""

import pytest

from . import text_rules, xml_rules
from .reader import ROOT, tracked_files
from .samples import expect_none

FILES = tracked_files()


@pytest.mark.parametrize("rule", text_rules.RULES, ids=lambda rule: rule.__name__)
def test_files_keep_the_rule(rule):
    expect_none(finding for path in FILES for finding in rule(path))


def test_xml_is_well_formed():
    files = [path for path in FILES if path.suffix == ".xml" and "fixtures" not in path.parts]
    expect_none(finding for path in files for finding in xml_rules.check_well_formed(path))


def test_something_was_read():
    assert ROOT / "LICENSE" in FILES


# === THE RULES THEMSELVES === #

HALVES = {
    "host": "index https://py" + "pi.org/simple",
    "mirror": "deb http://deb.deb" + "ian.org/debian trixie main",
    "npm": "registry=https://registry.npm" + "js.org/",
    "path": "cd /wo" + "rk/main",
    "home": "log = /home/" + "ivan/torg.log",
    "later": "# TO" + "DO: count them",
    "stub": "raise NotImplemented" + "Error",
}


@pytest.mark.parametrize("text", HALVES.values(), ids=HALVES)
def test_forbidden_word_is_found(tmp_path, text):
    (tmp_path / "a.py").write_text(f"good\n{text}\n")
    (finding,) = text_rules.check_words(tmp_path / "a.py", tmp_path)
    assert finding.startswith("a.py:2: ")


@pytest.mark.parametrize(
    "text", ["/opt/torg/addons", "https://shop.example/work/1", "network/work/", "Debian 12", "todo list"]
)
def test_harmless_word_passes(tmp_path, text):
    (tmp_path / "a.md").write_text(text)
    assert not list(text_rules.check_words(tmp_path / "a.md", tmp_path))


def test_pictures_and_samples_are_not_read(tmp_path):
    for path in (tmp_path / "a.png", tmp_path / "fixtures" / "a.xml", tmp_path / "b.bin"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\xff" + HALVES["later"].encode())
        assert not list(text_rules.check_words(path, tmp_path))


def test_link_to_nothing_is_found(tmp_path):
    page = tmp_path / "docs" / "a.md"
    page.parent.mkdir()
    page.write_text('[a](b.md) [c](../c.md#top) [e](https://e.example)\n<img src="d.png">\n')
    (tmp_path / "c.md").write_text("# Top\n")
    assert list(text_rules.check_links(page, tmp_path)) == [
        "docs/a.md:1: leads to b.md, which does not exist",
        "docs/a.md:2: leads to d.png, which does not exist",
    ]


def test_link_to_a_heading_that_is_not_there_is_found(tmp_path):
    page = tmp_path / "a.md"
    page.write_text("# Вход: по коду\n[a](#вход-по-коду) [b](#оплата)\n```\n# оплата\n```\n")
    assert list(text_rules.check_links(page, tmp_path)) == [
        "a.md:2: leads to #оплата, and a.md has no such heading",
    ]


def test_heavy_and_forgotten_pictures_are_found(tmp_path):
    images = tmp_path / "docs" / "images"
    images.mkdir(parents=True)
    (tmp_path / "README.md").write_text("![a](docs/images/shown.png)\n")
    for name, size in (("shown.png", 10), ("heavy.png", text_rules.LARGEST_PICTURE + 1)):
        (images / name).write_bytes(b"x" * size)
    assert not list(text_rules.check_picture(images / "shown.png", tmp_path))
    heavy, forgotten = text_rules.check_picture(images / "heavy.png", tmp_path)
    assert "should open at once" in heavy
    assert forgotten == "docs/images/heavy.png: no page shows it"


def test_script_must_be_executable_and_parse(tmp_path):
    script = tmp_path / "run"
    script.write_text("#!/usr/bin/env bash\nif true; then\n")
    not_executable, broken = text_rules.check_script(script, tmp_path)
    assert "not executable" in not_executable
    assert "syntax error" in broken
    script.write_text("#!/usr/bin/env bash\necho hello\n")
    script.chmod(0o755)
    assert not list(text_rules.check_script(script, tmp_path))


def test_broken_xml_is_found(tmp_path):
    (tmp_path / "a.xml").write_text("<odoo><record></odoo>")
    assert list(xml_rules.check_well_formed(tmp_path / "a.xml"))
