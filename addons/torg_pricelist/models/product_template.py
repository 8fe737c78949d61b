from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_pricelist.const import COST


class ProductTemplate(models.Model):
    _inherit = "product.template"

    standard_price = fields.Float(groups=COST)
    minimum_price = fields.Float(
        min_display_digits="Product Price",
        tracking=True,
        help="A price below it is marked in price revisions and must be accepted by a director.",
    )
    price_history_count = fields.Integer(compute="_compute_price_history_count")

    def _compute_price_history_count(self):
        groups = self.env["torg.price.history"]._read_group(
            [("product_tmpl_id", "in", self.ids)], ["product_tmpl_id"], ["__count"]
        )
        counts = {template.id: count for template, count in groups}
        for template in self:
            template.price_history_count = counts.get(template.id, 0)

    def action_open_price_history(self):
        """Open every change of the prices of these products."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_price_history_action")
        return action | {"domain": [("product_tmpl_id", "in", self.ids)], "context": {}}

    def action_print_price_list(self):
        """Open a new price list with these products."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_price_list_action")
        variants = self.product_variant_ids.ids
        context = {"default_scope": "products", "default_product_ids": variants}
        return action | {"views": [(False, "form")], "context": context}

    # === LIST PRICE === #

    def _get_lowest_prices(self, pricelist, date):
        """Return ``{template id: lowest price of its variants}`` by the price verb."""
        variants = {template.id: template._get_listed_variants() for template in self}
        products = self.env["product.product"].union(*variants.values())
        quotes = products._get_customer_prices(pricelist=pricelist, date=date)
        return {key: min(quotes[variant_id].price for variant_id in found.ids) for key, found in variants.items()}

    def _get_listed_variants(self):
        """Return the variants whose price the card shows: those in use, or all of a card that is archived itself."""
        self.ensure_one()
        return self.product_variant_ids or self.with_context(active_test=False).product_variant_ids

    def _set_list_prices(self, prices):
        """Set list prices in one statement: a write each would log a tracking message each; the history has them."""
        if not prices:
            return
        self.flush_model(["list_price"])
        # sql: tens of thousands of prices at once; the ORM would recompute and track each
        self.env.cr.execute(
            SQL(
                """UPDATE product_template SET list_price = new.price, write_uid = %s, write_date = %s
                     FROM unnest(%s::int[], %s::numeric[]) AS new (id, price)
                    WHERE product_template.id = new.id AND product_template.list_price IS DISTINCT FROM new.price
                """,
                self.env.uid,
                fields.Datetime.now(),
                list(prices),
                list(prices.values()),
            )
        )
        self.invalidate_recordset(["list_price"])
        self.modified(["list_price"])

    def write(self, vals):
        """Override of product to keep a changed list price in the history."""
        before = {template: template.list_price for template in self} if "list_price" in vals else {}
        res = super().write(vals)
        self.env["torg.price.history"]._record_hand_changes(
            {
                "product_tmpl_id": template.id,
                "currency_id": template.currency_id.id,
                "old_price": old_price,
                "new_price": template.list_price,
            }
            for template, old_price in before.items()
        )
        changed = [template.id for template, old_price in before.items() if template.list_price != old_price]
        self.browse(changed).product_variant_ids._tell_prices_changed()
        return res
