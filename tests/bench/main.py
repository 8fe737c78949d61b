"""Runs one benchmark: `python -m bench.main NAME DATABASE [--json] [--small]`."""

import argparse
import importlib

from .context import Context


def main():
    """Print each figure as soon as it is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("database")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    module = importlib.import_module(f"bench.bench_{options.name}")
    for figure in module.run(Context(options.name, options.database, options.small)):
        print(figure.as_json() if options.json else figure.as_line(), flush=True)


if __name__ == "__main__":
    main()
