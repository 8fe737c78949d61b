"""What a benchmark gets: a base of its own, connections, servers to start and kill; and what it gives back: figures."""

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import psycopg2

from kit.odoo_process import Server, write_config
from kit.postgres import ensure_server


@dataclass(frozen=True)
class Figure:
    """One measured number.

    :param value: the number, in `unit` (s, ms, x, rows/s, MB, pieces)
    :param baseline: what a ratio compares with, measured in the same run
    """

    bench: str
    figure: str
    value: float
    unit: str
    baseline: str = ""

    def as_line(self):
        """For a person."""
        against = f"  (against {self.baseline})" if self.baseline else ""
        return f"{self.bench:<12} {self.figure:<34} {self.value:>14,.3f} {self.unit}{against}"

    def as_json(self):
        """For a machine: one object a line."""
        return json.dumps(asdict(self), ensure_ascii=False)


class Context:
    """The surroundings of one benchmark.

    :ivar database: name of the fresh base with the whole suite
    :ivar small: whether small volumes were asked for
    """

    def __init__(self, name, database, small):
        self.name = name
        self.database = database
        self.small = small
        self.connection = ensure_server()

    def figure(self, figure, value, unit, baseline=""):
        """A figure of this benchmark."""
        return Figure(self.name, figure, round(float(value), 3), unit, baseline)

    def connect(self):
        """A psycopg2 connection to the base."""
        return psycopg2.connect(
            dbname=self.database,
            host=self.connection.host,
            port=self.connection.port,
            user=self.connection.user,
            password=self.connection.password or None,
        )

    def start_server(self, workers=0, environment=None, extra_config=None):
        """Start an Odoo server on the base.

        :param environment: further variables, such as ODOO_QUEUE_JOB_CHANNELS
        :param extra_config: further keys of odoo.conf; `channels` sets those of the job runner
        :return: a kit.odoo_process.Server with .url, .stop() and .kill()
        """
        extra = dict(extra_config or {})
        # The benchmark's own process keeps the runner off; a server has it unless told otherwise.
        channels = extra.get("channels", "root:4,root.outbox:1,root.catalog:1,root.stock:1,root.docs:1")
        variables = {"ODOO_QUEUE_JOB_CHANNELS": channels} | (environment or {})
        server = Server(self.connection, self.database, workers=workers, environment=variables, **extra)
        return server.start()

    @contextmanager
    def odoo_env(self, user_id=None):
        """An Odoo environment in this process; what is done in it is committed at its end.

        :param user_id: whose rights to use; the superuser unless told
        """
        registry = self._registry()
        import odoo

        with registry.cursor() as cursor:
            yield odoo.api.Environment(cursor, user_id or odoo.api.SUPERUSER_ID, {})

    def _registry(self):
        import odoo.modules.registry
        import odoo.tools

        if odoo.tools.config["db_name"] != [self.database]:
            config = write_config(f"bench-{self.database}", self.connection, db_name=self.database, log_level="warn")
            odoo.tools.config.parse_config(["-c", str(config)], setup_logging=True)
        return odoo.modules.registry.Registry(self.database)
