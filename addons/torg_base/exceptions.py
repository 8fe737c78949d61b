"""What the suite says no with, whichever addon was asked."""

from odoo.exceptions import UserError


class BusyError(UserError):
    """Others were changing the same records all the time: nothing was saved, the same request may be sent again."""

    http_status = 409
