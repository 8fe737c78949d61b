from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ADMIN = "torg_base.group_integration_admin"
# model → (model, field of documents that speak of it); variants stand for their template
REFERRERS = {
    "product.template": (
        ("sale.order.line", "product_id.product_tmpl_id"),
        ("stock.move", "product_id.product_tmpl_id"),
        ("account.move.line", "product_id.product_tmpl_id"),
    ),
    "res.partner": (
        ("sale.order", "partner_id"),
        ("sale.order", "partner_invoice_id"),
        ("sale.order", "partner_shipping_id"),
        ("stock.picking", "partner_id"),
        ("account.move", "partner_id"),
    ),
    "stock.warehouse": (("sale.order", "warehouse_id"), ("stock.move", "warehouse_id")),
}


class TorgOnecRelink(models.Model):
    """The log of links that people have made, moved or parted: who, when, from what, to what; and the way back.

    A row is undone as long as nothing newer refers to what it has made: no later row about the same links or records,
    no document written since about a record that would have to be told apart.
    """

    _name = "torg.onec.relink"
    _description = "Merge or split of links to 1C"
    _order = "id desc"
    _rec_name = "to_name"

    action = fields.Selection(
        [("match", "Matched"), ("merge", "Merged"), ("split", "Split")], "What", required=True, readonly=True
    )
    res_model = fields.Char("Model", required=True, readonly=True, index=True)
    from_id = fields.Integer("From record", readonly=True)
    to_id = fields.Many2oneReference("To record", model_field="res_model", readonly=True)
    from_name = fields.Char("From", readonly=True)
    to_name = fields.Char("To", readonly=True)
    endpoint_ids = fields.Many2many("torg.exchange.endpoint", string="1C bases", readonly=True)
    link_rows = fields.Json(readonly=True, help="[link, record before, record after]")
    archived = fields.Json(readonly=True, help="[[model, ids]] that were put away by this")
    figures = fields.Json(readonly=True, help="[store, product before, product after, figures]")
    marks = fields.Json(readonly=True, help="Model → the last number at that time: what has a higher one is newer.")
    external_ids = fields.Char("Identifiers", readonly=True)
    note = fields.Char(readonly=True)
    state = fields.Selection([("done", "Done"), ("undone", "Undone")], required=True, readonly=True, default="done")
    undone_by_id = fields.Many2one("res.users", "Undone by", readonly=True, ondelete="set null")
    undone_at = fields.Datetime(readonly=True)

    _record_index = models.Index("(res_model, to_id)")

    # === ACTIONS === #

    def action_undo(self):
        """Put the links back as they were."""
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only an integration administrator joins and parts what 1C knows."))
        # sudo: links and records are changed by this verb alone
        for row in self.sudo().sorted("id", reverse=True):
            row._undo()
        return True

    def action_open_record(self):
        """Open the record that the links lead to."""
        self.ensure_one()
        record = self._get_record(self.to_id)
        if not record:
            raise UserError(self.env._("The record does not exist any more."))
        return record.get_formview_action()

    # === VERBS === #

    @api.model
    def _match(self, endpoint, kind, key, record):
        """Link a key that nobody has linked to a record of ours."""
        links = self.env["torg.exchange.link"]
        links._link(endpoint, kind, {key: record})
        link = links.search(
            [("endpoint_id", "=", endpoint.id), ("kind", "=", kind), ("external_id", "=", key[0])], limit=1
        )
        return self._put("match", record.browse(), record, [(link, False, record.id)])

    def _put(self, action, old, new, moves, **vals):
        """Write a row of the log.

        :param list moves: ``[(link, id of the record before, after)]``
        """
        # sudo: the log is written by verbs alone
        return self.sudo().create(
            {
                "action": action,
                "res_model": new._name,
                "from_id": old.id,
                "to_id": new.id,
                "from_name": old.display_name if old else False,
                "to_name": new.display_name,
                "endpoint_ids": [(6, 0, {link.endpoint_id.id for link, _before, _after in moves})],
                "external_ids": ", ".join(sorted({link.external_id for link, _before, _after in moves}))[:200],
                "link_rows": [[link.id, before, after] for link, before, after in moves],
                "marks": self._get_marks(new._name),
                **vals,
            }
        )

    # === THE WAY BACK === #

    def _undo(self):
        self.ensure_one()
        if self.state != "done":
            raise UserError(self.env._("This is undone already."))
        if reason := self._find_newer():
            raise UserError(reason)
        for link, before, _after in self._get_moves():
            if before:
                link.write({"res_id": before, "content_hash": False})
            else:
                link.unlink()
        for model, ids in self.archived or ():
            self.env[model].browse(ids).exists().write({"active": True})
        self._move_figures(back=True)
        if self.action == "split":
            self._get_record(self.to_id).write({"active": False})
        self.write({"state": "undone", "undone_by_id": self.env.uid, "undone_at": fields.Datetime.now()})

    @api.model
    def _undo_last(self, endpoint, kind, key):
        """Undo the decision about a key, if it has left a row."""
        link = self.env["torg.exchange.link"].search(
            [("endpoint_id", "=", endpoint.id), ("kind", "=", kind), ("external_id", "=", key[0])], limit=1
        )
        rows = self.search([("state", "=", "done"), ("endpoint_ids", "in", endpoint.id)], order="id desc")
        if row := next((row for row in rows if link.id in row._get_link_ids()), None):
            row._undo()

    def _find_newer(self):
        """Return the sentence that says why this cannot be undone, empty when it can."""
        records = [self._get_record(id_) for id_ in (self.from_id, self.to_id) if id_]
        if not all(records):
            return self.env._("One of the two records does not exist any more: this cannot be undone.")
        later = self.search([("id", ">", self.id), ("res_model", "=", self.res_model), ("state", "=", "done")])
        mine, ids = self._get_link_ids(), {self.from_id, self.to_id} - {0}
        for row in later:
            if row._get_link_ids() & mine or {row.from_id, row.to_id} & ids:
                return self.env._("“%(name)s” was joined or parted once more since: undo that first.", name=row.to_name)
        return self._find_newer_document()

    def _find_newer_document(self):
        for model, field in REFERRERS.get(self.res_model, ()):
            domain = [(field, "=", self.to_id), ("id", ">", (self.marks or {}).get(model, 0))]
            found = self.env[model].with_context(active_test=False).search(domain, limit=1, order="id")
            if found:
                document = found.order_id if model == "sale.order.line" else found
                return self.env._(
                    "“%(name)s” is in “%(document)s”, which is newer: nobody could say which of the two is meant.",
                    name=self.to_name,
                    document=document.display_name,
                )
        return ""

    def _get_marks(self, model):
        marks = {}
        for name, _field in REFERRERS.get(model, ()):
            marks[name] = self.env[name].with_context(active_test=False).search([], order="id desc", limit=1).id or 0
        return marks

    def _get_record(self, res_id):
        return self.env[self.res_model].browse(res_id).exists()

    def _get_link_ids(self):
        return {row[0] for row in self.link_rows or ()}

    def _get_moves(self):
        links = self.env["torg.exchange.link"].browse(self._get_link_ids()).exists()
        rows = {row[0]: row[1:] for row in self.link_rows or ()}
        return [(link, *rows[link.id]) for link in links]
