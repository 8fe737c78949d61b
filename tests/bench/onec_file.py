"""Reading alone: a hundred thousand offers of the size plain UT sends, about 1.1 KB each, in a process of its own."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from fakes.onec_data import Export

OFFERS, SMALL = 100_000, 10_000
RUNS = 3  # the best counts, in time of the processor: a busy machine is not the reader's fault


def measure_parse(ctx):
    """Return the figures of the reader."""
    offers = SMALL if ctx.small else OFFERS
    with tempfile.TemporaryDirectory() as folder:
        names = Export(items=offers // 2, offers=2, price_types=1, stores=1).write(folder)
        file = Path(folder) / names[-1]
        found = [read_once(file) for _time in range(RUNS)]
        size = file.stat().st_size / 1e6
    assert {row["offers"] for row in found} == {offers}, "the reader lost offers"
    speed = max(row["offers"] / row["seconds"] for row in found)
    return {
        "parse_offers_per_s": (speed, "1/s", f"{size:.0f} MB"),
        "parse_memory_mb": (max(row["extra_mb"] for row in found), "MB"),
    }


def read_once(file):
    """Read the file in a new process; return its count, its time and the memory above its start."""
    command = [sys.executable, "-m", "bench.onec_parse", str(file)]
    finished = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return json.loads(finished.stdout)
