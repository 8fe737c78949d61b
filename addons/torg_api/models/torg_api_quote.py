import secrets
from datetime import timedelta

from odoo import api, fields, models

HELD_MINUTES = 15
KEPT_HOURS = 24


class TorgApiQuote(models.Model):
    """A basket whose prices were told to a customer: they hold for a quarter of an hour."""

    _name = "torg.api.quote"
    _description = "Quote of the shop API"
    _log_access = False

    name = fields.Char(required=True, readonly=True, help="What the shop sends with the order.")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", readonly=True, index="btree_not_null", ondelete="cascade")
    basket = fields.Json(readonly=True, help="As it was asked for.")
    prices = fields.Json(readonly=True, help="Price and discount of each line, in their order; cost of the delivery.")
    total = fields.Float(readonly=True, digits=(16, 2))
    expires_at = fields.Datetime(required=True, readonly=True, index=True)
    order_id = fields.Many2one("sale.order", readonly=True, index="btree_not_null", ondelete="set null")

    _name_unique = models.UniqueIndex("(name)")

    @api.model
    def _keep(self, found, basket):
        """Keep what was found out about a basket and return the quote.

        :param found: tools.basket.Found
        :param dict basket: plain values of schemas.quotes.Basket
        """
        now = fields.Datetime.now()
        lines = found.order.order_line.filtered(lambda line: not line.is_delivery)
        return self.create(
            {
                "name": secrets.token_urlsafe(18),
                "company_id": self.env.company.id,
                "partner_id": found.basket.partner.id,
                "basket": {**basket, **found.basket.more},
                "prices": {
                    "lines": [[line.price_unit, line.discount] for line in lines],
                    "delivery": found.delivery,
                },
                "total": found.order.amount_total,
                "expires_at": now + timedelta(minutes=HELD_MINUTES),
            }
        )

    def _keep_apart(self, found, basket):
        """Keep a quote that is told with a refusal: what the request did is taken back, the quote stays."""
        with self.env.registry.cursor() as cr:
            return self.with_env(self.env(cr=cr))._keep(found, basket)._as_told()

    def _as_told(self):
        """Return the number and the last moment of the quote."""
        return self.name, self.expires_at

    @api.model
    def _find(self, name):
        """Return the quote of this company with this number, an empty record when there is none."""
        return self.search([("name", "=", name), ("company_id", "=", self.env.company.id)])

    def _is_held(self):
        """Return whether the prices still hold."""
        return bool(self) and self.expires_at > fields.Datetime.now()

    def _is_for(self, partner):
        """Return whether the prices are this customer's: those of one are not another's."""
        return not self.partner_id or self.partner_id.commercial_partner_id == partner.commercial_partner_id

    @api.autovacuum
    def _gc(self):
        self.search([("expires_at", "<", fields.Datetime.now() - timedelta(hours=KEPT_HOURS))], limit=10_000).unlink()
