from odoo import api, fields, models


class TorgExchangeEvent(models.Model):
    """Which events sites may hear of: those with a permission. The change feed carries all of them."""

    _inherit = "torg.exchange.event"

    scope_id = fields.Many2one(
        "torg.api.scope",
        string="Permission",
        ondelete="set null",
        help="What a key of the shop API must be allowed to subscribe. Empty: nothing for sites.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override of torg_exchange: an event for sites is in the change feed."""
        events = super().create(vals_list)
        events._join_feed()
        return events

    def write(self, vals):
        """Override of torg_exchange: an event for sites is in the change feed."""
        result = super().write(vals)
        if "scope_id" in vals:
            self._join_feed()
        return result

    def _join_feed(self):
        # sudo: the feed follows the declaration, whoever loads it
        feed = self.env["torg.exchange.endpoint"].sudo()._get_feed()
        missing = self.filtered("scope_id") - feed.event_ids
        if feed and missing:
            feed.event_ids |= missing

    @api.model
    def _get_shop_events(self):
        """Return the events that sites may hear of."""
        return self.search([("scope_id", "!=", False)], order="code")

    @api.model
    def _get_events_of_key(self, key):
        """Return the events that the site of a key may hear of: those whose permission it has."""
        return self._get_shop_events().filtered(lambda event: key._has_scope(event.scope_id.code))
