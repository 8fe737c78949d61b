from datetime import UTC

from odoo import http

from odoo.addons.torg_api.dispatcher import Answer
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.orders import CancelOrder, ChangeStore, MoveOrder, NewPayment, Order
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError
from odoo.addons.torg_stock.whole import in_a_whole

from .lookup import BIGGEST_ID, check_version, find_by_code, find_one, find_order, read_basket_again, refusals
from .order_dump import dump_order, order_version
from .quotes import check_orderable

MOST = {"integer": BIGGEST_ID, "float": 10**12, "monetary": 10**12}  # an answer tells
CHANGE = {"scope": "orders", "answer": Order, "tag": "Orders", "problems": ("refused", "precondition_failed")}


class OrderMoves(http.Controller):
    """What happens to an order after it was made. With `If-Match` only to the order that the client saw."""

    @operation("POST", "/orders/<int:order>/cancel", body=CancelOrder, summary="Cancel", customer=True, **CHANGE)
    def cancel_order(self, api, order, body):
        """The customer does not want it any more; its goods are free at once. An order that is shipped stays."""
        order = open_order(api, order)
        with refusals():
            order._move_to_stage(order._get_stage_for("cancel"))
            if body.comment:
                order.message_post(body=api.env._("The customer says: %(text)s", text=body.comment))
        return answer_order(order)

    @operation(
        "POST", "/orders/<int:order>/repeat", scope="orders", answer=Order, status=201, summary="Order it again",
        tag="Orders", customer=True, problems=("refused", "out_of_stock", "cannot_order"),
    )  # fmt: skip
    def repeat_order(self, api, order):
        """A new order of the same goods at today's prices, held; goods that are not sold any more are left out.

        It is taken in the same store or brought the same way to the same address, at today's cost and without a day.
        What stands in the way of any order stands in the way of this one.
        """
        order = find_order(api, order)
        if (basket := read_basket_again(api, order)).lines:
            check_orderable(api.env["torg.api.quote"]._find_out(basket))
        with refusals():
            new = order._repeat(user=api.env["res.users"])
            in_a_whole(new)._hold_goods()
            api.env.cr.flush()  # the journal is part of the answer
        location = f"/shop-api/v1/orders/{new.id}"
        return answer_order(new, headers=(("Location", location),))

    @operation(
        "POST", "/orders/<int:order>/change-store", body=ChangeStore, summary="Take it in another store",
        customer=True, **(CHANGE | {"problems": (*CHANGE["problems"], "out_of_stock")}),
    )  # fmt: skip
    def change_store(self, api, order, body):
        """What was held or reserved moves to the other store, or nothing changes."""
        order = open_order(api, order)
        store = find_by_code(api, "stock.warehouse", body.store, "/store")
        with refusals():
            order._change_store(store)
        return answer_order(order)

    @operation(
        "POST", "/orders/<int:order>/move", body=MoveOrder, summary="Move to a stage",
        **(CHANGE | {"scope": "desk", "tag": "Desk", "problems": (*CHANGE["problems"], "out_of_stock")}),
    )  # fmt: skip
    def move_order(self, api, order, body):
        """Move the order as the matrix lets this way do it, and give what the stage asks for."""
        order = open_order(api, order)
        stage = find_by_code(api, "sale.order.stage", body.stage, "/stage")
        with refusals():
            order._move_to_stage(stage, answers=_read_answers(api, stage, body.answers))
        return answer_order(order)

    @operation(
        "POST", "/orders/<int:order>/payments", body=NewPayment, summary="Money taken by the shop",
        **CHANGE,
    )  # fmt: skip
    def create_payment(self, api, order, body):
        """Tell about money: the same number counts once, a corrected sum replaces the first one; parts add up.

        Numbers are the site's own. A refund has another number than the payment that it gives back.
        """
        order = open_order(api, order)
        amount = float(body.amount) * (-1 if body.kind == "refund" else 1)
        date = body.taken_at and body.taken_at.astimezone(UTC).replace(tzinfo=None)
        with refusals():
            site = f"api/{api.key.id}"
            order._register_payment(amount, "site", body.id, date, body.method, body.receipt, numbered_by=site)
        return answer_order(order)


def open_order(api, number):
    """Return the order a client changes.

    :raise ApiProblem: there is none, or the client saw another version of it
    """
    order = find_order(api, number)
    check_version(api, lambda: order_version(dump_order(order)))
    return order


def answer_order(order, headers=()):
    """Return the order as it is now, with its version."""
    order.env.flush_all()
    dumped = dump_order(order)
    return Answer(dumped, headers=headers, etag=order_version(dumped))


def _read_answers(api, stage, answers):
    """Return values of the fields that the stage asks for; nothing else of an order is written so.

    :raise ApiProblem: a field that it does not ask for, or a thing that is not there
    """
    asked, orders = set(stage.required_field_ids.mapped("name")), api.env["sale.order"]
    errors = [
        FieldError(f"/answers/{name}", "unknown_field", api.env._("The stage does not ask for it."))
        for name in answers
        if name not in asked or orders._fields[name].type in ("one2many", "many2many")
    ]
    if errors:
        raise ApiProblem("validation", errors=errors)
    return {name: _read_answer(api, orders._fields[name], name, value) for name, value in answers.items()}


def _read_answer(api, field, name, value):
    if value is None:
        return value
    code, detail = "invalid", api.env._("The field cannot hold this.")
    if field.type == "many2one":
        code, detail = "not_found", api.env._("There is no such thing.")
    try:
        return _read_value(api, field, value)
    except (ApiProblem, ValueError, TypeError, OverflowError):
        raise ApiProblem("validation", errors=[FieldError(f"/answers/{name}", code, detail)]) from None


def _read_value(api, field, value):
    """Return a value as the field takes it.

    :raise ValueError: it does not, or is more than the database counts
    """
    if field.type == "many2one":
        if isinstance(value, bool):
            raise ValueError(value)
        return find_one(api.env[field.comodel_name], int(value)).id
    kept = field.convert_to_cache(value, api.env["sale.order"])
    if field.type in MOST and not abs(kept or 0) <= MOST[field.type]:  # what is no number is not less either
        raise ValueError(value)
    return value
