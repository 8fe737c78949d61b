"""Opens tools/ of an addon without Odoo: `load("torg_1c")`, then `import torg_1c.tools.records`.

The addon's own __init__ is not run, for it may need a server; only folders below it become importable.
"""

import sys
import types
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[2] / "addons"


def load(addon):
    """Make the addon's folders importable under its own name, once."""
    if addon not in sys.modules:
        module = types.ModuleType(addon)
        module.__path__ = [str(ADDONS / addon)]
        sys.modules[addon] = module
