from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.models.torg_onec_order_part import WAITING, key_text


class SaleOrder(models.Model):
    """Documents of an order in 1C: when it goes there, and into which parts."""

    _inherit = "sale.order"

    onec_part_ids = fields.One2many("torg.onec.order.part", "order_id", "In 1C", readonly=True)
    onec_origin_id = fields.Many2one(
        "torg.exchange.endpoint", "Made in 1C", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
    waits_for_onec = fields.Boolean(
        "Waits for 1C", compute="_compute_waits_for_onec", search="_search_waits_for_onec", compute_sudo=True
    )

    @api.depends("onec_part_ids.state")
    def _compute_waits_for_onec(self):
        for order in self:
            order.waits_for_onec = any(part.state in WAITING for part in order.onec_part_ids)

    @api.model
    def _search_waits_for_onec(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: the state of the exchange, of orders the reader sees
        parts = self.env["torg.onec.order.part"].sudo()
        return [("id", "in", parts._search([("state", "in", WAITING)]).subselect("order_id"))]

    # === WHEN === #

    def _enter_stage(self, stage):
        """Override of torg_sale: from here on the order is for 1C, and the desk shows that it waits."""
        super()._enter_stage(stage)
        # sudo: settings of the exchange, whoever moves the order
        for endpoint in self.env["torg.exchange.endpoint"].sudo()._get_order_bases():
            self.sudo()._get_for_onec(endpoint)._split_for_onec(endpoint)  # sudo: parts are the exchange's

    def _get_for_onec(self, endpoint):
        """Return those of these orders that are sent to a 1C base: from the stage of the setting on, or known there."""
        known = self.filtered(
            lambda order: order.onec_part_ids.filtered(
                lambda part: part.endpoint_id == endpoint and part.state != "not_sent"
            )
        )
        begins = endpoint.onec_from_stage_id.sequence or 0
        ripe = self.filtered(
            lambda order: order.state == "sale" and not order.is_request and order.stage_id.sequence >= begins
        )
        return known | endpoint._get_own_orders(ripe)

    def _get_known_to_onec(self, endpoint):
        """Return those of these orders that the base knows as they are now; one that cannot be told is not known."""
        try:
            with self.env.cr.savepoint():
                records = self._split_for_onec(endpoint)._prepare_records()
        except UserError:  # whoever renders its message tells why
            if len(self) == 1:
                return self.browse()
            return self.browse().concat(*(order._get_known_to_onec(endpoint) for order in self))
        return self - self.env["torg.onec.order.part"]._get_unknown(records).order_id

    # === INTO WHICH PARTS === #

    def _get_onec_part_key(self, line, endpoint):
        """Hook: return what decides to which document of 1C a line goes: equal for lines that go together.

        An addon adds its own: contract, prepayment.
        """
        key = {
            "organisation": endpoint.onec_organisation_code or endpoint.onec_organisation_name or "",
            "store": line.warehouse_id.id or self.warehouse_id.id,
        }
        return key | {"vat": line._get_onec_vat()} if endpoint.onec_split_by_vat else key

    def _split_for_onec(self, endpoint):
        """Return the parts of these orders at a 1C base; lines without one join by their key or make a new part."""
        parts = self.env["torg.onec.order.part"]
        self._release_unsent(endpoint)
        for order in self:
            own = order.onec_part_ids.filtered(lambda part: part.endpoint_id == endpoint)
            parts |= order._place_lines(endpoint, own)
        return parts

    def _place_lines(self, endpoint, parts):
        places = {part.key: part for part in parts}
        for part in parts:
            for line in part.line_ids.filtered(lambda line: line.product_id and not line.is_delivery):
                places.setdefault(key_text(self._get_onec_part_key(line, endpoint)), part)
        lines = self._get_lines_for_onec(endpoint) - parts.line_ids
        delivery = lines.filtered("is_delivery")
        for line in lines - delivery:
            key = key_text(self._get_onec_part_key(line, endpoint))
            if key not in places:
                places[key] = parts._make(self, endpoint, key, line)
                parts |= places[key]
            elif line not in places[key].line_ids:
                places[key].line_ids += line
        if delivery and parts:
            parts[0].line_ids += delivery
        return parts

    # === ON THE DESK === #

    def _get_card_badges(self):
        """Override of torg_sale to show what 1C has not answered, and what was made there."""
        badges, blockers = super()._get_card_badges(), self._get_onec_blockers()
        for order in self:
            # sudo: the state of the exchange, of orders the reader sees
            parts = order.sudo().onec_part_ids
            if order.id in blockers:
                text = self.env._("1C does not know the goods")
                badges[order.id].append({"code": "onec_blocker", "text": text, "level": "danger"})
            elif any(part.is_late for part in parts):
                badges[order.id].append({"code": "onec", "text": self.env._("1C is silent"), "level": "danger"})
            elif order.waits_for_onec:
                badges[order.id].append({"code": "onec", "text": self.env._("Waits for 1C"), "level": "warning"})
            if order.sudo().onec_origin_id:  # sudo: as above
                badges[order.id].append({"code": "onec_origin", "text": self.env._("Made in 1C"), "level": "info"})
        return badges
