from datetime import timedelta

from odoo import api, fields, models

PRICE_EVENTS = ("price.revision", "price.request")


class TorgExchangeEndpoint(models.Model):
    """Prices that go to a 1C base: a document, and its echo in the next message of prices."""

    _inherit = "torg.exchange.endpoint"

    onec_can_write_prices = fields.Boolean(compute="_compute_onec_can_write_prices")
    onec_sends_prices = fields.Boolean(
        "Send Prices Kept Here",
        compute="_compute_onec_sends_prices",
        inverse="_inverse_onec_sends_prices",
        help="A published revision becomes a document in 1C; a change of prices that 1C keeps is asked for.",
    )
    onec_price_echo_hours = fields.Integer(
        "Prices Come Back Within, Hours",
        default=24,
        help="A document whose prices have not come back by then needs a person. 0: they are not waited for.",
    )

    def _compute_onec_can_write_prices(self):
        for endpoint in self:
            endpoint.onec_can_write_prices = endpoint.kind == "onec" and endpoint._can_write_prices()

    @api.depends("event_ids")
    def _compute_onec_sends_prices(self):
        for endpoint in self:
            endpoint.onec_sends_prices = set(PRICE_EVENTS) <= set(endpoint.event_ids.mapped("code"))

    def _inverse_onec_sends_prices(self):
        events = self.env["torg.exchange.event"].search([("code", "in", PRICE_EVENTS)])
        for endpoint in self:
            wanted = endpoint.onec_sends_prices
            endpoint.event_ids = endpoint.event_ids | events if wanted else endpoint.event_ids - events

    # === BUSINESS METHODS === #

    def _can_write_prices(self):
        """Hook: return whether the way this base is reached can write a document of prices into it."""
        return False

    def _takes_price_requests(self):
        """Override of torg_pricelist: a 1C base that nobody can write into is not asked."""
        if self.sudo().kind == "onec" and not self.sudo()._can_write_prices():  # sudo: as the overridden one
            return False
        return super()._takes_price_requests()

    def _get_onec_price_type(self, price_type):
        """Return the torg.onec.price.type of this base that is this price type here."""
        return self.env["torg.onec.price.type"].search(
            [("endpoint_id", "=", self.id), ("price_type_id", "=", price_type.id), ("target", "=", "price_type")],
            limit=1,
        )

    def _get_price_document(self, message):
        """Return the `PriceRevisionRec` that a message of the outbox is about.

        :raise UserError: what is missing, in a sentence for a person
        """
        revision = self.env["torg.price.revision"].browse(message.res_id)
        return revision._prepare_onec_document(self, is_request=message.event_id.code == "price.request")

    # === ECHO === #

    def _get_price_messages(self, *states):
        """Return the messages about revisions that this base has got."""
        return self.env["torg.exchange.message"].search(
            [
                ("endpoint_id", "in", self.ids),
                ("direction", "=", "out"),
                ("res_model", "=", "torg.price.revision"),
                ("state", "in", states),
            ]
        )

    @api.model
    def _cron_watch_price_echo(self):
        """A document that 1C has taken and whose prices do not come back needs a person."""
        for endpoint in self.search([("kind", "=", "onec"), ("onec_price_echo_hours", ">", 0)]):
            limit = fields.Datetime.now() - timedelta(hours=endpoint.onec_price_echo_hours)
            late = endpoint._get_price_messages("delivered").filtered(lambda message: message.done_at < limit)  # noqa: B023
            if late:
                base = endpoint._in_company_language()
                late._refuse(
                    base.env._(
                        "1C has taken the document, but its prices have not come back in %(hours)s hours. Look whether "
                        "it is posted there and whether 1C exports this price type.",
                        hours=endpoint.onec_price_echo_hours,
                    )
                )
