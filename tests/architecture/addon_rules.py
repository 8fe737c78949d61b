"""What every addon brings along, and manifests that tell the truth."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch

from . import allowed
from .layers import layer_of
from .reader import Addon, Source

README_CHAPTERS = ("what it does", "set up", "use", "technical notes", "not covered")
DATA_FOLDERS = ("data", "security", "views", "report", "wizard")
PACKAGES = ("models", "wizard", "controllers", "report", "tests")
MODEL_CLASSES = ("odoo.models.Model", "odoo.models.TransientModel", "odoo.models.AbstractModel")


def check_manifest(addon: Addon) -> Iterator[str]:
    """Licence, version and description as the house has them; no keys that lie."""
    manifest = addon.manifest
    expected = {"license": "LGPL-3", "description": " ", "author": "Torg"}
    for key, value in expected.items():
        if manifest.get(key) != value:
            yield f"{addon}: manifest key {key!r} must be {value!r}"
    if not re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", manifest.get("version", "")):
        yield f"{addon}: version {manifest.get('version')!r} is not 19.0.breaking.feature.fix"
    if not manifest.get("summary", "").strip() or "\n" in manifest.get("summary", ""):
        yield f"{addon}: summary must be one line"
    for key in {"demo", "demo_xml", "init_xml", "update_xml", "active", "qweb"} & manifest.keys():
        yield f"{addon}: manifest key {key!r} is not used here (demo data live in torg_demo)"
    if not manifest.get("installable", True) and addon.name not in allowed.NOT_INSTALLABLE:
        yield f"{addon}: an addon that cannot be installed should not be here"
    if manifest.get("installable", True) and addon.name in allowed.NOT_INSTALLABLE:
        yield f"{addon}: can be installed now, so delete its line in NOT_INSTALLABLE of allowed.py"


def check_readme(addon: Addon) -> Iterator[str]:
    """README.md answers the five questions; glue and proofs may be shorter."""
    path = addon.path / "README.md"
    if not path.is_file():
        yield f"{addon}: README.md is missing"
        return
    if layer_of(addon.name) in ("glue", "proof"):
        return
    headings = {
        line.lstrip("# ").strip().lower()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    }
    for chapter in README_CHAPTERS:
        if chapter not in headings:
            yield f"{addon}: README.md lacks the chapter «{chapter.capitalize()}»"


def check_data_files(addon: Addon) -> Iterator[str]:
    """Every listed file exists, every data file is listed once, globs of assets find something."""
    for name in addon.data:
        if not (addon.path / name).is_file():
            yield f"{addon}: the manifest lists {name}, which does not exist"
    for name in sorted({name for name in addon.data if addon.data.count(name) > 1}):
        yield f"{addon}: the manifest lists {name} twice"
    for path in addon.files(".xml", ".csv"):
        name = path.relative_to(addon.path).as_posix()
        loaded_by_code = name.startswith("data/template/")  # charts of accounts: account reads them by name
        if name.partition("/")[0] in DATA_FOLDERS and name not in addon.data and not loaded_by_code:
            yield f"{addon}: {name} is not in the manifest, so Odoo never loads it"
    for pattern in _asset_globs(addon):
        if not any(fnmatch(path.relative_to(addon.path.parent).as_posix(), pattern) for path in addon.path.rglob("*")):
            yield f"{addon}: the asset {pattern} matches no file"


def _asset_globs(addon: Addon) -> Iterator[str]:
    for items in addon.manifest.get("assets", {}).values():
        for item in items:
            path = (item if isinstance(item, str) else item[-1]).lstrip("/")
            operation = item[0] if isinstance(item, tuple | list) else "append"
            if path.startswith(f"{addon.name}/") and operation != "remove":
                yield path.replace("**/*", "*")


def check_packages(addon: Addon) -> Iterator[str]:
    """A Python file that its package does not import never runs: neither as a model nor as a test."""
    for package in PACKAGES:
        folder = addon.path / package
        files = sorted(folder.glob("*.py")) if folder.is_dir() else []
        if not files:
            continue
        init = Source(folder / "__init__.py", addon.path.parent)
        if init.path not in files:
            yield f"{addon}: {package}/__init__.py is missing"
            continue
        imported = _relative_imports(init)
        for file in files:
            if (
                file.stem not in imported
                and file.stem != "__init__"
                and (package != "tests" or _is_test_file(file.stem))
            ):
                yield f"{init}: does not import {file.stem}"
        if package != "tests" and package not in _relative_imports(
            Source(addon.path / "__init__.py", addon.path.parent)
        ):
            yield f"{addon}/__init__.py: does not import {package}"


def _is_test_file(stem: str) -> bool:
    return stem.startswith("test_")


def _relative_imports(init: Source) -> set[str]:
    names = set()
    for node in ast.walk(init.tree):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names |= {node.module} if node.module else {alias.name for alias in node.names}
    return names


# === MODELS AND ACCESS === #


def own_models(addon: Addon) -> dict[str, str]:
    """Models that the addon creates: name → kind (Model, TransientModel, AbstractModel)."""
    found = {}
    for source in addon.sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                kinds = [source.dotted(base) for base in node.bases if source.dotted(base) in MODEL_CLASSES]
                values = _class_values(node)
                if kinds and (name := values.get("_name")) and name not in _names(values.get("_inherit")):
                    found[name] = kinds[0].rpartition(".")[2]
    return found


def _class_values(node: ast.ClassDef) -> dict[str, object]:
    values = {}
    for item in node.body:
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
            try:
                values[item.targets[0].id] = ast.literal_eval(item.value)
            except ValueError:
                continue
    return values


def _names(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def check_access(addon: Addon) -> Iterator[str]:
    """Each own model has access rows for groups, and people try them in tests/test_access*.py."""
    models = {name for name, kind in own_models(addon).items() if kind != "AbstractModel"}
    rows = addon.rows("security/ir.model.access.csv")
    granted = {re.sub(r".*\bmodel_", "", row.get("model_id:id") or row.get("model_id/id") or "") for row in rows}
    for name in sorted(models):
        if name.replace(".", "_") not in granted:
            yield f"{addon}: nobody may use {name}: add it to security/ir.model.access.csv"
    for row in rows:
        if not (row.get("group_id:id") or row.get("group_id/id")) and row["id"] not in allowed.PUBLIC_ACCESS:
            yield f"{addon}: access row {row['id']} has no group, so it holds for everybody"
    if (models or rows) and not addon.is_test and not any((addon.path / "tests").glob("test_access*.py")):
        yield f"{addon}: tests/test_access.py is missing: who can, who cannot, what a stranger sees"


RULES = (check_manifest, check_readme, check_data_files, check_packages, check_access)
