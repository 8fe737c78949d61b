"""The SOAP half of a 1C that is not there: EnterpriseData messages over a small base, and a service of documents.

with Server(Base()) as server:
    server.url            # …/base/ws/EnterpriseDataExchange_1_0_1_1.1cws
    server.base.register("Справочник.Номенклатура", {...})
"""

from .base import Base
from .server import Server
