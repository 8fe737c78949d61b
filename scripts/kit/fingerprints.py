"""What of an addon goes into a base: when it changes, the base must be updated; else it need not be touched."""

import ast
import json

from . import layout

# Read at run time only; a change here needs no update of a base.
NOT_IN_THE_BASE = {"tests", "controllers", "tools", "static", "__pycache__"}
KEY = "torg.kit.fingerprints"
DEMO = "torg_demo"


def suite():
    """Names of our addons, demo and proofs left out."""
    return [name for name in all_addons() if name != DEMO and not name.startswith("test_")]


def proofs():
    """Names of the addons that only tests install."""
    return [name for name in all_addons() if name.startswith("test_")]


def all_addons():
    """Names of all addons of the repository that a base can have."""
    manifests = layout.ADDONS.glob("*/__manifest__.py")
    return sorted(manifest.parent.name for manifest in manifests if is_installable(manifest))


def is_installable(manifest):
    """Whether Odoo would install the addon of this manifest."""
    return ast.literal_eval(manifest.read_text(encoding="utf-8")).get("installable", True)


def fingerprint(addon):
    """Digest of the addon's files that leave something in a base."""
    folder = layout.ADDONS / addon
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not NOT_IN_THE_BASE.intersection(path.relative_to(folder).parts)
        and path.suffix not in {".md", ".pyc", ".pot"}
    ]
    return layout.digest(*(part for path in files for part in (str(path.relative_to(folder)), path.read_bytes())))


def current(addons):
    """Fingerprints of these addons as they are on disk."""
    return {addon: fingerprint(addon) for addon in addons}


def platform():
    """Digest of what all addons stand on: pins and Odoo itself."""
    pins = [layout.ROOT / f"requirements{part}.txt" for part in ("", "-addons")]
    stamp = layout.STAMPS / "odoo-debian"
    return layout.digest(*pins, stamp.read_text() if stamp.is_file() else "")


def stored(connection, database):
    """Fingerprints the base was last installed or updated with; empty for a base of somebody else."""
    rows = connection.psql(f"SELECT value FROM ir_config_parameter WHERE key = '{KEY}'", database)
    return json.loads(rows[0][0]) if rows else {}


def store(connection, database, fingerprints):
    """Remember the fingerprints in the base itself, so that they travel with its copies."""
    value = json.dumps(fingerprints, sort_keys=True)
    connection.psql(
        f"""INSERT INTO ir_config_parameter (key, value) VALUES ('{KEY}', '{value}')
            ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value""",
        database,
    )
