"""`scripts/demo-day`: play a trading day against the running server and reconcile the books."""

import argparse
import secrets
import sys
import tempfile
import uuid
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error as NotClicked

from fakes.onec_client import Refused as RefusedBy1C
from kit import layout
from kit.console import Problem
from kit.fake_1c import export
from kit.odoo_process import Server, recorded_servers
from kit.postgres import ensure_server

from .browser import find_program
from .person import Refused
from .play import play
from .report import Report

WORKERS = 2


def parse(arguments=None):
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="scripts/demo-day", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="files that 1C exports; the demo company's unless told")
    parser.add_argument("--url", default="http://127.0.0.1:8069", help="the running server")
    parser.add_argument("--db", default="torg", help="its base, torg unless told")
    parser.add_argument("--password", default="ladoga", help="of the company's people")
    parser.add_argument("--admin", default="admin", help="password of admin")
    parser.add_argument("--onec", metavar="CODE:LOGIN:PASSWORD", help="the 1C base; found unless told")
    parser.add_argument("--orders", type=int, default=200, help="baskets that the site sends")
    parser.add_argument("--speed", type=float, default=360, help="hours of the day that a real hour holds")
    parser.add_argument("--seed", default=None, help="hexadecimal; the same customers and baskets again")
    parser.add_argument("--no-browser", action="store_true", help="without two managers in real browsers")
    parser.add_argument("--no-node", action="store_true", help="without a second node, so nobody's worker is killed")
    parser.add_argument("--yes", action="store_true", help="also in a base that is not the demo company's")
    parser.add_argument("--json", action="store_true", help="print the result as one object")
    options = parser.parse_args(arguments)
    options.seed = (options.seed or uuid.uuid4().hex).ljust(6, "0")
    options.run = secrets.token_hex(2)
    options.outage = 3600 / options.speed
    return options


def main(arguments=None):
    """Play the day; 0 when the books agree, 1 when they do not, 2 when it could not be played to its end."""
    options = parse(arguments)
    report = Report(quiet=options.json, seed=options.seed)
    report.say(f"The seed of this day is {options.seed}")
    try:
        if not options.no_browser:
            find_program()
        with ExitStack() as stack:
            if not options.folder:
                options.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                export(options.folder, options.db)
            node = None if options.no_node else stack.enter_context(_second_node(options.db))
            play(options, report, node, [_find_log(options.url), *([node.log] if node else [])])
    except Problem as refusal:
        report.break_off(refusal, options.json)
        return 2
    except (Refused, RefusedBy1C, NotClicked, OSError) as failure:
        report.break_off(f"{type(failure).__name__}: {failure}", options.json)
        return 2
    report.finish(options.json)
    return 0 if report.balanced else 1


def _second_node(database):
    """A prefork server of the same base without a job runner: the one of `scripts/run` does the jobs."""
    return Server(ensure_server(), database, workers=WORKERS, environment={"ODOO_QUEUE_JOB_CHANNELS": "root:0"})


def _find_log(url):
    """Path of the log of a server of this checkout; None: it is another's."""
    address = urlsplit(url)
    ports = [record["port"] for record in recorded_servers()]
    is_ours = address.hostname in ("127.0.0.1", "localhost") and address.port in ports
    return layout.LOGS / f"odoo-{address.port}.log" if is_ours else None


if __name__ == "__main__":
    sys.exit(main())
