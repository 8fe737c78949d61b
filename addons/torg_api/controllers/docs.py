import json
import re
from collections import defaultdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import polib
from markupsafe import Markup, escape

from odoo import http
from odoo.http import request
from odoo.modules.module import get_module_path

from odoo.addons.torg_api.dispatcher import ROOT
from odoo.addons.torg_api.tools.openapi import build, tell_path
from odoo.addons.torg_api.tools.openapi_words import translate
from odoo.addons.torg_api.tools.problem import KINDS, ApiProblem
from odoo.addons.torg_api.tools.promise import TORG_VERSION
from odoo.addons.torg_api.tools.retiring import list_retiring

from .description import get_events, get_operations, get_scopes

DOCS = f"{ROOT}docs"
DAY = 86400  # seconds
ASSETS = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css", "favicon-32x32.png": "image/png"}
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'"
QUIET = {"readonly": True, "save_session": False}


class Docs(http.Controller):
    """Pages for the developers of sites: they are read without a key."""

    @http.route(DOCS, type="http", auth="public", methods=["GET"], **QUIET)
    def show_docs(self):
        """The description of the API, to read and to try."""
        return self._render("docs")

    @http.route(f"{DOCS}/openapi.json", type="http", auth="public", methods=["GET"], **QUIET)
    def get_description(self):
        """OpenAPI 3.1 in the words of the reader."""
        # sudo: names of permissions, which everybody may read here
        env = request.env["torg.api.scope"].sudo().with_context(lang=get_language()).env
        words = _read_words(tuple(request.env.registry._init_modules), get_language())
        return request.make_json_response(translate(build(get_operations(), get_scopes(env), get_events(env)), words))

    @http.route(f"{DOCS}/problems", type="http", auth="public", methods=["GET"], **QUIET)
    def show_problems(self):
        """All kinds of problems."""
        return self._render("problems", kinds=sorted(KINDS.values(), key=lambda kind: (kind.status, kind.code)))

    @http.route(f"{DOCS}/problems/<string:code>", type="http", auth="public", methods=["GET"], **QUIET)
    def show_problem(self, code):
        """What a problem means and what to do: the address in its “type”."""
        if code not in KINDS:
            raise request.not_found()
        named = [f"{made.method} {tell_path(made)}" for made in get_operations() if code in made.problems]
        return self._render("problems", kinds=[KINDS[code]], example=self._dump_example(code), named=named)

    def _dump_example(self, code):
        """Return an answer with this problem, as a client gets it; members of its own come beside."""
        base = request.httprequest.host_url.rstrip("/") + DOCS
        body = ApiProblem(code).dump(base, "9f86d081884c7d65", self._tell)
        return json.dumps(body, ensure_ascii=False, indent=2)

    @http.route(f"{DOCS}/changes", type="http", auth="public", methods=["GET"], **QUIET)
    def show_changes(self):
        """What was added when, and what will be gone: the address in the header Link of what retires."""
        added = defaultdict(list)
        for operation in sorted(get_operations(), key=lambda made: made.since, reverse=True):
            added[operation.since].append(f"{operation.method} {tell_path(operation)}")
        return self._render("changes", added=added, retiring=list_retiring(get_operations()))

    @http.route(f"{DOCS}/assets/<string:name>", type="http", auth="none", methods=["GET"], **QUIET)
    def get_asset(self, name):
        """A file of the reader of descriptions, from the installed package: nothing comes from other servers."""
        if name not in ASSETS:
            raise request.not_found()
        headers = [("Content-Type", ASSETS[name]), ("Cache-Control", f"public, max-age={DAY}")]
        return request.make_response((get_assets_folder() / name).read_bytes(), headers)

    def _render(self, page, **values):
        lang = get_language()
        # sudo: a page without a word about the base
        views = request.env["ir.ui.view"].sudo().with_context(lang=lang)
        told = {"here": page, "docs": DOCS, "language": lang[:2], "version": TORG_VERSION, "tell": self._tell}
        told["mark"] = mark_code
        html = views._render_template(f"torg_api.{page}_page", told | values)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", POLICY)]
        return request.make_response(f"<!DOCTYPE html>\n{html}", headers)

    def _tell(self, sentence, module="torg_api"):
        return request.env["torg.api.key"]._translate(sentence, get_language(), module)


def mark_code(sentence):
    """Return a sentence with what stands in backticks set as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(sentence))))  # noqa: S704 escaped before


@lru_cache
def _read_words(modules, lang):
    """``{English: the same in a language}`` of the addons; pages are read seldom, files change with the program."""
    files = [Path(path) / "i18n" / "openapi" / f"{lang[:2]}.po" for path in map(get_module_path, modules) if path]
    return {
        entry.msgid: entry.msgstr for file in files if file.is_file() for entry in polib.pofile(file) if entry.msgstr
    }


def get_language():
    """Language of the company, in which its developers read."""
    return request.env.company.sudo().partner_id.lang or "ru_RU"  # sudo: the language of the company is no secret


def get_assets_folder():
    """Folder of Swagger UI in the package that brings it."""
    package = find_spec("drf_spectacular_sidecar").submodule_search_locations[0]
    return Path(package) / "static" / "drf_spectacular_sidecar" / "swagger-ui-dist"
