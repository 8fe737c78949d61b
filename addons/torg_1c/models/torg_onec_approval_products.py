from odoo import api, fields, models

from odoo.addons.torg_1c.tools.kinds import ARCHIVED_KINDS, DOCUMENT, ITEM, OFFER, PARTNER, PICTURE
from odoo.addons.torg_1c.tools.work import ARCHIVED, Work

from .torg_onec_applier_group import QUIET
from .torg_onec_applier_partners import CONTEXT

MODELS = {**ARCHIVED_KINDS, PICTURE: "product.template", DOCUMENT: "product.document"}
LINKS = {DOCUMENT: PICTURE}  # kinds of links where they are called otherwise
SHOWN = 500


class TorgOnecApproval(models.Model):
    """Products and customers that a base deletes or leaves out, and pictures and files that it takes away."""

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
            PARTNER: self.env._("Customers to archive"),
            PICTURE: self.env._("Pictures to take away"),
            DOCUMENT: self.env._("Further pictures and files to archive"),
            "prices": self.env._("Prices to take back"),
        }

    def _describe_row(self, row):
        """Return a line about a row of the payload."""
        if self.kind in MODELS:
            return row[3]
        return " · ".join(str(value) for value in (row.values() if isinstance(row, dict) else row))

    def _get_row_key(self, kind, row):
        """Override: a row is ``[identifier, sub id, record id, name]``."""
        return tuple(row[:2]) if kind in MODELS else super()._get_row_key(kind, row)

    def _get_total(self, endpoint, kind, rows):
        """Override: of what the base knows."""
        if kind not in MODELS:
            return super()._get_total(endpoint, kind, rows)
        domain = [("endpoint_id", "=", endpoint.id), ("kind", "=", LINKS.get(kind, kind))]
        domain += [("sub_id", "=" if kind == PICTURE else "!=", "")] if kind in (PICTURE, DOCUMENT) else []
        return self.env["torg.exchange.link"].search_count(domain)

    # === BUSINESS METHODS === #

    @api.model
    def _take_away(self, run, kind, records):
        """Archive, or clear the pictures of, ``{key: record}``; too many wait for a person.

        :return: how many were taken away at once
        """
        if not records:
            return 0
        rows = [[*key, record.id, record.display_name] for key, record in records.items()]
        if self._is_too_much(run, kind, rows):
            self._ask(run, kind, rows)
            return 0
        self._take_away_now(run, kind, rows)
        self._forget(run.endpoint_id, kind, records.keys())
        return len(rows)

    def _apply_approved(self):
        """Override to take away what a person agreed to."""
        super()._apply_approved()
        if self.kind in MODELS:
            # sudo: who decides about the exchange need not be allowed to write products
            self.sudo()._take_away_now(self.run_id.sudo(), self.kind, self.payload["rows"])

    @api.model
    def _take_away_now(self, run, kind, rows):
        links = self.env["torg.exchange.link"]
        keys, link = [(row[0], row[1]) for row in rows], LINKS.get(kind, kind)
        known = links._lookup(run.endpoint_id, link, keys)
        ids = [row[2] for row in rows if known.get((row[0], row[1])) == row[2]]
        records = self.env[MODELS[kind]].browse(ids).exists().with_context(**QUIET)
        if kind == PICTURE:
            records.write({"image_1920": False})
            applied = {key: {} for key in known}
        else:
            records = self._archive(run, records.filtered("active"))
            applied = links._get_applied(run.endpoint_id, link, keys)
            applied = {key: applied.get(key, {}) | {"active": False} for key in known}
        links._set_applied(run.endpoint_id, link, applied)
        links._set_hashes(run.endpoint_id, link, dict.fromkeys(known, ""))  # what comes back is not taken for unchanged
        self._report(run, kind, records)

    def _archive(self, run, records):
        """Archive records and return them; a customer who signs in to Odoo as a user stays, a remark tells."""
        if records._name == "res.partner":
            records = self._leave_out_users(run, records).with_context(**CONTEXT)
        self.env["torg.onec.applier"]._write_records(Work(run, run.endpoint_id), records, {"active": False})
        return records

    def _leave_out_users(self, run, partners):
        users = partners.sudo().filtered(lambda partner: partner.user_ids.filtered("active"))  # sudo: whoever decides
        issues = []
        for user in users:
            text = self.env._("“%(name)s” is a user of Odoo and stays: archive the user first.", name=user.name)
            issues.append(("note", "user", text, None, "", "", 0))
        self.env["torg.onec.issue"]._put(run, issues)
        return partners - users

    def _report(self, run, kind, records):
        run._add_counts({(kind, ARCHIVED): len(records)})
        verdict, note = ("changed", self.env._("Picture taken away")) if kind == PICTURE else (ARCHIVED, "")
        self.env["torg.onec.change"]._put(run, [(verdict, record._name, record.id, {}, note) for record in records])
