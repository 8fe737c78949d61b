from odoo import models
from odoo.http import request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from odoo.addons.torg_base.exceptions import BusyError


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        """Override of base: when all repeats of a request met others at the same records, say so and not the database's
        words. Nothing was saved, the same request may come again."""
        if isinstance(exception, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            exception = BusyError(
                request.env._(
                    "Others were changing the same records all the while. Nothing was saved, please try again."
                )
            )
        return super()._handle_error(exception)
