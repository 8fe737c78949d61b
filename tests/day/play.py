"""Who takes part in a day, brought together."""

from contextlib import ExitStack
from pathlib import Path

from fakes.onec_client import Wire

from .books import read_errors
from .office import Office
from .onec import OneC
from .person import Person
from .site import Site
from .story import Day


def play(options, report, node=None, logs=()):
    """Play the day into the report and close its books.

    :param options: as the command reads them
    :param node: kit's Server of a second node where the site's requests go, None: they go to the main one
    :param logs: paths of logs where no error may appear
    """
    code, login, password = options.onec.split(":", 2)
    places = [(path, Path(path).stat().st_size) for path in logs if Path(path).exists()]
    with ExitStack() as stack:
        admin = Person(options.url, "admin", options.admin, options.db)
        office = stack.enter_context(Office(admin))
        [endpoint] = admin.find("torg.exchange.endpoint", [("code", "=", code)], ["onec_reserves_orders", "onec_tz"])
        onec = OneC(
            lambda cuts=None: Wire(f"{options.url}/1c/{code}", login, password, 120, cuts),
            options.folder, endpoint["onec_reserves_orders"], options.memory, endpoint["onec_tz"],
        )  # fmt: skip
        site = Site(node.url if node else options.url, office.make_key("The day's site"))
        day = Day(report, office, site, onec, endpoint["id"], options, node)
        try:
            day.play()
        finally:
            onec.remember()
        day.reconcile(read_errors(places))
