"""What the verbs of delivery say no with."""

from odoo.exceptions import UserError


class DeliveryRefusal(UserError):
    """The delivery stays as it is.

    :ivar code: stable reason: `full`, `too_late`, `not_offered`, `no_courier`, `not_with_courier`, `bad_sum`…
    """

    http_status = 409

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code
