"""Where the time of a run went, read from pytest's reports: parts, folders, single tests."""

import xml.etree.ElementTree as ElementTree
from collections import Counter

SHOWN = 20
FOLDERS = 12
LONGEST = 3600  # seconds; a test that sets the clock seems to take years


def read_tests(reports):
    """Pairs of (seconds, name) of every test in these junit files; setting up a class counts for its first test.

    :param reports: paths of junit files
    """
    cases = (case for report in reports for case in ElementTree.parse(report).getroot().iter("testcase"))
    named = (case for case in cases if case.get("classname"))  # a module that cannot be read has none
    told = [(float(case.get("time") or 0), f"{case.get('classname')}.{case.get('name')}") for case in named]
    return [(seconds, name) for seconds, name in told if 0 <= seconds <= LONGEST]


def folder_of(name):
    """The addon or the kind of test that a name belongs to: addons.torg_api.tests.… is torg_api."""
    words = name.split(".")
    return words[1] if words[0] in ("addons", "tests") and len(words) > 1 else words[0]


def describe(tests):
    """Lines that tell the slowest folders and tests, the slowest first.

    :param tests: pairs of (seconds, name)
    """
    folders = Counter()
    for seconds, name in tests:
        folders[folder_of(name)] += seconds
    yield "Seconds by folder:"
    for folder, seconds in folders.most_common(FOLDERS):
        yield f"  {seconds:7.1f}  {folder}"
    yield f"The {min(SHOWN, len(tests))} slowest tests, setting up included:"
    for seconds, name in sorted(tests, reverse=True)[:SHOWN]:
        yield f"  {seconds:7.1f}  {name}"
