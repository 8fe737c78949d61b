"""Plays 1C as a server: a small base of trade management behind the standard OData interface.

What real bases do to a client is done here too: pages without the whole key in `$orderby` lose rows, `$orderby=Ref_Key`
sorts by name, versions change at every save, balances hold no zeros, sessions run out, errors come in five forms.
"""

from .base import Base, Refusal
from .seed import seed
from .server import serve
from .trouble import Trouble
