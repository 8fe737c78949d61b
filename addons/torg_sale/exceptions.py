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


class EditConflict(UserError):
    """Somebody else has changed meanwhile what this person changes: nothing is saved, both values are told.

    :ivar context: `{"conflicts": […]}` for the screen, see `sale.order._find_conflicts`
    """

    http_status = 409

    def __init__(self, message, conflicts):
        super().__init__(message)
        self.context = {"conflicts": conflicts}
