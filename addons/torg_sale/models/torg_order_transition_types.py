from odoo import api, models

from odoo.addons.torg_sale.tools import transitions


class TorgOrderTransition(models.Model):
    """The matrix as a channel reads it."""

    _inherit = "torg.order.transition"

    @api.model
    def _get_allowed_types(self, source, target, channel):
        """Return the types of orders that the present user may move between two stages through this channel."""
        roles, rules = self.env.user._get_order_roles(), self._get_rules()
        asked = (source | target).filtered("order_type_ids")
        kinds = (
            self.env["torg.order.type"]
            ._get_all()
            .filtered(lambda kind: all(kind in stage.order_type_ids for stage in asked))
        )
        return kinds.filtered(
            lambda kind: transitions.is_allowed(rules, transitions.Move(kind.id, source.id, target.id, roles, channel))
        )
