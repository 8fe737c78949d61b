"""A `requests.Session` whose connections are opened by somebody who judges where they lead."""

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


def make_session(open_socket):
    """Session that takes its sockets from `open_socket(host, port, seconds)`; what that raises comes out as it is."""
    session = requests.Session()
    session.trust_env = False  # neither proxies nor passwords of the machine
    session.mount("http://", GuardedAdapter(open_socket))
    session.mount("https://", GuardedAdapter(open_socket))
    return session


class GuardedAdapter(HTTPAdapter):
    """Adapter with pools of guarded connections."""

    def __init__(self, open_socket):
        self._open_socket = open_socket
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        """Override of requests to put guarded connections into the pools."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _guard(HTTPConnectionPool, HTTPConnection, self._open_socket),
            "https": _guard(HTTPSConnectionPool, HTTPSConnection, self._open_socket),
        }


def _guard(pool, connection, open_socket):
    class Connection(connection):
        def _new_conn(self):
            seconds = self.timeout if isinstance(self.timeout, int | float) else 10
            return open_socket(self.host, self.port, seconds)

    return type("GuardedPool", (pool,), {"ConnectionCls": Connection})
