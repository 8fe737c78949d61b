from odoo import api, fields, models
from odoo.exceptions import UserError

MATCH = "match"  # kind of link that an item waits for while a person thinks


class TorgOnecMatch(models.Model):
    """An item that may be a product we have: a person says which, or that it is new."""

    _name = "torg.onec.match"
    _description = "Doubtful product of 1C"
    _order = "state desc, id desc"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade")
    item_id = fields.Char("Identifier", required=True, readonly=True)
    name = fields.Char("In 1C", readonly=True)
    article = fields.Char(readonly=True)
    barcode = fields.Char(readonly=True)
    candidate_ids = fields.Many2many("product.template", string="May be", readonly=True, context={"active_test": False})
    product_tmpl_id = fields.Many2one("product.template", "Product", ondelete="set null")
    state = fields.Selection(
        [("open", "Waits for a decision"), ("linked", "One of ours"), ("new", "New product")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )

    _item_unique = models.UniqueIndex("(endpoint_id, item_id)")

    def action_link(self):
        """The item is the chosen product."""
        for match in self:
            if not match.product_tmpl_id:
                raise UserError(self.env._("Choose the product that “%(name)s” is.", name=match.name))
        return self._decide("linked")

    def action_new(self):
        """The item is none of ours."""
        return self._decide("new")

    def _decide(self, state):
        self.check_access("write")
        self.write({"state": state})
        for match in self:
            self.env["torg.onec.parked"]._replay(match.endpoint_id, MATCH, {(match.item_id, "")})
        return True

    @api.model
    def _get_decisions(self, endpoint, item_ids):
        """Return ``{item id: template, or an empty one when it is new}`` of what people have decided."""
        rows = self.search(
            [("endpoint_id", "=", endpoint.id), ("item_id", "in", list(item_ids)), ("state", "!=", "open")]
        )
        return {row.item_id: row.product_tmpl_id if row.state == "linked" else row.product_tmpl_id[:0] for row in rows}

    @api.model
    def _put(self, endpoint, doubtful):
        """Ask about ``{item: candidates}``."""
        rows = self.search([("endpoint_id", "=", endpoint.id), ("item_id", "in", [item.item_id for item in doubtful])])
        known = {row.item_id: row for row in rows}
        self.create(
            [
                {
                    "endpoint_id": endpoint.id,
                    "item_id": item.item_id,
                    "name": item.name or item.full_name or item.item_id,
                    "article": item.article or False,
                    "barcode": (item.barcodes or (False,))[0],
                    "candidate_ids": [(6, 0, candidates.ids)],
                    "product_tmpl_id": candidates.id if len(candidates) == 1 else False,
                }
                for item, candidates in doubtful.items()
                if item.item_id not in known
            ]
        )
