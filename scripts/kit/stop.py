"""`scripts/stop`: end the servers and the private cluster that `run` left."""

from . import layout
from .console import say, verb
from .odoo_process import recorded_servers, stop_group
from .postgres import stop_cluster


def main():
    """Entry of the verb."""
    layout.prepare()
    for record in recorded_servers():
        stop_group(record["pid"])
        say(f"Odoo on port {record['port']} is stopped.")
    if stop_cluster():
        say("PostgreSQL is stopped.")


if __name__ == "__main__":
    verb(main)
