"""Two processors test twice as much: addons in lanes of about the same length, each lane with a base of its own."""

import os
import subprocess

from . import fingerprints, layout
from .console import say

MOST = 2  # a lane has Odoo, its share of PostgreSQL and at times a browser to itself
# Installing the demo company takes as long as a thousand lines of tests.
EXTRA = {fingerprints.DEMO: 1000}


def count_lanes():
    """How many lanes this machine can drive."""
    return min(MOST, os.cpu_count() or 1)


def weigh(addon):
    """How long an addon's tests take, guessed by their lines."""
    files = (layout.ADDONS / addon / "tests").glob("*.py")
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) + EXTRA.get(addon, 0)


def split(addons, count, weigh=weigh):
    """Lanes of addons, as equal as the heaviest allow; no lane is empty.

    :param addons: names
    :param count: the most lanes wanted
    """
    lanes = [[] for _number in range(count)]
    weights = {addon: weigh(addon) for addon in addons}
    for addon in sorted(addons, key=weights.get, reverse=True):
        min(lanes, key=lambda lane: sum(map(weights.get, lane))).append(addon)
    return [sorted(lane) for lane in lanes if lane]


def run(command, prefix, **options):
    """Run a command; with a prefix its lines come one by one: two lanes can be told apart. Return its status."""
    if not prefix:
        return subprocess.run(command, check=False, **options).returncode
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
    with subprocess.Popen(command, **options, **pipe) as process:
        for line in process.stdout:
            say(prefix + line.rstrip("\n"))
    return process.returncode
