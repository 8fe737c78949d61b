import base64
from dataclasses import dataclass, field

from psycopg2 import Binary
from pydantic import ValidationError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.torg_api.schemas import bulk
from odoo.addons.torg_api.tools import ndjson
from odoo.addons.torg_api.tools.pointer import field_errors, find_nul
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

ROWS = 200_000  # of a file
KEPT_PROBLEMS = 10_000  # rows that are named; the rest is counted
KEPT_DAYS = 30


@dataclass
class Applied:
    """What became of the rows of a part.

    :ivar problems: pairs (line number, FieldError)
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list = field(default_factory=list)

    def refuse(self, line, pointer, code, detail):
        """Note why a row is left out."""
        self.problems.append((line, FieldError(pointer, code, detail)))


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    :ivar scope: what the key must be allowed besides loading
    :ivar schema: pydantic model of a row
    :ivar load: name of the method of torg.api.key that takes [(line, row)], an Applied and the torg.api.import
    :ivar part: rows a job loads: a few seconds of work
    """

    scope: str
    schema: type
    load: str
    part: int


class TorgApiImport(models.Model):
    """A file of JSON lines that a site sends: cut into parts when it comes, and loaded by a chain of jobs.

    A row that cannot be loaded is a problem with its line number; the others are loaded. The same file again changes
    nothing.
    """

    _name = "torg.api.import"
    _description = "File loaded by the shop API"
    _inherit = ["torg.api.chain"]
    _job = "_load_next"

    kind = fields.Selection(
        [("customers", "Customers"), ("products", "Products"), ("prices", "Prices"), ("stock", "Stock")],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("running", "Being loaded"), ("done", "Loaded"), ("cancelled", "Cancelled")],
        required=True,
        readonly=True,
        default="running",
    )
    done_count = fields.Integer("Done", readonly=True)
    created_count = fields.Integer("Created", readonly=True)
    changed_count = fields.Integer("Changed", readonly=True)
    unchanged_count = fields.Integer("Unchanged", readonly=True)
    problem_count = fields.Integer("Not Loaded", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    memory = fields.Json(readonly=True, help="What one part leaves to the next.", export_string_translation=False)
    part_ids = fields.One2many("torg.api.import.part", "import_id", readonly=True)
    problem_ids = fields.One2many("torg.api.import.problem", "import_id", "Rows Not Loaded", readonly=True)

    _one_running = models.UniqueIndex(
        "(company_id, kind) WHERE state = 'running'", "A file of this kind is being loaded already."
    )

    @api.depends("row_count", "done_count")
    def _compute_progress(self):
        for one in self:
            one.progress = 100 * one.done_count / one.row_count if one.row_count else 100.0

    # === ACTIONS === #

    def action_cancel(self):
        """Stop: what was loaded stays."""
        self._check_admin()
        self.sudo()._cancel()  # sudo: written by the verbs alone
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _get_kinds(self):
        """Return `{kind: Kind}`: hook, another addon adds its own through super, and to the field `kind`."""
        return {
            "customers": Kind("customers", bulk.CustomerRow, "_load_customers", 200),
            "products": Kind("catalogue", bulk.ProductRow, "_load_products", 200),
            "prices": Kind("catalogue", bulk.PriceRow, "_load_prices", 5000),
            "stock": Kind("catalogue", bulk.StockRow, "_load_stock", 5000),
        }

    @api.model
    def _open(self, key, kind, file):
        """Keep the lines of a file and enqueue their loading; return the record.

        :raise ApiProblem: a line is too long
        :raise UserError: there are none, too many, or a file of this kind is being loaded
        """
        running = self.search([("company_id", "=", key.company_id.id), ("kind", "=", kind), ("state", "=", "running")])
        if running:
            raise UserError(self.env._("A file of this kind is being loaded already: number %(id)s.", id=running.id))
        one = self.create({"key_id": key.id, "company_id": key.company_id.id, "kind": kind})
        key._get_endpoint()  # made here, where a request that meets another one is repeated: jobs find it
        try:
            for rows in ndjson.split(file, self._get_kinds()[kind].part):
                one._keep_part(rows)
        except ndjson.TooLong as failure:
            detail = self.env._("Line %(line)s is too long for a row.", line=failure.args[0])
            raise ApiProblem("too_large", detail) from None
        if not one.row_count:
            raise UserError(self.env._("There are no rows in the file."))
        one._enqueue_part()
        return one

    def _keep_part(self, rows):
        """Write the next part down; memory holds one at a time."""
        self.row_count += len(rows)
        if self.row_count > ROWS:
            raise UserError(self.env._("A file has at most %(most)s rows: send several.", most=ROWS))
        content = Binary(base64.b64encode(ndjson.pack(rows)))
        # sql: a create leaves its values in cycles, the whole file before garbage is collected
        self.env.cr.execute(
            SQL("INSERT INTO torg_api_import_part (import_id, content) VALUES (%s, %s)", self.id, content)
        )
        self.invalidate_recordset(["part_ids"])

    def _load_next(self, done):
        """Job: load one part and see to the next."""
        return self._go_on(done)

    def _get_place(self):
        return self.done_count

    def _handle_part(self):
        if part := self.part_ids.sorted("id")[:1]:
            rows = ndjson.unpack(base64.b64decode(part.content))
            self._note(len(rows), self._apply(rows))
            part.unlink()
        return bool(self.part_ids)

    def _apply(self, rows):
        """Load numbered lines; return the Applied."""
        kind, applied = self._get_kinds()[self.kind], Applied()
        parsed = [(number, self._parse(kind.schema, number, line, applied)) for number, line in rows]
        getattr(self.key_id, kind.load)([row for row in parsed if row[1]], applied, self)
        return applied

    def _parse(self, schema, number, line, applied):
        if pointers := find_nul(line):
            applied.refuse(number, pointers[0], "invalid", self.env._("Texts have no NUL character."))
            return None
        try:
            return schema.model_validate_json(line)
        except ValidationError as failure:
            if failure.errors(include_url=False, include_input=False)[0]["type"] == "json_invalid":
                applied.refuse(number, "", "bad_json", self.env._("This line is no JSON object."))
                return None
            lang = self.env.lang
            keys = self.env["torg.api.key"]
            for error in field_errors(failure, lambda sentence: keys._translate(sentence, lang)):
                applied.problems.append((number, error))
        return None

    def _note(self, count, applied):
        """Write down what became of a part."""
        refused = len({line for line, _error in applied.problems})
        room = max(KEPT_PROBLEMS - len(self.problem_ids), 0)
        self.env["torg.api.import.problem"].create(
            [
                {"import_id": self.id, "line": line, "pointer": error.pointer, "code": error.code,
                 "detail": error.detail}
                for line, error in applied.problems[:room]
            ]
        )  # fmt: skip
        self.write(
            {
                "done_count": self.done_count + count,
                "created_count": self.created_count + applied.created,
                "changed_count": self.changed_count + applied.changed,
                "unchanged_count": self.unchanged_count + applied.unchanged,
                "problem_count": self.problem_count + refused,
            }
        )

    def _finish(self):
        """The last part is loaded: what was kept open until now is closed."""
        self.key_id._close_revisions(self)
        self.write({"state": "done", "finished_at": fields.Datetime.now(), "memory": False})

    def _cancel(self):
        running = self.filtered(lambda row: row.state == "running")
        running.part_ids.unlink()
        for one in running:
            one._in_shop_env()._finish()
        running.write({"state": "cancelled"})

    def _dump_problems(self):
        """Return the problems as JSON lines."""
        rows = [
            bulk.RowProblem(line=row.line, pointer=row.pointer or "", code=row.code, detail=row.detail)
            for row in self.problem_ids
        ]
        return "".join(f"{row.model_dump_json()}\n" for row in rows)

    @api.autovacuum
    def _gc(self):
        since = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("create_date", "<", since), ("state", "!=", "running")]).unlink()
