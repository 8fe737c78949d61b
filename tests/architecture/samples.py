"""How the tests ask a rule about the repository, and tiny samples that the rules themselves are tried on."""

from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

import pytest

from .reader import Addon, Source


def expect_none(findings: Iterable[str]) -> None:
    """Fail with the findings as a list of remarks, not as a comparison of lists."""
    if found := list(findings):
        pytest.fail("\n".join(["", *found]), pytrace=False)


MANIFEST = {
    "name": "Sample",
    "summary": "One line",
    "version": "19.0.1.0.0",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
}


def make_addon(folder: Path, name: str, depends: list[str] = (), files: dict[str, str] | None = None, **keys) -> Addon:
    """An addon on disk; `keys` overwrite the manifest, a None drops the key."""
    manifest = {
        key: value for key, value in {**MANIFEST, "depends": list(depends), **keys}.items() if value is not None
    }
    for path, text in {"__manifest__.py": repr(manifest), "__init__.py": "", **(files or {})}.items():
        file = folder / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Addon(folder / name)


def make_source(folder: Path, text: str, path: str = "models/sample.py") -> Source:
    """A Python file of an addon `torg_sample`."""
    file = folder / "torg_sample" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text), encoding="utf-8")
    return Source(file, folder)
