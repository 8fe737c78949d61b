"""Print the OpenAPI document of the suite's routes and its words, without a base; api-contract runs it beside Odoo."""

import importlib
import json
import sys

from kit import fingerprints, layout


def describe():
    """The document of all addons of the suite; those that only prove something are left out."""
    from odoo import http
    from odoo.modules.module import initialize_sys_path
    from odoo.tools import config

    config.parse_config([f"--addons-path={layout.ADDONS}", "--http-interface=127.0.0.1", "--log-level=error"])
    initialize_sys_path()
    suite = fingerprints.suite()
    for addon in suite:
        importlib.import_module(f"odoo.addons.{addon}")
    openapi = importlib.import_module("odoo.addons.torg_api.tools.openapi")
    routes = http._generate_routing_rules(suite, nodb_only=False)
    operations = {endpoint.routing.get("torg_operation") for _path, endpoint in routes} - {None}
    words = importlib.import_module("odoo.addons.torg_api.tools.openapi_words")
    document = openapi.build(sorted(operations, key=lambda made: (made.path, made.method)), {})
    return {"document": document, "words": words.find_words(document)}


if __name__ == "__main__":
    json.dump(describe(), sys.stdout)
