"""`scripts/api-contract [--store]`: compare the shop API with what is promised in docs/api, or keep the additions.

What breaks clients is never stored: it needs another version of the API.
"""

import argparse
import json
import os
import subprocess

from . import layout
from .console import Problem, say, verb
from .contract import find_additions, find_breaks
from .setup import setup

STORED = layout.ROOT / "docs" / "api" / "v1.json"
WORDS_FILE = layout.ADDONS / "torg_api" / "i18n" / "openapi" / "ru.po"
WIDTH = 118
WORDS = ("description", "summary", "title", "examples", "tags", "headers")  # they bind nobody


def main():
    """Entry of the verb."""
    parser = argparse.ArgumentParser(prog="scripts/api-contract", description=__doc__)
    parser.add_argument("--store", action="store_true", help="keep what was added")
    options = parser.parse_args()
    setup()
    shown = describe(layout.PYTHON)
    old, new = read(), leave_out_words(shown["document"])
    if breaks := list(find_breaks(old, new)):
        raise Problem("\n".join(["Clients of the promised API would break:", *map(str, breaks)]))
    for name in find_additions(old, new):
        say(f"new: {name}")
    if options.store:
        STORED.write_text(dump(new), encoding="utf-8")
        say(f"{STORED.relative_to(layout.ROOT)} is written. Tell of additions in docs/ru/api-changes.md.")
        _store_words(shown["words"])
    elif dump(old) != dump(new):
        raise Problem("Nothing breaks, but docs/api/v1.json lacks what is new: scripts/api-contract --store")
    else:
        say("The API is what docs/api/v1.json promises.")


def _store_words(words):
    """Keep the words that are there, with their translations, and say which have none."""
    script = layout.ROOT / "scripts" / "kit" / "merge_words.py"
    said = subprocess.run(
        [str(layout.PYTHON), str(script), str(WORDS_FILE)], input=json.dumps(words), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    say(said.stdout.strip())


def read():
    """The contract as it is stored."""
    return json.loads(STORED.read_text(encoding="utf-8"))


def describe(python):
    """The document that the code makes now, and its words.

    :param python: of an environment that has Odoo
    :raise Problem: the addons cannot be loaded
    """
    environment = os.environ | {"PYTHONPATH": str(layout.ROOT / "scripts")}
    command = [str(python), "-W", "ignore", "-m", "kit.describe_api"]
    shown = subprocess.run(
        command, cwd=layout.ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    if shown.returncode:
        raise Problem(f"The routes cannot be read: {shown.stderr.strip().splitlines()[-1]}")
    return json.loads(shown.stdout)


def leave_out_words(value):
    """The document without what is only read by people, and without the refusals, which are the same everywhere."""
    if isinstance(value, list):
        return [leave_out_words(part) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, part in value.items():
        if name == "properties":  # there these are names of fields
            kept[name] = {field: leave_out_words(rule) for field, rule in part.items()}
        elif name == "responses":
            kept[name] = {status: leave_out_words(rule) for status, rule in part.items() if status < "300"}
        elif name not in WORDS:
            kept[name] = leave_out_words(part)
    return kept


def dump(value, indent=""):
    """JSON in which what fits into a line stands in a line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= WIDTH or not isinstance(value, dict | list):
        return line + ("" if indent else "\n")
    deeper = indent + "  "
    if isinstance(value, dict):
        rows = [f"{json.dumps(name, ensure_ascii=False)}: {dump(part, deeper)}" for name, part in value.items()]
    else:
        rows = [dump(part, deeper) for part in value]
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    text = f"{opening}\n{deeper}" + f",\n{deeper}".join(rows) + f"\n{indent}{closing}"
    return text + ("" if indent else "\n")


if __name__ == "__main__":
    verb(main)
