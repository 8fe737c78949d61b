import json

from odoo import http
from odoo.http import request

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.tools.openapi import build


class Description(http.Controller):
    """The API describes itself."""

    @operation("GET", "/openapi.json", scope=None, summary="This description", tag="About")
    def get_openapi(self, api):
        """OpenAPI 3.1 of everything this base serves, other addons' resources included."""
        document = build(get_operations(), get_scopes(api.env), get_events(api.env))
        return json.dumps(document, ensure_ascii=False)


def get_operations():
    """Return the promises of all routes that are installed."""
    rules = request.env["ir.http"].routing_map().iter_rules()
    found = {rule.endpoint.routing.get("torg_operation") for rule in rules}
    return sorted(found - {None}, key=lambda made: (made.path, made.method))


def get_scopes(env):
    """Return ``{code: name}`` of all permissions."""
    return {scope.code: scope.name for scope in env["torg.api.scope"].search([])}


def get_events(env):
    """Return rows (code, name, description) of what sites may subscribe to, and of the test."""
    events = env["torg.exchange.event"].sudo()  # sudo: the description of the API is for everybody
    found = events._get_shop_events() | env.ref("torg_exchange.event_test").sudo()  # sudo: as above
    return [(event.code, event.name, event.description or "") for event in found]
