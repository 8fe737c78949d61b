from importlib.util import find_spec
from pathlib import Path

from odoo import http
from odoo.http import request

from odoo.addons.torg_api.dispatcher import ROOT
from odoo.addons.torg_api.tools.problem import KINDS

DOCS = f"{ROOT}docs"
DAY = 86400  # seconds
ASSETS = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css", "favicon-32x32.png": "image/png"}
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'"


class Docs(http.Controller):
    """Pages for the developers of sites: they are read without a key."""

    @http.route(DOCS, type="http", auth="public", methods=["GET"], readonly=True, save_session=False)
    def show_docs(self):
        """The description of the API, to read and to try."""
        return self._render("torg_api.docs_page", {"assets": f"{DOCS}/assets", "docs": DOCS})

    @http.route(f"{DOCS}/problems", type="http", auth="public", methods=["GET"], readonly=True, save_session=False)
    def show_problems(self):
        """All kinds of problems."""
        kinds = sorted(KINDS.values(), key=lambda kind: (kind.status, kind.code))
        return self._render("torg_api.problems_page", {"kinds": kinds, "docs": DOCS, "tell": self._tell})

    @http.route(
        f"{DOCS}/problems/<string:code>", type="http", auth="public", methods=["GET"], readonly=True, save_session=False
    )
    def show_problem(self, code):
        """What a problem means and what to do: the address in its “type”."""
        if code not in KINDS:
            raise request.not_found()
        return self._render("torg_api.problems_page", {"kinds": [KINDS[code]], "docs": DOCS, "tell": self._tell})

    @http.route(
        f"{DOCS}/assets/<string:name>", type="http", auth="none", methods=["GET"], readonly=True, save_session=False
    )
    def get_asset(self, name):
        """A file of the reader of descriptions, from the installed package: nothing comes from other servers."""
        if name not in ASSETS:
            raise request.not_found()
        headers = [("Content-Type", ASSETS[name]), ("Cache-Control", f"public, max-age={DAY}")]
        return request.make_response((get_assets_folder() / name).read_bytes(), headers)

    def _render(self, template, values):
        lang = request.env.company.sudo().partner_id.lang or "ru_RU"  # sudo: the language of the company is no secret
        # sudo: a page without a word about the base
        views = request.env["ir.ui.view"].sudo().with_context(lang=lang)
        html = views._render_template(template, {**values, "lang": lang[:2]})
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", POLICY)]
        return request.make_response(html, headers)

    def _tell(self, sentence):
        lang = request.env.company.sudo().partner_id.lang or "ru_RU"  # sudo: as above
        return request.env["torg.api.key"]._translate(sentence, lang)


def get_assets_folder():
    """Folder of Swagger UI in the package that brings it."""
    package = find_spec("drf_spectacular_sidecar").submodule_search_locations[0]
    return Path(package) / "static" / "drf_spectacular_sidecar" / "swagger-ui-dist"
