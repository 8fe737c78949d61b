"""Reads one file of offers and prints its count, time and memory: `python -m bench.onec_parse FILE`."""

import json
import resource
import sys
import time

import psutil

from fakes.pure import load

load("torg_1c")

from torg_1c.tools.commerceml.reader import read  # noqa: E402
from torg_1c.tools.records import OfferRec  # noqa: E402


def main():
    """Measure once; time is the processor's, memory the peak above what was there before the file."""
    before = psutil.Process().memory_info().rss
    began, offers = time.process_time(), 0
    with open(sys.argv[1], "rb") as stream:
        for record in read(stream):
            offers += isinstance(record, OfferRec)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"offers": offers, "seconds": seconds, "extra_mb": max(0, peak - before) / 1e6}))


if __name__ == "__main__":
    main()
