"""What the verbs of orders say no with."""

from odoo.exceptions import UserError


class StageRefusal(UserError):
    """The order stays where it is.

    :ivar code: stable reason: `forbidden`, `missing_fields`, `unpaid`, `unreserved`, `shipped`, `raw_write`…
    :ivar fields: names of the order's fields that the stage asks for and that are empty
    """

    http_status = 409

    def __init__(self, message, code, fields=()):
        super().__init__(message)
        self.code = code
        self.fields = list(fields)
