"""Plays 1C as an HTTP client: pushes a catalogue, takes orders and returns their statuses.

Two dialects: `ut` (the exchange of plain UT 11: no version at init, a new session for each file) and `bitrix` (the
Bitrix module: version 3.1, one session for all files, sessid in every query, deactivate and complete at the end).
Connections may be cut on purpose, requests asked twice, whole exports repeated: that is what real clients do.
"""

from .orders import Base, take_orders
from .push import push
from .session import Refused, Session
from .wire import Cut, Cuts, Wire
