from odoo import api, fields, models
from odoo.exceptions import UserError

KEPT = {
    "fixed_price",
    "compute_price",
    "pricelist_id",
    "product_id",
    "product_tmpl_id",
    "min_quantity",
    "date_start",
    "date_end",
}
TOLD = KEPT | {
    "applied_on", "categ_id", "base", "base_pricelist_id", "percent_price", "price_discount", "price_markup",
    "price_round", "price_surcharge", "price_min_margin", "price_max_margin",
}  # fmt: skip


class ProductPricelistItem(models.Model):
    """Rows of revisions stay as they were published; changes of other rows by hand are written down."""

    _inherit = "product.pricelist.item"

    revision_line_id = fields.Many2one(
        "torg.price.revision.line", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
    revision_id = fields.Many2one(related="revision_line_id.revision_id", string="Price Revision")

    # Not partial: core asks for the rows of these products or of no product, and reads a list of 150 000 rows to its
    # end (50 ms) where one index cannot answer both (0.4 ms).
    _row_index = models.Index("(pricelist_id, product_id, date_end)")

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._record_changes({})
        items._announce()
        return items

    def write(self, vals):
        if KEPT & vals.keys():
            self._check_not_published()
        before = {item: item.fixed_price for item in self} if "fixed_price" in vals else None
        res = super().write(vals)
        if before is not None:
            self._record_changes(before)
        if vals.keys() & TOLD:
            self._announce()
        return res

    def unlink(self):
        self._check_not_published()
        changes = [
            change | {"old_price": change["new_price"], "new_price": 0.0, "reason": self.env._("The row was removed")}
            for change in self._prepare_changes({})
        ]
        self.env["torg.price.history"]._record_hand_changes(changes)
        self._announce()
        return super().unlink()

    def _announce(self):
        """Tell the outside world about prices changed by hand: of a product, or of a whole price list."""
        items = self.filtered(lambda item: not item.revision_line_id)
        products = (
            items.product_id | items.filtered(lambda item: not item.product_id).product_tmpl_id.product_variant_ids
        )
        products._tell_prices_changed()
        items.filtered(lambda item: not item.product_tmpl_id).pricelist_id._tell_prices_changed()

    def _check_not_published(self):
        for item in self.filtered("revision_line_id")[:1]:
            raise UserError(
                self.env._(
                    "The price of %(product)s was published by %(revision)s. Rows of revisions are history: "
                    "change the price by a new revision.",
                    product=item.product_id.display_name,
                    revision=item.revision_id.name,
                )
            )

    def _record_changes(self, before):
        self.env["torg.price.history"]._record_hand_changes(self._prepare_changes(before))

    def _prepare_changes(self, before):
        """Return what the history writes about prices set by hand."""
        told = self.filtered(lambda item: item.compute_price == "fixed" and not item.revision_line_id)
        return [
            {
                "product_id": item.product_id.id,
                "product_tmpl_id": item.product_tmpl_id.id,
                "pricelist_id": item.pricelist_id.id,
                "currency_id": item.currency_id.id,
                "min_quantity": item.min_quantity,
                "old_price": before.get(item, 0.0),
                "new_price": item.fixed_price,
            }
            for item in told
            if item.product_tmpl_id
        ]
