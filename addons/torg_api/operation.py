"""What a route of the API promises: whom it serves, what it takes and gives, what may go wrong.

    @operation("GET", "/stores", scope="catalogue", answer=StoreList, query=StoreQuery, summary="Stores", tag="Stores")
    def list_stores(self, api, query): ...

The same declaration routes the request, checks it, and is written into OpenAPI: nothing is documented by hand.
"""

from dataclasses import replace

from odoo import http

from .dispatcher import TorgApiDispatcher
from .tools.promise import BASE, Operation


def operation(method, path, *, readonly=None, **promise):
    """Decorate a controller's method as a route of the API; its docstring is the description.

    The method gets `api` (see dispatcher.Api), the parameters of the path, `query` and `body` where they are declared,
    and returns the model of the answer, or an `Answer`.
    """

    def decorate(function):
        made = Operation(
            name=function.__name__,
            method=method,
            path=path,
            description=_paragraphs(function.__doc__),
            **promise,
        )
        return http.route(
            BASE + path,
            type=TorgApiDispatcher.routing_type,
            auth="torg_api" if made.scope else "torg_api_public",
            methods=[method],
            readonly=not made.is_write if readonly is None else readonly,
            csrf=False,
            save_session=False,
            cors=True,  # a preflight comes without a key; which origins may call, the dispatcher says
            torg_operation=made,
        )(function)

    return decorate


def extend(method, **promise):
    """Decorate an override of another addon's route that promises something else, such as a body with more fields.

        class Orders(torg_api.controllers.orders.Orders):
            @extend(orders.Orders.create_order, body=NewOrderWithPoints)
            def create_order(self, api, body): ...

    :param method: the route as the other addon has it
    """

    def decorate(function):
        made = replace(method.original_routing["torg_operation"], **promise)
        return http.route(torg_operation=made)(function)

    return decorate


def _paragraphs(text):
    return "\n".join(line.strip() for line in (text or "").strip().splitlines())
