from odoo import api, fields, models

from odoo.addons.torg_1c.tools.kinds import OFFER

UNSENT = ("not_sent", "refused")


class SaleOrder(models.Model):
    """An order among several 1C bases: what of it goes where, and what keeps it from going."""

    _inherit = "sale.order"

    onec_blocker = fields.Char("Does not go to 1C", compute="_compute_onec_blocker")

    @api.depends("onec_part_ids.state", "order_line.product_id")
    def _compute_onec_blocker(self):
        blockers = self._get_onec_blockers()
        for order in self:
            order.onec_blocker = blockers.get(order.id, False)

    def _get_onec_blockers(self):
        """Return ``{order id: sentence}`` of orders with goods that their base does not know: they cannot go there."""
        # sudo: the state of the exchange, of orders the reader sees
        parts, found = self.sudo().onec_part_ids.filtered(lambda part: part.state in UNSENT), {}
        for endpoint, waiting in parts.grouped("endpoint_id").items():
            goods = waiting._get_goods_lines().product_id
            known = parts.env["torg.exchange.link"]._lookup_external(endpoint, OFFER, goods)
            for part in waiting:
                unknown = part._get_goods_lines().product_id
                unknown -= unknown.browse(known)
                if unknown:
                    text = self.env._(
                        "%(base)s does not know these goods: %(goods)s. The order goes there when they are linked.",
                        base=endpoint.name,
                        goods=", ".join(unknown.mapped("display_name")),
                    )
                    found[part.order_id.id] = " ".join(filter(None, (found.get(part.order_id.id), text)))
        return found

    # === WHICH LINES === #

    def _get_lines_for_onec(self, endpoint):
        """Return the lines of an order that a base gets; what lies in a document of another base stays there."""
        self.ensure_one()
        lines = self._get_shown_lines().filtered(lambda line: not line.is_downpayment)
        if self.onec_origin_id:  # another base that takes it has it as a whole
            return lines if self.onec_origin_id == endpoint or endpoint.onec_takes_foreign_orders else lines.browse()
        others = self.onec_part_ids.filtered(lambda part: part.endpoint_id != endpoint)
        own = endpoint._get_own_lines(lines.filtered(lambda line: not line.is_delivery))
        known = self.onec_part_ids.filtered(lambda part: part.endpoint_id == endpoint)
        return (own | lines.filtered("is_delivery") if own or known else own) - others.line_ids

    def _release_unsent(self, endpoint):
        """Lines that wait for another base and are for this one now leave the document they were meant for."""
        others = self.onec_part_ids.filtered(
            lambda part: part.endpoint_id != endpoint and part.state == "not_sent" and not part.known_hash
        )
        others = others.filtered(lambda part: not part.order_id.onec_origin_id)
        own = endpoint._get_own_lines(others._get_goods_lines()) if others else self.env["sale.order.line"]
        for part in others:
            if moved := part.line_ids & own:
                left = part.line_ids - moved
                part.line_ids = left
                if not left.filtered(lambda line: not line.is_delivery):
                    part.unlink()
