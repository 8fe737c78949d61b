"""1C without 1C: `fake-1c push FOLDER --url URL`, `fake-1c orders|info --url URL`, `fake-1c soap --port N`."""

import argparse
import sys
from pathlib import Path

from ..onec_soap import command as soap
from .orders import Base, ask_info, take_orders
from .push import push
from .session import Refused
from .wire import Cut, Cuts, Wire


def parse(arguments=None):
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="fake-1c", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--url", required=True, help="address of the exchange")
    common.add_argument("--user", default="admin")
    common.add_argument("--password", default="admin")
    common.add_argument("--dialect", choices=("ut", "bitrix"), default="ut")
    common.add_argument("--timeout", type=float, default=60)
    common.add_argument("--cut-every", type=int, default=0, metavar="N", help="cut every N-th request")
    common.add_argument("--verbose", action="store_true", help="print every request and the answer's first line")
    pushing = verbs.add_parser("push", parents=[common], help="send a folder of files")
    pushing.add_argument("folder", type=Path)
    pushing.add_argument("--zip", action="store_true", default=None, help="send archives whatever the other side says")
    pushing.add_argument("--parts", type=int, default=0, metavar="BYTES", help="largest request")
    pushing.add_argument("--repeat", action="store_true", help="everything twice, each part twice")
    pushing.add_argument("--delta", action="store_true", help="do not end as a full export")
    taking = verbs.add_parser("orders", parents=[common], help="take orders and confirm them")
    taking.add_argument("--twice", action="store_true", help="ask twice before confirming")
    taking.add_argument("--no-success", action="store_true", help="end the session without confirming")
    taking.add_argument("--status", default="", help="return this status with 1C's numbers")
    verbs.add_parser("info", parents=[common], help="show statuses, payment systems and delivery services")
    soap.add_parser(verbs)
    return parser.parse_args(arguments)


def main(arguments=None):
    """Entry of the command; 1 when the other side refused or cannot be reached."""
    options = parse(arguments)
    if options.verb in SERVERS:
        return SERVERS[options.verb](options)
    wire = Wire(options.url, options.user, options.password, options.timeout, Cuts(options.cut_every))
    try:
        for line in VERBS[options.verb](wire, options):
            print(line)  # noqa: T201
        status = 0
    except (Refused, Cut, OSError) as failure:
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)  # noqa: T201
        status = 1
    if options.verbose:
        for query, first in wire.log:
            print(f"{query}  →  {first}")  # noqa: T201
    return status


def _push(wire, options):
    if not options.folder.is_dir():
        raise OSError(f"there is no folder {options.folder}")
    report = push(
        wire, options.folder, options.dialect, options.zip, options.parts, options.repeat, not options.delta, pause=0.2
    )
    yield f"{report.files} files in {report.requests} requests, progress {report.progress} times"


def _orders(wire, options):
    base = Base()
    taken = take_orders(
        wire, base, options.dialect, options.twice, confirm=not options.no_success, status=options.status
    )
    for order in taken:
        yield f"{order.number}  {order.total}  {order.number_1c}"
    yield f"{len(taken)} orders"


def _info(wire, options):
    yield ask_info(wire, options.dialect).decode("cp1251")


SERVERS = {"soap": soap.run}
VERBS = {"push": _push, "orders": _orders, "info": _info}

if __name__ == "__main__":
    sys.exit(main())
