import json

from odoo import http
from odoo.http import request

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.tools.openapi import build

VERSION = "1.0.0"


class Description(http.Controller):
    """The API describes itself."""

    @operation("GET", "/openapi.json", scope=None, summary="This description", tag="About")
    def get_openapi(self, api):
        """OpenAPI 3.1 of everything this base serves, other addons' resources included."""
        events = self._get_events(api)
        return json.dumps(build(self._get_operations(), self._get_scopes(api), VERSION, events), ensure_ascii=False)

    def _get_operations(self):
        """Return the promises of all routes that are installed."""
        rules = request.env["ir.http"].routing_map().iter_rules()
        found = {rule.endpoint.routing.get("torg_operation") for rule in rules}
        return sorted(found - {None}, key=lambda made: (made.path, made.method))

    def _get_scopes(self, api):
        return {scope.code: scope.name for scope in api.env["torg.api.scope"].search([])}

    def _get_events(self, api):
        """Return rows (code, name, description) of what sites may subscribe to, and of the test."""
        events = api.env["torg.exchange.event"].sudo()  # sudo: the description of the API is for everybody
        found = events._get_shop_events() | api.env.ref("torg_exchange.event_test").sudo()  # sudo: as above
        return [(event.code, event.name, event.description or "") for event in found]
