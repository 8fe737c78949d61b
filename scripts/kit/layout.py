"""Where everything lies. All state of a checkout is under one folder, `.local` or `TORG_HOME`."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("TORG_HOME") or ROOT / ".local").resolve()

# Two checkouts, or two states of one, must never share a base, a cluster or a socket.
STATE_HASH = hashlib.sha256(str(HOME).encode()).hexdigest()[:10]

ADDONS = ROOT / "addons"
VENV = HOME / "venv"
PYTHON = VENV / "bin" / "python"
ODOO_BIN = HOME / "bin" / "odoo"
DOWNLOADS = HOME / "downloads"
DATA = HOME / "data"
LOGS = HOME / "logs"
RUN = HOME / "run"
STAMPS = HOME / "stamps"


def prepare():
    """Create the folders of the state."""
    for folder in (DOWNLOADS, DATA, LOGS, RUN, STAMPS, ODOO_BIN.parent):
        folder.mkdir(parents=True, exist_ok=True)


def digest(*parts):
    """Short digest of texts, bytes and files, to tell whether something changed."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part if isinstance(part, bytes) else str(part).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:16]


def is_stamped(name, value):
    """Whether the step `name` was already finished for exactly this value."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text() == value


def stamp(name, value):
    """Remember that the step `name` is finished for this value."""
    (STAMPS / name).write_text(value)
