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
