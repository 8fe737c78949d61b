from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.schemas.orders import NewRequest, Request

from .order_dump import dump_stage_now


class Requests(http.Controller):
    """What customers ask for without goods."""

    @operation(
        "POST", "/requests", scope="orders", body=NewRequest, answer=Request, status=201, summary="Request",
        tag="Orders",
    )  # fmt: skip
    def create_request(self, api, body):
        """A call back, a one-click purchase, a letter. What the same customer says again soon is added to the first."""
        order = api.env["sale.order"]._make_request(
            body.phone, body.name, body.text, body.source, body.email, body.id and f"{api.env.company.id}/{body.id}"
        )
        return Request(
            id=order.id,
            number=order.request_number or order.name,
            stage=dump_stage_now(order),
            created_at=moment(order.request_date or order.create_date),
        )
