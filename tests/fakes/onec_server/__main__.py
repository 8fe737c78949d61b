"""`fake-1c serve --port N`: a small base of 1C behind the standard OData interface."""

import argparse
import random
import threading
import time

from ..onec_data import Export
from .seed import seed
from .server import Server
from .trouble import KINDS, Trouble


def parse(arguments=None):
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="fake-1c serve", description=__doc__)
    parser.add_argument("verb", choices=("serve",))
    parser.add_argument("--port", type=int, default=8701)
    parser.add_argument("--user", default="odata")
    parser.add_argument("--password", default="secret")
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--stores", type=int, default=3)
    parser.add_argument("--orders", type=int, default=5)
    parser.add_argument("--trouble", choices=KINDS, nargs="*", default=(), help="what happens to some of the requests")
    parser.add_argument("--share", type=float, default=0.05, help="to which share of them")
    parser.add_argument("--live", type=float, default=0, metavar="SECONDS", help="goods move so often")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Serve until stopped."""
    options = parse(arguments)
    export = Export(items=options.items, offers=2, price_types=2, stores=options.stores)
    trouble = Trouble(options.share if options.trouble else 0, options.trouble or ("before",))
    base = seed(export, orders=options.orders)
    server = Server(base, options.port, options.user, options.password, trouble)
    print(f"{server.url}  user {options.user}, password {options.password}", flush=True)  # noqa: T201
    if options.live:
        threading.Thread(target=_trade, args=(base, export, options.live), daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("stopped")  # noqa: T201


def _trade(base, export, seconds):
    chance = random.Random(1)
    while True:
        time.sleep(seconds)
        item, _hash, characteristic = export.offer_ids(chance.randrange(export.items))[0].partition("#")
        base.move_stock(
            item, export.guid("store", chance.randrange(export.stores)), chance.randint(1, 5), characteristic
        )


if __name__ == "__main__":
    main()
