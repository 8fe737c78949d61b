"""Serves `/shop-api/`: JSON in, JSON out, every error of one shape, nothing of Odoo's pages."""

import logging
import secrets
import time
from dataclasses import dataclass, field

from psycopg2 import OperationalError
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException, abort

from odoo import http
from odoo.exceptions import AccessDenied, AccessError, LockError, MissingError, UserError
from odoo.tools.translate import code_translations

from odoo.addons.torg_base.exceptions import BusyError

from .reading import BODY_LIMIT, JSON_TYPES, UPLOAD_LIMIT, read_body, read_upload
from .tools.body import parse_body, parse_query
from .tools.problem import ApiProblem
from .tools.promise import TORG_VERSION
from .tools.retiring import find_retiring

_logger = logging.getLogger(__name__)

ROOT = "/shop-api/"
PROBLEM_TYPE = "application/problem+json"
EXPOSED = (
    "Deprecation, ETag, Idempotent-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Sunset, "
    "Torg-Version, X-Trace-Id"
)
UNDERSTOOD = "Authorization, Content-Type, Accept, Idempotency-Key, If-Match, If-None-Match, Torg-Version"


@dataclass
class Api:
    """A request of the API, as its route sees it.

    :ivar env: environment of the shop's service user, all rights: routes call domain verbs with an explicit shop
    :ivar key: torg.api.key, or an empty record for public routes
    :ivar customer: res.partner a customer's token speaks for, or an empty record
    :ivar trace_id: what a person tells the support
    :ivar session: torg.api.session of a customer's token, or an empty record
    :ivar address: where the request comes from
    """

    env: object
    key: object
    customer: object
    operation: object
    trace_id: str
    headers: list = field(default_factory=list)
    session: object = None
    address: str = ""

    def tell(self, name, value):
        """Add a header to the answer."""
        self.headers.append((name, str(value)))

    def knows(self, etag):
        """Return whether the caller has the answer of this version already: then an empty Answer with it will do."""
        return http.request.httprequest.if_none_match.contains_weak(etag)


@dataclass(frozen=True)
class Answer:
    """An answer with more than its body: another status, headers, a version for ETag."""

    body: object = None
    status: int = 0
    headers: tuple = ()
    etag: str = ""


class TorgApiDispatcher(http.Dispatcher):
    """Requests and answers of the API; the class registers itself as the route type ``torg_api``."""

    routing_type = "torg_api"
    mimetypes = JSON_TYPES

    def __init__(self, request):
        super().__init__(request)
        self.trace_id = secrets.token_hex(8)
        self.started = time.monotonic()
        self.api = None
        self.session_id = False
        self.upload = None  # read once: a request that is begun anew finds it here
        origin = request.httprequest.headers.get("Origin")  # judged now: an error may leave no base to ask
        self.origin = origin if origin and request.env["torg.api.key"]._is_origin_allowed(origin) else None

    @classmethod
    def is_compatible_with(cls, request):
        """Whatever comes to these routes is ours: a wrong type of body gets our answer."""
        return True

    # === BEFORE === #

    def pre_dispatch(self, rule, args):
        """Override of core: CORS by the key's origins, limits of size."""
        self.request.session.can_save = False
        self._allow_origin()
        if self.request.httprequest.method == "OPTIONS":
            self._answer_preflight()
        operation = rule.endpoint.routing.get("torg_operation")
        limit = UPLOAD_LIMIT if operation and operation.upload else BODY_LIMIT
        # One more: werkzeug cuts what comes in chunks off there without a word.
        self.request.httprequest.max_content_length = limit + 1

    def _allow_origin(self):
        headers = self.request.future_response.headers
        headers.set("Vary", "Origin")
        if self.origin:
            headers.set("Access-Control-Allow-Origin", self.origin)
            headers.set("Access-Control-Expose-Headers", EXPOSED)

    def _answer_preflight(self):
        headers = self.request.future_response.headers
        headers.set("Access-Control-Allow-Methods", ", ".join(sorted(self._find_methods())))
        headers.set("Access-Control-Allow-Headers", UNDERSTOOD)
        headers.set("Access-Control-Max-Age", "86400")
        nothing = http.Response(status=204)
        nothing.headers.remove("Content-Type")
        abort(nothing)  # core adds the headers

    def _find_methods(self):
        """Methods of the address: each has a rule of its own, and a preflight meets but one of them."""
        adapter = self.request.env["ir.http"].routing_map().bind_to_environ(self.request.httprequest.environ)
        return adapter.allowed_methods(self.request.httprequest.path)

    # === THE REQUEST === #

    def dispatch(self, endpoint, args):
        """Check the request against the promise of its route, do it once, and put the answer into words."""
        operation = endpoint.routing["torg_operation"]
        self.request.params = {}  # core's hooks read it, also when the route is not called
        self.api = self.request.env["torg.api.key"]._open(operation, self.trace_id, self.session_id)
        arguments = dict(args) | parse_query(operation.query, self.request.httprequest.args, self._translate)
        raw = self._read(operation)
        if operation.body:
            arguments["body"] = raw if operation.upload else parse_body(operation.body, raw, self._translate)
        if retiring := find_retiring(operation, arguments):
            self.api.headers += retiring.get_headers(f"{self._docs_base()}/changes")
        if operation.is_write:
            return self._answer_once(endpoint, operation, arguments, raw)
        return self._call(endpoint, operation, arguments)

    def _read(self, operation):
        if not operation.upload:
            return read_body(self.request.httprequest, operation, self._translate)
        if self.upload is None:
            self.upload = read_upload(self.request.httprequest, operation, self._translate)
        return self.upload

    # === THE ANSWER === #

    def _answer_once(self, endpoint, operation, arguments, raw):
        """Writes with an Idempotency-Key are done once; their answer is kept in the transaction of the effect."""
        name = self.request.httprequest.headers.get("Idempotency-Key")
        if name is None or not operation.kept:
            self._wait_for_turn(operation, arguments)
            return self._call(endpoint, operation, arguments)
        memory = self.api.env["torg.api.idempotency"]
        name = memory._get_name(self.api, name)
        path = self.request.httprequest.full_path
        known = memory._begin(self.api.key, name, operation, path, raw)
        if not known and self._wait_for_turn(operation, arguments):
            known = memory._begin(self.api.key, name, operation, path, raw)
        if known:
            return self._respond((known.body or "").encode(), known.status, [("Idempotent-Replayed", "true")])
        response = self._call(endpoint, operation, arguments)
        body = response.get_data(as_text=True)
        memory._finish(self.api.key, name, operation, path, raw, response.status_code, body)
        return response

    def _wait_for_turn(self, operation, arguments):
        """Wait for others who want the same; return whether the transaction, and its locks with it, began anew."""
        wanted = operation.turn(self.api, arguments["body"]) if operation.turn else ()
        return self.api.env["torg.api.turn"]._wait(wanted)

    def _call(self, endpoint, operation, arguments):
        self.request.params = {"api": self.api, **arguments}
        result = self.request.registry["ir.http"]._dispatch(endpoint)
        if isinstance(result, http.Response):
            return result
        answer = result if isinstance(result, Answer) else Answer(result)
        body = _dump(answer.body)
        status = answer.status or operation.status
        headers = [*answer.headers, *self.api.headers]
        if operation.method == "GET":
            return self._respond_with_etag(body, status, headers, answer.etag)
        if answer.etag:
            headers.append(("ETag", f'"{answer.etag}"'))
        return self._respond(body, status, headers)

    def _respond_with_etag(self, body, status, headers, etag):
        response = self._respond(body, status, headers)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        if etag:
            response.set_etag(etag)
        else:
            response.add_etag()
        return response.make_conditional(self.request.httprequest)

    def _respond(self, body, status, headers=()):
        rows = [*headers, *self._own_headers()]
        if body:
            rows.append(("Content-Type", "application/json; charset=utf-8"))
        return self.request.make_response(body, rows, status=status)

    def _own_headers(self):
        return ("X-Trace-Id", self.trace_id), ("Torg-Version", TORG_VERSION)

    def post_dispatch(self, response):
        """Override of core: no session, only what our routes have to say."""
        self.request._inject_future_response(response)
        http.root.set_csp(response)

    # === ERRORS === #

    def handle_error(self, exc):
        """Turn any exception into an answer of our shape."""
        if isinstance(exc, HTTPException) and exc.response:
            return exc.response
        problem = self._as_problem(exc)
        if problem.kind.status >= 500:
            _logger.error("Fault %s in %s", self.trace_id, self.request.httprequest.path)  # core logs the rest
        body = problem.dump(self._docs_base(), self.trace_id, self._translate)
        headers = [*problem.headers, *self._own_headers(), ("Cache-Control", "no-store")]
        if self.api:
            headers += [header for header in self.api.headers if header[0].startswith("RateLimit")]
        response = self.request.make_json_response(
            body, [*headers, ("Content-Type", PROBLEM_TYPE)], status=body["status"]
        )
        self._allow_origin()  # else a page could not read what is wrong
        self.request._inject_future_response(response)
        return response

    def _docs_base(self):
        return self.request.httprequest.host_url.rstrip("/") + "/shop-api/docs"

    def _as_problem(self, exc):
        if isinstance(exc, ApiProblem):
            return exc
        for kind, code in PROBLEMS_OF_CORE:
            if isinstance(exc, kind):
                return ApiProblem(code, str(exc) if code in ("conflict", "busy") else "")
        if isinstance(exc, HTTPException):
            return ApiProblem(CODES_BY_STATUS.get(exc.code, "bad_request"), headers=_allow(exc))
        return ApiProblem("internal")

    def _translate(self, sentence, module="torg_api"):
        """Without the database: after an error its transaction may be broken."""
        lang = self.api.env.context["lang"] if self.api else "ru_RU"
        return code_translations.get_python_translations(module, lang).get(sentence, sentence)


PROBLEMS_OF_CORE = (
    (AccessDenied, "unauthorized"),
    (AccessError, "forbidden"),
    (MissingError, "not_found"),
    (LockError, "busy"),
    (BusyError, "busy"),
    (OperationalError, "busy"),
    (UserError, "conflict"),
)
CODES_BY_STATUS = {
    401: "unauthorized",
    403: "forbidden",
    404: "unknown_route",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
}


def _allow(exc):
    """Keep the list of methods of a 405."""
    return [(name, value) for name, value in exc.get_headers() if name == "Allow"]


def _dump(body):
    if body is None:
        return b""
    if isinstance(body, BaseModel):
        return body.model_dump_json(by_alias=True).encode()
    return body if isinstance(body, bytes) else str(body).encode()
