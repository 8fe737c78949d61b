from odoo import api, fields, models


class ResUsers(models.Model):
    """What a person does in the trade: told by the list of users instead of core's User or Administrator."""

    _inherit = "res.users"

    trade_role = fields.Char(
        compute="_compute_trade_role",
        groups="base.group_erp_manager",
        help="The highest step on the ladder manager – supervisor – director, and the jobs apart from it.",
    )

    @api.depends("group_ids")
    @api.depends_context("lang")
    def _compute_trade_role(self):
        """A director is a supervisor and a manager too: of one ladder only the highest step says something."""
        category = self.env.ref("torg_base.module_category_trade")
        for user in self:
            roles = user.all_group_ids.filtered(lambda group: group.privilege_id.category_id == category)
            ladder = roles.sorted(lambda role: (role.privilege_id.sequence, role.sequence))
            user.trade_role = ", ".join({role.privilege_id: role.name for role in ladder}.values())
