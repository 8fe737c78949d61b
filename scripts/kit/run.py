"""`scripts/run`: set up, then serve Odoo with the suite and the demo company until Ctrl+C."""

import argparse
import signal

from . import fingerprints
from .console import Problem, say, step, verb
from .databases import Bases
from .odoo_process import Server, recorded_servers, stop_group
from .setup import setup
from .system import is_alive, is_port_free

DEFAULT_PORT = 8069


def parse(arguments=None):
    """Options of the verb."""
    parser = argparse.ArgumentParser(prog="scripts/run", description=__doc__)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="HTTP port, 8069 unless told")
    parser.add_argument("--db", default="torg", help="name of the base, torg unless told")
    parser.add_argument("--empty", action="store_true", help="a new base without the demo company")
    parser.add_argument("--workers", type=int, default=0, help="prefork workers; 0, threads in one process")
    options = parser.parse_args(arguments)
    if not options.db.replace("_", "").replace("-", "").isalnum():
        raise Problem("The name of a base consists of letters, digits, - and _.")
    return options


def main():
    """Entry of the verb."""
    options = parse()
    _claim_port(options.port)
    connection = setup()
    bases = Bases(connection)
    _prepare_base(bases, options)
    signal.signal(signal.SIGTERM, _interrupt)
    server = Server(connection, options.db, options.port, options.workers)
    try:
        with step("Starting Odoo"):
            server.start()
        _introduce(server, connection)
        server.process.wait()
        raise Problem(f"Odoo ended by itself; its log: {server.log}")
    finally:
        server.stop()
        say("Odoo is stopped. The database server goes on; scripts/stop ends it too.")


def _interrupt(*_signal):
    raise KeyboardInterrupt


def _claim_port(port):
    """Take the port, ending a server that a killed `run` left behind."""
    for record in recorded_servers():
        if record["port"] == port:
            if is_alive(record["supervisor"]):
                raise Problem(f"Torg already runs at http://localhost:{port}; scripts/stop ends it.")
            stop_group(record["pid"])
    if not is_port_free(port):
        raise Problem(f"Port {port} is taken by another program: end it, or choose another with --port.")


def _prepare_base(bases, options):
    if bases.connection.has_database(options.db):
        bases.update(options.db)
    else:
        demo = [] if options.empty or fingerprints.DEMO not in fingerprints.all_addons() else [fingerprints.DEMO]
        bases.create(options.db, demo)


def _introduce(server, connection):
    say(f"\nTorg is at http://localhost:{server.port}")
    say("  login admin, password admin")
    for line in _demo_logins(server, connection):
        say(f"  {line}")
    say(f"  log: {server.log}")
    say("  Ctrl+C ends it.")


def _demo_logins(server, connection):
    """Lines the demo addon left for the person: who can log in, addresses and keys of the demo endpoints."""
    query = "SELECT value FROM ir_config_parameter WHERE key = 'torg_demo.introduction'"
    rows = connection.psql(query, server.database)
    return [line for row in rows for line in row[0].splitlines()]


if __name__ == "__main__":
    verb(main)
