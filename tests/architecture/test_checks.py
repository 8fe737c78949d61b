"""The hooks before a commit and the check script use the same versions of the same tools."""

import configparser

import pytest
import yaml

from . import images
from .reader import ROOT

HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]


def test_hooks_need_no_clone():
    assert [repo["repo"] for repo in HOOKS] == ["local"]


def test_hooks_use_the_pinned_versions():
    files = [path for path in ROOT.glob("requirements*.txt") if path.name != "requirements-addons.txt"]
    pins = {name: version for path in files for name, version in images.names(path).items()}
    if "ruff" not in pins:
        pytest.skip("no requirements file pins the tools yet")
    wanted = [word.split("==") for hook in HOOKS[0]["hooks"] for word in hook["additional_dependencies"]]
    assert {name: version for name, version in wanted} == {name: pins.get(images.normal(name)) for name, _pin in wanted}


def test_pylint_runs_the_mandatory_set_and_nothing_else():
    parser = configparser.RawConfigParser()
    parser.read(ROOT / ".pylintrc")
    enabled = {word.strip() for word in parser["MESSAGES CONTROL"]["enable"].split(",")}
    assert parser["MESSAGES CONTROL"]["disable"] == "all"
    assert {"sql-injection", "invalid-commit", "external-request-timeout", "translation-required"} <= enabled
    assert parser["ODOOLINT"]["license-allowed"] == "LGPL-3"
