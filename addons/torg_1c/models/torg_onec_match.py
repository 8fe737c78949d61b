from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.tools.kinds import ITEM, PARTNER, WAREHOUSE

# What a record waits for while a person thinks, and what is linked when they have thought.
WAITS = {ITEM: "match", PARTNER: "match_partner", WAREHOUSE: "match_warehouse"}
MATCH = WAITS[ITEM]
# kind → (the one it is, those it may be)
FIELDS = {
    ITEM: ("product_tmpl_id", "candidate_ids"),
    PARTNER: ("partner_id", "partner_ids"),
    WAREHOUSE: ("warehouse_id", "warehouse_ids"),
}


class TorgOnecMatch(models.Model):
    """A product, a customer or a warehouse of 1C that may be one we have: a person says which, or that it is new."""

    _name = "torg.onec.match"
    _description = "Doubtful pair"
    _order = "state desc, id desc"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", "1C base", required=True, readonly=True, ondelete="cascade")
    kind = fields.Selection(
        [(ITEM, "Product"), (PARTNER, "Customer"), (WAREHOUSE, "Store")], required=True, readonly=True, default=ITEM
    )
    external_id = fields.Char("Identifier", required=True, readonly=True)
    name = fields.Char("In 1C", readonly=True)
    facts = fields.Json(readonly=True, help="Fact → what 1C says.")
    candidate_ids = fields.Many2many(
        "product.template", string="May be the product", readonly=True, context={"active_test": False}
    )
    partner_ids = fields.Many2many(
        "res.partner", string="May be the customer", readonly=True, context={"active_test": False}
    )
    warehouse_ids = fields.Many2many("stock.warehouse", string="May be the store", readonly=True)
    product_tmpl_id = fields.Many2one("product.template", "Product", ondelete="set null")
    partner_id = fields.Many2one("res.partner", "Customer", ondelete="set null")
    warehouse_id = fields.Many2one("stock.warehouse", "Store", ondelete="set null")
    state = fields.Selection(
        [("open", "Waits for a decision"), ("linked", "The same"), ("new", "Different")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    user_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="set null")
    decided_at = fields.Datetime(readonly=True)

    _key_unique = models.UniqueIndex("(endpoint_id, kind, external_id)")

    # === ACTIONS === #

    def action_link(self):
        """It is the chosen one."""
        for match in self:
            if not match._get_chosen():
                raise UserError(self.env._("Choose what “%(name)s” is.", name=match.name))
        return self._decide("linked")

    def action_new(self):
        """It is none of ours."""
        return self._decide("new")

    def action_undo(self):
        """Ask again, while nothing newer refers to what the decision has made."""
        self.check_access("write")
        for match in self.filtered(lambda match: match.state != "open"):
            # sudo: links and their log are written by verbs alone
            match.sudo()._take_back()
            match.write({"state": "open", "user_id": False, "decided_at": False})
        return True

    def _decide(self, state):
        self.check_access("write")
        if self.filtered(lambda match: match.state != "open"):
            raise UserError(self.env._("This is decided already: undo the decision first."))
        self.write({"state": state, "user_id": self.env.uid, "decided_at": fields.Datetime.now()})
        for match in self:
            # sudo: as above
            match.sudo()._carry_out()
        return True

    # === BUSINESS METHODS === #

    def _get_chosen(self):
        return self[FIELDS[self.kind][0]]

    def _get_candidates(self):
        return self[FIELDS[self.kind][1]]

    def _carry_out(self):
        """Link what is linked to nothing, merge what is linked to another record; what waits goes on."""
        links, key = self.env["torg.exchange.link"], (self.external_id, "")
        chosen = self._get_chosen() if self.state == "linked" else self._get_chosen()[:0]
        known = chosen.browse(links._lookup(self.endpoint_id, self.kind, [key]).get(key)).exists()
        if chosen and known and known != chosen:
            self.env["torg.onec.relink"]._merge(chosen, known)
        elif chosen and not known:
            self.env["torg.onec.relink"]._check_free(self.endpoint_id, self.kind, chosen, self.name)
            self.env["torg.onec.relink"]._match(self.endpoint_id, self.kind, key, chosen)
        if self.kind == WAREHOUSE:
            self._map_warehouse(chosen)
        self.env["torg.onec.parked"]._replay(self.endpoint_id, WAITS[self.kind], {key})

    def _map_warehouse(self, store):
        mapping = self.env["torg.onec.warehouse"]._get_known(self.endpoint_id, [self.external_id])[self.external_id]
        if store:
            mapping.write({"target": "store", "warehouse_id": store.id})
        elif self.endpoint_id.onec_create_stores and not mapping.is_mapped:
            mapping.write(mapping._create_store())

    def _take_back(self):
        key = (self.external_id, "")
        if self.kind == WAREHOUSE:
            mappings = self.env["torg.onec.warehouse"]._get_known(self.endpoint_id, [self.external_id])
            mappings[self.external_id].write({"target": "unmapped", "warehouse_id": False})
        self.env["torg.onec.relink"]._undo_last(self.endpoint_id, self.kind, key)

    @api.model
    def _get_decisions(self, endpoint, kind, ids):
        """Return ``{identifier: record, or an empty one when it is new}`` of what people have decided."""
        rows = self.search(
            [
                ("endpoint_id", "=", endpoint.id),
                ("kind", "=", kind),
                ("external_id", "in", list(ids)),
                ("state", "!=", "open"),
            ]
        )
        return {row.external_id: row._get_chosen() if row.state == "linked" else row._get_chosen()[:0] for row in rows}

    @api.model
    def _put(self, endpoint, kind, doubtful):
        """Ask about ``{identifier: (name, {fact: text}, candidates)}``; what is asked already stays as it is."""
        rows = self.search(
            [("endpoint_id", "=", endpoint.id), ("kind", "=", kind), ("external_id", "in", list(doubtful))]
        )
        known, (chosen, candidates) = set(rows.mapped("external_id")), FIELDS[kind]
        self.create(
            [
                {
                    "endpoint_id": endpoint.id,
                    "kind": kind,
                    "external_id": external_id,
                    "name": name,
                    "facts": {fact: text for fact, text in facts.items() if text},
                    candidates: [(6, 0, records.ids)],
                    chosen: records.id if len(records) == 1 else False,
                }
                for external_id, (name, facts, records) in doubtful.items()
                if external_id not in known
            ]
        )
