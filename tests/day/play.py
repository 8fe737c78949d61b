"""Who takes part in a day, brought together."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from fakes.onec_client import Wire
from kit import layout

from .books import read_errors
from .folder import Folder
from .office import DEMO_BASE, Office, check_base
from .onec import OneC
from .person import Person
from .site import Site
from .story import Day


def play(options, report, node=None, logs=()):
    """Play the day into the report and close its books.

    :param options: as the command reads them
    :param node: kit's Server of a second node where the site's requests go, None: they go to the main one
    :param logs: paths of logs where no error may appear, None for one that is not on this machine
    """
    places = find_places(logs, report)
    folder = Folder(options.folder)
    with ExitStack() as stack:
        files = folder.copy(Path(stack.enter_context(TemporaryDirectory())))
        admin = Person(options.url, "admin", options.admin, options.db)
        if not options.yes:
            check_base(admin, options.db)
        office = stack.enter_context(Office(admin))
        base = options.onec.split(":", 2) if options.onec else office.find_base(folder)
        onec, endpoint = _open_onec(options, admin, files, *base)
        site = Site(node.url if node else options.url, office.make_key("The day's site"))
        is_own = not options.onec and base != DEMO_BASE
        day = Day(report, office, site, onec, folder, (endpoint, is_own), options, node)
        try:
            day.play()
        finally:
            onec.remember()
        day.reconcile(read_errors(places))


def find_places(logs, report):
    """Where to read the logs from, pairs of path and offset; none at all where one of them cannot be read."""
    lacking = [path for path in logs if not path or not Path(path).exists()]
    if logs and not lacking:
        return [(path, Path(path).stat().st_size) for path in logs]
    report.note(f"the log was not read: {lacking[0] if any(lacking) else 'the server is not of this checkout'}")
    report.explain("errors_in_the_log", "the log was not read")
    return []


def _open_onec(options, admin, files, code, login, password):
    """The 1C base of this code: its emulator, and the id of its endpoint."""
    fields = ["onec_reserves_orders", "onec_stock_kind", "onec_tz"]
    [endpoint] = admin.find("torg.exchange.endpoint", [("code", "=", code)], fields)
    reserves = endpoint["onec_reserves_orders"] and endpoint["onec_stock_kind"] == "free"
    memory = layout.HOME / f"day-{options.db}-{code}.pickle"
    address = f"{options.url}/1c/{code}"
    onec = OneC(
        lambda cuts=None: Wire(address, login, password, 120, cuts), files, reserves, memory, endpoint["onec_tz"]
    )
    return onec, endpoint["id"]
