from odoo import api, models


class TorgStoreDesk(models.AbstractModel):
    """The tab «Collect»."""

    _inherit = "torg.store.desk"

    @api.model
    def get_collect(self, order_id):
        """Return the sheet of an order that is collected."""
        return self._prepare_collect(self._open_order(order_id))

    @api.model
    def take_order(self, order_id, over=False):
        """The person collects this order; `over` takes it from a colleague. Return the sheet."""
        order = self._open_order(order_id)
        order._take_to_collect(over)
        return self._prepare_collect(order)

    @api.model
    def pick(self, order_id, line_id, quantity):
        """So much of a line is put aside by now: pressed twice, it is put aside once. Return the sheet."""
        order = self._open_order(order_id)
        order._set_picked({self._get_line(order, line_id): quantity})
        return self._prepare_collect(order)

    @api.model
    def get_offers(self, order_id, line_id):
        """Return what the store has instead of a line: products with their free quantity."""
        line = self._get_line(self._open_order(order_id), line_id)
        names = ("id", "name", "article", "image_url", "price", "free", "reason")
        return [{name: offer[name] for name in names} for offer in line.get_offers()["offers"]]

    @api.model
    def report_missing(self, order_id, line_id, found, offer_ids=(), note=""):
        """The store has only so much of a line, and these products instead: the manager decides. Return the sheet."""
        order = self._open_order(order_id)
        line = self._get_line(order, line_id)
        known = {offer["id"] for offer in line.get_offers()["offers"]}
        # sudo: products that the store itself offers
        offers = self.env["product.product"].sudo().browse([one for one in offer_ids if one in known])
        order._report_missing(line, found, offers, note)
        return self._prepare_collect(order)

    # === WHAT IS SHOWN === #

    @api.model
    def _get_collect_list(self, store):
        """Return the cards of orders to be collected, those whose time ends first before the others."""
        stages = self.env["sale.order"]._get_collect_stages()
        orders = self._search_orders(
            store, [("stage_id", "in", stages.ids), ("state", "=", "sale")], "stage_deadline, date_order, id"
        )
        return [self._prepare_collect_card(order) for order in orders if order._get_collect_lines()]

    @api.model
    def _prepare_collect_card(self, order):
        lines = order._get_collect_lines()
        done = lines.filtered(lambda line: line.product_uom_id.compare(line.picked_qty, line._get_open_quantity()) >= 0)
        return self._prepare_card(order) | {
            "positions": len(lines),
            "picked": len(done),
            "missing": len(order._get_open_missing()),
        }

    @api.model
    def _prepare_collect(self, order):
        return self._prepare_collect_card(order) | {
            "is_ready": order.stage_id in order._get_ready_stages(),
            "is_open": order.stage_id in order._get_collect_stages(),
            "lines": [self._prepare_collect_line(line) for line in order._get_collect_lines()],
        }

    @api.model
    def _prepare_collect_line(self, line):
        row = line.missing_ids[:1]
        return self._prepare_line(line) | {
            "barcodes": line._get_barcodes(),
            "place": line._get_place(),
            "asked": line._get_open_quantity(),
            "picked": line.picked_qty,
            "instead_of": self._get_name(line.replaced_product_id) if line.replaced_product_id else "",
            "missing": row.state if row.state in ("open", "again") else "",
            "offers": ", ".join(self._get_name(product) for product in row.offer_ids) if row.state == "open" else "",
        }
