from odoo import models


class TorgApiKey(models.Model):
    """Subscriptions follow their key: a site hears of nothing that it may not read, and of nothing without a key."""

    _inherit = "torg.api.key"

    def write(self, vals):
        """Override of torg_api: a key that may less hears less."""
        res = super().write(vals)
        if vals.get("active") is False:
            self._pause_webhooks()
        if vals.keys() & {"scope_ids", "is_publishable"}:
            self._drop_forbidden_events()
        return res

    def unlink(self):
        """Override of torg_api: who subscribed with the key hears nothing more."""
        self._pause_webhooks()
        return super().unlink()

    def action_revoke(self):
        """Override of torg_api: a stolen key may have subscribed somebody who goes on listening."""
        res = super().action_revoke()
        self._pause_webhooks()
        return res

    def _pause_webhooks(self):
        """Stop the subscriptions that were made with these keys; a person, or the site with a new key, resumes them."""
        for key, webhooks in self._get_webhooks().filtered("active").grouped("api_key_id").items():
            webhooks.active = False
            for endpoint in webhooks.endpoint_id:
                endpoint._note(self.env._("Paused: the key “%(key)s” was taken away.", key=key.name))

    def _drop_forbidden_events(self):
        for webhook in self._get_webhooks():
            key = webhook.api_key_id
            lost = webhook.event_ids.filtered(lambda event, key=key: not key._may_hear(event))
            if lost:
                webhook.event_ids -= lost
                names = ", ".join(lost.mapped("name"))
                text = self.env._("The key “%(key)s” may not hear any longer: %(events)s.", key=key.name, events=names)
                webhook.endpoint_id._note(text)

    def _may_hear(self, event):
        return not event.scope_id or self._has_scope(event.scope_id.code)

    def _get_webhooks(self):
        """Return the subscriptions of these keys, those that are paused included."""
        # sudo: who keeps the keys decides what they open, wherever that is kept
        webhooks = self.env["torg.webhook"].sudo().with_context(active_test=False)
        return webhooks.search([("api_key_id", "in", self.ids)])
