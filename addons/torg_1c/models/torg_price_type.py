from odoo import models
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.kinds import OFFER

TAKEN = ("delivered", "dead")  # dead: the echo was late and has come after all


class TorgPriceType(models.Model):
    """Prices that come back from 1C show that it has the document they were sent by."""

    _inherit = "torg.price.type"

    def _note_echo(self, endpoint, prices):
        """Settle the documents whose prices have come back, all of them.

        :param dict prices: ``{(product id, from quantity): price}`` told by the base
        """
        messages = endpoint._get_price_messages(*TAKEN)
        revisions = self.env["torg.price.revision"].browse(messages.mapped("res_id")).exists()
        revisions = revisions.filtered(lambda revision: revision.price_type_id == self)
        if not revisions:
            return
        self._note_returned(revisions, prices)
        for revision in revisions:
            if not revision._has_unreturned(endpoint):
                found = messages.filtered(lambda message: message.res_id == revision.id)  # noqa: B023
                found._accept(self.env._("The prices have come back."))

    def _note_returned(self, revisions, prices):
        """Note on the lines what came back."""
        self.env["torg.price.revision.line"].flush_model()
        # sql: a whole message of prices in one statement
        self.env.cr.execute(
            SQL(
                """UPDATE torg_price_revision_line line SET returned_price = told.price
                     FROM unnest(%s::int[], %s::numeric[], %s::numeric[]) AS told (product_id, quantity, price)
                    WHERE line.revision_id IN %s AND line.product_id = told.product_id
                      AND COALESCE(line.min_quantity, 0) = told.quantity
                      AND line.returned_price IS DISTINCT FROM told.price""",
                [key[0] for key in prices],
                [key[1] for key in prices],
                list(prices.values()),
                tuple(revisions.ids),
            )
        )
        self.env["torg.price.revision.line"].invalidate_model(["returned_price"])


class TorgPriceRevision(models.Model):
    """What of a revision has not come back."""

    _inherit = "torg.price.revision"

    def _has_unreturned(self, endpoint):
        """Return whether prices that the base knows have not come back as they were sent."""
        if self.state == "cancelled":
            return False
        if self.owner == "external":
            return self.state == "requested"
        lines = self._get_onec_lines().filtered(lambda line: not line.restores_rule)
        known = self.env["torg.exchange.link"]._lookup_external(endpoint, OFFER, lines.product_id)
        return any(
            line.product_id.id in known and self.currency_id.compare_amounts(line.returned_price, line.new_price)
            for line in lines
        )
