"""`scripts/screenshots [NAME…]`: make pictures of the demo company that a server shows."""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from day.browser import browsers
from day.person import Refused
from playwright.sync_api import Error as NotClicked

from kit import layout
from kit.console import Problem, step

from .picture import paste, save
from .shots import PICTURES
from .stage import Stage


def parse(arguments=None):
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all unless told: {', '.join(PICTURES)}")
    parser.add_argument("--url", default="http://127.0.0.1:8069", help="the running server")
    parser.add_argument("--db", default="torg", help="its base, torg unless told")
    parser.add_argument("--password", default="ladoga", help="of the company's people")
    parser.add_argument("--admin", default="admin", help="password of admin")
    parser.add_argument("--onec", default="ut:1c:ladoga-1c", metavar="CODE:LOGIN:PASSWORD", help="the 1C base")
    parser.add_argument("--folder", type=Path, default=layout.ROOT / "docs" / "images", help="where pictures go")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - PICTURES.keys():
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    return options


def main(arguments=None):
    """Make the pictures; 0 when all were made, 1 when one could not be."""
    options = parse(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        with ExitStack() as stack:
            stage = stack.enter_context(Stage(options))
            for name in options.names or PICTURES:
                with step(name):
                    save(
                        paste([_take(shot, stage, options) for shot in PICTURES[name]]), options.folder / f"{name}.png"
                    )
    except (Refused, NotClicked, OSError, Problem) as failure:
        print(f"No picture: {type(failure).__name__}: {failure}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _take(shot, stage, options):
    """A browser of its own for each shot, so that nothing of the one before is on it."""
    with browsers(options.url, [(shot.login, stage.password_of(shot.login))]) as [clicker]:
        return shot.take(clicker, stage)


if __name__ == "__main__":
    sys.exit(main())
