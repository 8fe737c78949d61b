from odoo import api, fields, models
from odoo.exceptions import UserError


class TorgOnecRegroup(models.TransientModel):
    """Joins two records that are one, or parts one that is two, as 1C bases mean them."""

    _name = "torg.onec.regroup"
    _description = "Join or part what 1C bases know"

    action = fields.Selection(
        [("merge", "The same as another one"), ("split", "Two different ones")],
        "They are",
        required=True,
        default="merge",
    )
    product_tmpl_id = fields.Many2one("product.template", "Product", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    other_product_id = fields.Many2one(
        "product.template", "Is the same product as", domain="[('id', '!=', product_tmpl_id)]", ondelete="cascade"
    )
    other_partner_id = fields.Many2one(
        "res.partner", "Is the same customer as", domain="[('id', '!=', partner_id)]", ondelete="cascade"
    )
    known_base_ids = fields.Many2many("torg.exchange.endpoint", compute="_compute_known_base_ids")
    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", "What this base means", domain="[('id', 'in', known_base_ids)]"
    )

    @api.depends("product_tmpl_id", "partner_id")
    def _compute_known_base_ids(self):
        for wizard in self:
            wizard.known_base_ids = wizard._get_record()._get_onec_links().endpoint_id

    def action_apply(self):
        """Join or part, and show the row of the log."""
        self.ensure_one()
        self.env["torg.onec.relink"].check_access("read")
        record = self._get_record()
        # sudo: links and records are changed by these verbs alone, the dialog is the administrator's
        log = self.env["torg.onec.relink"].sudo()
        if self.action == "merge":
            other = self.other_product_id if self.product_tmpl_id else self.other_partner_id
            if not other:
                raise UserError(self.env._("Choose the record that stays."))
            row = log._merge(other.sudo(), record.sudo())  # sudo: as above
        else:
            if not self.endpoint_id:
                raise UserError(self.env._("Choose the base that means another one."))
            row = log._split(record.sudo(), self.endpoint_id)  # sudo: as above
        return row.action_open_record()

    def _get_record(self):
        return self.product_tmpl_id or self.partner_id
