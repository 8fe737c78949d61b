from odoo import models


class StockForecastedProduct(models.AbstractModel):
    _inherit = "stock.forecasted_product_product"

    def _get_report_lines(self, product_template_ids, product_ids, wh_location_ids, wh_stock_location, read=True):
        """Override of stock: count everybody's deliveries, name only those that the user may open."""
        self.env["stock.move"].check_access("read")
        # sudo: quantities are nobody's secret, the names of the others' documents are hidden below
        lines = super(StockForecastedProduct, self.sudo())._get_report_lines(
            product_template_ids, product_ids, wh_location_ids, wh_stock_location, read=read
        )
        if read and not self.env.su:
            for line in lines:
                self._hide_foreign_documents(line)
        return lines

    def _hide_foreign_documents(self, line):
        """Replace in a line of the report what belongs to somebody else's order."""
        for key in ("document_out", "reservation"):
            document = line[key]
            if document and not self.env[document["_name"]].browse(document["id"]).has_access("read"):
                document["name"] = self.env._("Another manager's order")
                if key == "document_out" and line["move_out"]:
                    line["move_out"].pop("picking_id", None)

    def _get_report_header(self, product_template_ids, product_ids, wh_location_ids):
        """Override of sale_stock: the same for the quotations above the lines."""
        self.env["stock.move"].check_access("read")
        # sudo: drafts are counted for everybody, the others' numbers are left out below
        res = super(StockForecastedProduct, self.sudo())._get_report_header(
            product_template_ids, product_ids, wh_location_ids
        )
        for product in res["product"].values():
            if orders := product.get("draft_sale_orders"):
                ids = [order["id"] for order in orders]
                readable = set(self.env["sale.order"].browse(ids)._filtered_access("read").ids)
                product["draft_sale_orders"] = [order for order in orders if order["id"] in readable]
        return res
