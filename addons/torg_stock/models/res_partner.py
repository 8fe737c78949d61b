from odoo import fields, models

BUYERS = "torg_base.group_director,stock.group_stock_manager"


class ResPartner(models.Model):
    """A supplier: what it brings, how late, for how much."""

    _inherit = "res.partner"

    supply_count = fields.Integer("Receipts", compute="_compute_supply", groups=BUYERS)
    supply_late_days = fields.Float("Days Late on Average", compute="_compute_supply", groups=BUYERS, digits=(16, 1))
    supply_late_percent = fields.Float("Late Receipts, %", compute="_compute_supply", groups=BUYERS, digits=(16, 0))
    offer_count = fields.Integer("Offered Goods", compute="_compute_offer_count", groups=BUYERS)

    def _compute_supply(self):
        groups = self.env["torg.supply.receipt"]._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["__count", "days_late:avg", "late_share:avg"],
        )
        found = {partner: facts for partner, *facts in groups}
        for partner in self:
            count, days, share = found.get(partner.commercial_partner_id, (0, 0.0, 0.0))
            partner.supply_count = count
            partner.supply_late_days = days
            partner.supply_late_percent = 100 * share

    def _compute_offer_count(self):
        groups = self.env["product.supplierinfo"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        found = dict(groups)
        for partner in self:
            partner.offer_count = found.get(partner, 0)

    # === ACTIONS === #

    def action_open_supply(self):
        """Open what this supplier has brought."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_stock.torg_supply_receipt_action")
        return action | {"domain": [("partner_id", "in", self.commercial_partner_id.ids)]}

    def action_open_offers(self):
        """Open the prices of this supplier, those of the past too."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_stock.product_supplierinfo_action")
        context = {"default_partner_id": self.id}
        return action | {"domain": [("partner_id", "in", self.ids)], "context": context}
