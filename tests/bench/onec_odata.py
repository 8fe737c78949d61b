"""Reads a served base of 1C and prints rows a second and memory: `python -m bench.onec_odata ITEMS`."""

import json
import resource
import sys
import time

import psutil

from fakes.pure import load

load("torg_1c")

from torg_1c.tools.odata.client import Client  # noqa: E402
from torg_1c.tools.odata.memory import Memories  # noqa: E402
from torg_1c.tools.odata.metadata import read_metadata  # noqa: E402
from torg_1c.tools.odata.profile import resolve  # noqa: E402
from torg_1c.tools.odata.pull import Pull  # noqa: E402
from torg_1c.tools.odata.streams import STEPS  # noqa: E402
from torg_1c.tools.odata.transport import Transport  # noqa: E402


def main():
    """Measure the first reading of each stream and the second; time is this process's own."""
    client = Client(sys.argv[1], Transport("odata", "secret"), "odata")
    before = psutil.Process().memory_info().rss
    began = time.process_time()
    metadata = read_metadata(client.metadata())
    profile = resolve(metadata)
    told = {"metadata_mb": metadata.size / 1e6, "metadata_s": time.process_time() - began}
    told["metadata_extra_mb"] = max(0, _peak() - before) / 1e6
    for stream in ("catalogue", "prices", "stock"):
        kept = {}
        for name in ("first", "again"):
            told[f"{stream}_{name}"] = _read(client, profile, stream, kept)
    print(json.dumps(told))


def _read(client, profile, stream, kept):
    began, memories = time.process_time(), Memories(kept.get)
    rows = sum(1 for _row in Pull(client, profile, stream, memories).work(STEPS[stream], 10_000))
    seconds = time.process_time() - began
    kept.update({name: memory.dump() for name, memory in memories.dirty().items()})
    return {"records": rows, "seconds": round(seconds, 2), "per_s": round(rows / seconds)}


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
