"""Files of real 1C bases, where this machine has them."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def samples():
    """Sample files of real bases; empty where they are not on this machine."""
    told = os.environ.get("TORG_FIXTURES")
    folder = (Path(told) if told else ROOT.parent / "shared" / "fixtures") / "commerceml"
    return sorted(path for path in folder.rglob("*.xml") if "XSD" not in path.name)
