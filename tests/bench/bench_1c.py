"""Exchange with 1C: how fast a big file of offers is read, what memory that takes, and how fast it becomes products.

The file has a hundred thousand offers of the size plain UT sends: name, unit, characteristic, a price and the stock of
a store, about 1.1 KB each. It is read in a process of its own, so that nothing else counts into its memory.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from fakes.onec_data import Export

from . import onec_catalogue, onec_exchange, onec_goods

OFFERS, SMALL = 100_000, 10_000
RUNS = 3  # the best counts, in time of the processor: a busy machine is not the reader's fault


def run(ctx):
    """Yield the figures of the bench."""
    offers = SMALL if ctx.small else OFFERS
    with tempfile.TemporaryDirectory() as folder:
        names = Export(items=offers // 2, offers=2, price_types=1, stores=1).write(folder)
        file = Path(folder) / names[-1]
        found = [measure(file) for _time in range(RUNS)]
        size = file.stat().st_size / 1e6
    assert {row["offers"] for row in found} == {offers}, "the reader lost offers"
    yield ctx.figure(
        "parse_offers_per_s", max(row["offers"] / row["seconds"] for row in found), "1/s", f"{size:.0f} MB"
    )
    yield ctx.figure("extra_memory_mb", max(row["extra_mb"] for row in found), "MB")
    yield from onec_goods.measure(ctx)
    yield from onec_catalogue.measure(ctx)
    yield from onec_exchange.measure(ctx)


def measure(file):
    """Read the file in a new process; return its count, its time and the memory above its start."""
    command = [sys.executable, "-m", "bench.onec_parse", str(file)]
    finished = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return json.loads(finished.stdout)
