import base64
from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.torg_pricelist.tools import price_sheet, turnover_sheet, xlsx_table


class TorgTurnoverLoad(models.TransientModel):
    """Loads turnover by customer and month from a spreadsheet; a second load of the same file changes nothing."""

    _name = "torg.turnover.load"
    _description = "Load turnover from a spreadsheet"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    source = fields.Selection(
        [("opening", "Before the start"), ("store", "Store purchases")],
        "What it is",
        default="opening",
        required=True,
        help="A month of the same customer and kind is replaced, never added.",
    )
    sheet = fields.Binary("Spreadsheet (XLSX)")
    sheet_name = fields.Char()
    template = fields.Binary(default=lambda self: self._default_template(), readonly=True)
    template_name = fields.Char(default=lambda self: self.env._("Turnover.xlsx"), readonly=True)
    state = fields.Selection([("file", "File"), ("done", "Done")], default="file")
    created_count = fields.Integer("New", readonly=True)
    changed_count = fields.Integer("Replaced", readonly=True)
    same_count = fields.Integer("Known already", readonly=True)
    error_count = fields.Integer("Rows not taken", readonly=True)
    errors = fields.Binary("Rows not taken, with the reason", readonly=True)
    errors_name = fields.Char(readonly=True)

    def _default_template(self):
        example = [("K-0012", "7820505756", "", "11.2025", 125000.5), ("", "", "Иванова Мария", "12.2025", 8400)]
        content = price_sheet.write_sheet(self._get_header(), example, (14, 16, 40, 12, 16), text_columns=(0, 1, 3))
        return base64.b64encode(content)

    # === ACTIONS === #

    def action_load(self):
        """Take the file; what was not taken can be downloaded with the reasons."""
        self.ensure_one()
        if not self.env.user.has_group("torg_base.group_director"):
            raise AccessError(self.env._("Only a director loads turnover."))
        rows = self._read()
        partners = self._match(rows)
        taken = [(partners[row.number], row.month, row.amount, None) for row in rows if not row.error]
        counts = self.env["torg.turnover.entry"]._load_turnover(taken, self.source, self.company_id)
        bad = [row for row in rows if row.error]
        self.write(
            {
                "state": "done",
                "created_count": counts["created"],
                "changed_count": counts["changed"],
                "same_count": counts["same"],
                "error_count": len(bad),
                "errors": base64.b64encode(self._write_bad_rows(bad)) if bad else False,
                "errors_name": self.env._("Rows not taken.xlsx"),
            }
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_turnover_load_action")
        return action | {"res_id": self.id}

    # === ROWS === #

    def _read(self):
        try:
            return turnover_sheet.read_turnover(base64.b64decode(self.sheet or b""))
        except xlsx_table.SheetError as error:
            raise UserError(self._explain_sheet_error(error)) from error

    def _match(self, rows):
        """Return ``{row number: partner}``; rows without exactly one customer get an error."""
        index = {
            "code": self._index_partners("ref", {row.code for row in rows if row.code}),
            "vat": self._index_partners("vat", {row.vat for row in rows if row.vat}),
            "name": self._index_partners("name", {row.name for row in rows if row.name}),
        }
        found, seen = {}, set()
        for row in rows:
            if row.error:
                continue
            named = (index[name].get(getattr(row, name)) for name in index)
            options = next(filter(None, named), set())
            if len(options) != 1:
                row.error = "ambiguous" if options else "unknown"
                continue
            partner = self.env["res.partner"].browse(options)
            if (partner.id, row.month) in seen:
                row.error = "twice"
                continue
            seen.add((partner.id, row.month))
            found[row.number] = partner
        return found

    def _index_partners(self, field, values):
        """Return ``{value: ids of commercial partners}``."""
        domain = [(field, "in", sorted(values)), ("company_id", "in", [False, self.company_id.id])]
        index = defaultdict(set)
        for partner in self.env["res.partner"].search_fetch(domain, [field, "commercial_partner_id"]):
            index[partner[field]].add(partner.commercial_partner_id.id)
        return index

    # === WORDS === #

    def _get_header(self):
        return (
            self.env._("Customer code"), self.env._("INN"), self.env._("Customer"), self.env._("Month"),
            self.env._("Turnover"),
        )  # fmt: skip

    def _write_bad_rows(self, rows):
        header = (*self._get_header(), self.env._("Row"), self.env._("What is wrong"))
        cells = (
            (row.code, row.vat, row.name, row.written_month, row.written_amount, row.number, self._explain_row(row))
            for row in rows
        )
        return price_sheet.write_sheet(header, cells, (14, 16, 40, 12, 16, 8, 60), text_columns=(0, 1, 3))

    def _explain_row(self, row):
        """Return a sentence about a row that was not taken."""
        sentences = {
            "no_customer": self.env._("There is neither a code nor an INN nor a name."),
            "unknown": self.env._("No customer has this code, INN or name."),
            "ambiguous": self.env._("Several customers have this code, INN or name."),
            "twice": self.env._("This customer with this month already stood above."),
            "no_month": self.env._("There is no month."),
            "bad_month": self.env._("The month is not understood: write 11.2025."),
            "no_amount": self.env._("There is no sum."),
            "bad_amount": self.env._("The sum is not a number."),
        }
        return sentences[row.error]

    def _explain_sheet_error(self, error):
        if error.code == "no_header":
            return self.env._(
                "No heading was found. The file needs the columns “Customer code”, “INN” or “Customer”, “Month” and "
                "“Turnover”: download the template."
            )
        return self.env["torg.price.revision"]._explain_sheet_error(error)
