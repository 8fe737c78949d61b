"""A base is updated exactly when something changed that it holds."""

import pytest

from kit import fingerprints, layout


@pytest.fixture
def addon(tmp_path, monkeypatch):
    """A tiny addon on disk."""
    monkeypatch.setattr(layout, "ADDONS", tmp_path)
    folder = tmp_path / "torg_tiny"
    for part in ("models", "tests", "static/src"):
        (folder / part).mkdir(parents=True)
    (folder / "__manifest__.py").write_text("{}")
    (folder / "models" / "tiny.py").write_text("one")
    (folder / "tests" / "test_tiny.py").write_text("one")
    return folder


def test_a_changed_model_changes_the_fingerprint(addon):
    before = fingerprints.fingerprint("torg_tiny")
    (addon / "models" / "tiny.py").write_text("two")
    assert fingerprints.fingerprint("torg_tiny") != before


def test_a_renamed_file_changes_the_fingerprint(addon):
    before = fingerprints.fingerprint("torg_tiny")
    (addon / "models" / "tiny.py").rename(addon / "models" / "other.py")
    assert fingerprints.fingerprint("torg_tiny") != before


@pytest.mark.parametrize("path", ["tests/test_tiny.py", "static/src/tiny.js", "README.md"])
def test_what_no_base_holds_does_not_change_it(addon, path):
    before = fingerprints.fingerprint("torg_tiny")
    (addon / path).write_text("changed")
    assert fingerprints.fingerprint("torg_tiny") == before


def test_the_suite_leaves_out_demo_and_proofs(addon):
    for name in ("torg_demo", "test_torg_full"):
        (addon.parent / name).mkdir()
        (addon.parent / name / "__manifest__.py").write_text("{}")
    assert fingerprints.suite() == ["torg_tiny"]
    assert fingerprints.proofs() == ["test_torg_full"]


def test_an_addon_that_cannot_be_installed_is_in_no_base(addon):
    (addon / "__manifest__.py").write_text("{'installable': False}")
    assert fingerprints.all_addons() == []
