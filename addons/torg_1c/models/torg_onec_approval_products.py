from odoo import api, fields, models

from odoo.addons.torg_1c.tools.kinds import ITEM, OFFER, PICTURE
from odoo.addons.torg_1c.tools.work import ARCHIVED

from .torg_onec_applier_group import QUIET

MODELS = {ITEM: "product.template", OFFER: "product.product", PICTURE: "product.template"}
SHOWN = 500


class TorgOnecApproval(models.Model):
    """Products that a full export leaves out, and pictures that it takes away."""

    _inherit = "torg.onec.approval"

    row_text = fields.Text("What it is about", compute="_compute_row_text")
    kind_name = fields.Char("What", compute="_compute_kind_name")

    @api.depends("payload")
    def _compute_row_text(self):
        for approval in self:
            rows = (approval.payload or {}).get("rows", [])
            lines = [approval._describe_row(row) for row in rows[:SHOWN]]
            more = [self.env._("… and %(number)s more", number=len(rows) - SHOWN)] if len(rows) > SHOWN else []
            approval.row_text = "\n".join(lines + more)

    @api.depends("kind")
    def _compute_kind_name(self):
        names = self._get_kind_names()
        for approval in self:
            approval.kind_name = names.get(approval.kind, approval.kind)

    def _get_kind_names(self):
        """Return ``{kind: name}``: hook."""
        return {
            ITEM: self.env._("Products to archive"),
            OFFER: self.env._("Variants to archive"),
            PICTURE: self.env._("Pictures to take away"),
            "prices": self.env._("Prices to take back"),
        }

    def _describe_row(self, row):
        """Return a line about a row of the payload."""
        if self.kind in MODELS:
            return row[3]
        return " · ".join(str(value) for value in (row.values() if isinstance(row, dict) else row))

    # === BUSINESS METHODS === #

    @api.model
    def _take_away(self, run, kind, records, done, total):
        """Archive, or clear the pictures of, ``{key: record}``; too many wait for a person.

        :param int done: how many this message has taken away already
        :param int total: of how many
        :return: how many were taken away at once
        """
        if not records:
            return 0
        rows = [[*key, record.id, record.display_name] for key, record in records.items()]
        if not run.endpoint_id._is_over_fuse(len(rows) + done, total):
            self._take_away_now(run, kind, rows)
            return len(rows)
        waiting = self.search(
            [("run_id", "=", run.id), ("kind", "=", kind), ("state", "=", "waiting")], limit=1
        )  # of an earlier batch of the same run
        rows = (waiting.payload["rows"] if waiting else []) + rows
        text = self.env._(
            "%(file)s: %(number)s of %(total)s would be taken away.", file=run.file_name, number=len(rows), total=total
        )
        self._ask(run, kind, text, {"rows": rows})
        return 0

    def _apply_approved(self):
        """Override to take away products and pictures."""
        super()._apply_approved()
        if self.kind in MODELS:
            # sudo: who decides about the exchange need not be allowed to write products
            self.sudo()._take_away_now(self.run_id.sudo(), self.kind, self.payload["rows"])

    @api.model
    def _take_away_now(self, run, kind, rows):
        links = self.env["torg.exchange.link"]
        keys = [(row[0], row[1]) for row in rows]
        known = links._lookup(run.endpoint_id, kind, keys)
        ids = [row[2] for row in rows if known.get((row[0], row[1])) == row[2]]
        records = self.env[MODELS[kind]].browse(ids).exists().with_context(**QUIET)
        if kind == PICTURE:
            records.write({"image_1920": False})
            applied = {key: {} for key in known}
        else:
            records = records.filtered("active")
            records.write({"active": False})
            applied = links._get_applied(run.endpoint_id, kind, keys)
            applied = {key: applied.get(key, {}) | {"active": False} for key in known}
        links._set_applied(run.endpoint_id, kind, applied)
        links._set_hashes(run.endpoint_id, kind, dict.fromkeys(known, ""))  # what comes back is not taken for unchanged
        self._report(run, kind, records)

    def _report(self, run, kind, records):
        run._add_counts({(kind, ARCHIVED): len(records)})
        verdict, note = ("changed", self.env._("Picture taken away")) if kind == PICTURE else (ARCHIVED, "")
        self.env["torg.onec.change"]._put(run, [(verdict, record._name, record.id, {}, note) for record in records])
