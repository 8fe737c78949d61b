from odoo import http
from odoo.http import request

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import bulk as schemas
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

from .lookup import conflicts
from .paging import get_place, next_cursor

TAG = {"scope": "bulk", "tag": "Bulk"}
LINES = "application/x-ndjson"
LIST = "imports"
ONE = "/imports/<int:number>"


class Imports(http.Controller):
    """Files of JSON lines that a site sends; jobs load them."""

    @operation(
        "POST", "/imports", query=schemas.ImportQuery, body=schemas.ImportLine, upload=LINES, answer=schemas.Import,
        status=202, summary="Load a file", problems=("too_large",), **TAG,
    )  # fmt: skip
    def create_import(self, api, query, body):
        """Send a file with a JSON object a line, at most 32 MB and 200 000 lines; it is loaded by jobs.

        Rows: `customers` CustomerRow, `products` ProductRow, `prices` PriceRow, `stock` StockRow. A row that is wrong
        is a problem of its own, the others are loaded. The same file again changes nothing. One file of a kind at once.
        """
        imports = api.env["torg.api.import"]
        check_kind(api, imports._get_kinds(), query.kind, "?kind")
        with conflicts():
            return dump_import(imports._open(api.key, query.kind, body))

    @operation("GET", "/imports", query=schemas.ImportsQuery, answer=schemas.ImportList, summary="Files", **TAG)
    def list_imports(self, api, query):
        """Files that were sent with this key, the newest first."""
        (before,) = get_place(api, LIST, query.cursor, int)
        domain = [("key_id", "=", api.key.id)] + ([("id", "<", before)] if before is not None else [])
        found = api.env["torg.api.import"].search(domain, order="id desc", limit=query.limit + 1)
        shown = found[: query.limit]
        cursor = next_cursor(LIST, found, shown, lambda row: [row.id])
        return schemas.ImportList(items=[dump_import(one) for one in shown], next_cursor=cursor)

    @operation("GET", ONE, answer=schemas.Import, summary="A file", **TAG)
    def get_import(self, api, number):
        """How far it is, and what became of the rows."""
        return dump_import(find_own(api, "torg.api.import", number))

    @operation(
        "GET", ONE + "/problems", answer=schemas.RowProblem, media=LINES, summary="Rows that were not loaded", **TAG
    )
    def get_problems(self, api, number):
        """A JSON object a line for each row that was not loaded, the first 10 000 of them."""
        body = find_own(api, "torg.api.import", number)._dump_problems()
        return request.make_response(
            body, [("Content-Type", LINES), ("Cache-Control", "no-store"), ("X-Trace-Id", api.trace_id), *api.headers]
        )

    @operation("DELETE", ONE, answer=schemas.Import, summary="Stop loading", **TAG)
    def cancel_import(self, api, number):
        """Stop a file that is being loaded; what was loaded stays."""
        found = find_own(api, "torg.api.import", number)
        found._cancel()
        return dump_import(found)


def check_kind(api, kinds, kind, pointer):
    """See to it that there is this kind of file and the key may handle what is in it.

    :raise ApiProblem: there is none, or it may not
    """
    if kind not in kinds:
        text = api.env._("There is no such kind of file: %(kinds)s.", kinds=", ".join(sorted(kinds)))
        raise ApiProblem("validation", errors=[FieldError(pointer, "choice", text)])
    api.key._check_scope(kinds[kind].scope)


def find_own(api, model, number):
    """Return the record of this key.

    :raise ApiProblem: there is none, or it is another key's
    """
    domain = [("id", "=", number), ("key_id", "=", api.key.id)]
    if number > 2**31 - 1 or not (found := api.env[model].search(domain)):
        raise ApiProblem("not_found")
    return found


def dump_import(one):
    """Return the file as the API tells it."""
    return schemas.Import(
        id=one.id,
        kind=one.kind,
        state=one.state,
        progress=one.progress,
        rows=one.row_count,
        done=one.done_count,
        created=one.created_count,
        changed=one.changed_count,
        unchanged=one.unchanged_count,
        problems=one.problem_count,
        created_at=moment(one.create_date),
        finished_at=moment(one.finished_at),
    )
