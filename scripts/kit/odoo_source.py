"""Odoo 19.0 from one of three sources, chosen by ODOO_SOURCE: a path, `git` or `debian`."""

import os
from pathlib import Path

from . import layout
from .console import Problem, step, warn
from .debian_odoo import ensure_debian_odoo
from .system import has_apt, run

GIT_ADDRESS = "https://github.com/odoo/odoo.git"

# Served by every backend bundle, absent from Debian's build; without it each page logs an error and browser tests fail.
ABSENT_ASSET = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def ensure_odoo():
    """Make Odoo's source available.

    :return: the folder to put on Python's path (it holds the package `odoo`)
    :raise Problem: no source, or a broken one
    """
    choice = os.environ.get("ODOO_SOURCE") or ("debian" if has_apt() else "git")
    if choice == "debian":
        source = ensure_debian_odoo()
    elif choice == "git":
        source = _ensure_git()
    else:
        source = Path(choice).expanduser().resolve()
    _check(source)
    return source


def _ensure_git():
    checkout = layout.HOME / "odoo-git"
    if not (checkout / "odoo" / "release.py").is_file():
        with step("Cloning Odoo 19.0 (about 1 GB)"):
            run("git", "clone", "--depth", "1", "--branch", "19.0", GIT_ADDRESS, checkout)
    return checkout


def _check(source):
    release = source / "odoo" / "release.py"
    if not release.is_file():
        raise Problem(f"There is no Odoo in {source}: ODOO_SOURCE takes debian, git, or the path of a checkout.")
    if "19, 0" not in release.read_text():
        raise Problem(f"The Odoo in {source} is not 19.0.")
    addons = _core_addons(source)
    _fill_absent_asset(addons)
    dangling = [path for path in (addons / "web").rglob("*") if path.is_symlink() and not path.exists()]
    if dangling:
        raise Problem(f"Odoo's web client lacks {dangling[0].name} ({len(dangling)} links lead nowhere): {dangling[0]}")


def _core_addons(source):
    """Debian keeps all addons inside the package, a checkout beside it."""
    inside = source / "odoo" / "addons"
    return inside if (inside / "web").is_dir() else source / "addons"


def _fill_absent_asset(addons):
    asset = addons / ABSENT_ASSET
    if asset.exists():
        return
    try:
        asset.parent.mkdir(parents=True, exist_ok=True)
        asset.touch()
    except OSError:
        warn(f"{asset} is missing and cannot be created: browser tests will report it")
