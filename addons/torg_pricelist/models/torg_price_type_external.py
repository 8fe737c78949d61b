from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from odoo.addons.torg_pricelist.const import SETTLING


class TorgPriceType(models.Model):
    """Prices that come from an outside system: applied where it keeps them, compared where we do."""

    _inherit = "torg.price.type"

    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", string="Outside System", ondelete="restrict", help="The system that keeps the prices."
    )

    @api.constrains("owner", "endpoint_id")
    def _check_endpoint_id(self):
        for price_type in self:
            if price_type.owner == "external" and not price_type.endpoint_id:
                raise ValidationError(self.env._("Say which outside system keeps the prices."))

    # === KEPT THERE === #

    def _append_external_prices(self, endpoint, revision, prices, changed_products=None):
        """Publish what differs, as a part of a message whose revision is still open.

        A message that comes in parts makes one revision: nothing differs so far and it is empty, the part that
        differs first begins it, and whoever received the last part calls ``revision._finish_publication()``.

        :param revision: what the former part returned; at first an empty torg.price.revision
        :param dict prices: ``{(product id, from quantity): price}``; None takes the price back, so that the rule under
            it holds again
        :param set changed_products: takes the ids of products whose price has changed; whoever gives it calls
            ``products._tell_prices_changed()`` himself, once for all price types of a message
        :return: ``(revision, {"applied": …, "unchanged": …})``
        """
        self.env["product.pricelist.item"].flush_model()
        changed = self._find_differing(prices)
        if changed:
            self._take_turn()  # whoever waited for it starts again, so what was found stands
            revision = self._get_revision_for(endpoint, revision, changed)
            revision._receive_lines(changed, changed_products)
        self._settle_requests(prices)
        return revision, {"applied": len(changed), "unchanged": len(prices) - len(changed)}

    def _find_differing(self, prices):
        """Return the rows of `_find_changed` and `_find_withdrawn` together."""
        told = {key: price for key, price in prices.items() if price is not None}
        gone = [key for key, price in prices.items() if price is None]
        return (self._find_changed(told) if told else []) + self._find_withdrawn(gone)

    def _get_revision_for(self, endpoint, revision, rows):
        """Return the revision that takes these lines: the open one, unless it speaks of one of these prices already."""
        if revision:
            # sudo: the start of the part is written by the verbs alone
            revision.sudo().starts_at = fields.Datetime.now()
            lines = self.env["torg.price.revision.line"].search(
                [("revision_id", "=", revision.id), ("product_id", "in", [row[0] for row in rows])]
            )
            told = {(line.product_id.id, line.min_quantity) for line in lines}
            if not told & {(row[0], float(row[1])) for row in rows}:
                return revision
            revision._finish_publication()
        return self._create_external_revision(endpoint)

    def _find_changed(self, prices):
        """Return ``[(product id, from quantity, price, price of the row in force or None)]`` of prices that differ."""
        moment = fields.Datetime.now() + SETTLING
        # sql: a whole message of prices compared in one statement
        return self.env.execute_query(
            SQL(
                """SELECT sent.product_id, sent.quantity, sent.price, MAX(item.fixed_price)
                     FROM unnest(%s::int[], %s::numeric[], %s::numeric[]) AS sent (product_id, quantity, price)
                     JOIN product_product product ON product.id = sent.product_id
                     LEFT JOIN product_pricelist_item item
                            ON item.pricelist_id = %s AND item.product_id = sent.product_id
                           AND item.applied_on = '0_product_variant' AND item.compute_price = 'fixed'
                           AND COALESCE(item.min_quantity, 0) = sent.quantity
                           AND (item.date_start IS NULL OR item.date_start <= %s)
                           AND (item.date_end IS NULL OR item.date_end >= %s)
                    GROUP BY sent.product_id, sent.quantity, sent.price
                   HAVING MAX(item.fixed_price) IS NULL OR abs(MAX(item.fixed_price) - sent.price) >= %s""",
                [key[0] for key in prices],
                [key[1] for key in prices],
                list(prices.values()),
                self.pricelist_id.id,
                moment,
                moment,
                self.currency_id.rounding / 2,
            )
        )

    def _find_withdrawn(self, keys):
        """Return the same for prices that are taken back, where there is one: their new price is None."""
        if not keys:
            return []
        moment = fields.Datetime.now() + SETTLING
        # sql: a whole message of prices looked up in one statement
        return self.env.execute_query(
            SQL(
                """SELECT sent.product_id, sent.quantity, NULL, MAX(item.fixed_price)
                     FROM unnest(%s::int[], %s::numeric[]) AS sent (product_id, quantity)
                     JOIN product_pricelist_item item
                            ON item.pricelist_id = %s AND item.product_id = sent.product_id
                           AND item.applied_on = '0_product_variant' AND item.compute_price = 'fixed'
                           AND COALESCE(item.min_quantity, 0) = sent.quantity
                           AND (item.date_start IS NULL OR item.date_start <= %s)
                           AND (item.date_end IS NULL OR item.date_end >= %s)
                    GROUP BY sent.product_id, sent.quantity""",
                [key[0] for key in keys],
                [key[1] for key in keys],
                self.pricelist_id.id,
                moment,
                moment,
            )
        )

    def _create_external_revision(self, endpoint):
        return self.env["torg.price.revision"].create(
            {
                "price_type_id": self.id,
                "source": "external",
                "state": "publishing",
                "starts_at": fields.Datetime.now(),
                "reason": self.env._("Received from %(system)s", system=endpoint.name),
                "user_id": False,
            }
        )

    def _settle_requests(self, prices):
        """Mark the requested lines that came back; what came back otherwise than asked is noted on them."""
        revisions = self.env["torg.price.revision"]
        revisions = revisions.search([("state", "=", "requested"), ("price_type_id", "=", self.id)])
        if not revisions:
            return
        lines = self.env["torg.price.revision.line"].search(
            [("revision_id", "in", revisions.ids), ("state", "=", "new")]
        )
        returned = lines.filtered(
            lambda line: (key := (line.product_id.id, line.min_quantity)) in prices and line._is_answer(prices[key])
        )
        rows = returned._get_rows_in_force()
        for line in returned:
            line.write(
                {
                    "state": "effective",
                    "starts_at": fields.Datetime.now(),
                    "returned_price": prices[line.product_id.id, line.min_quantity] or 0.0,
                    "item_id": rows.get((line.product_id.id, line.min_quantity)),
                }
            )
        returned.revision_id._settle_request()

    # === KEPT HERE === #

    def _compare_external_prices(self, endpoint, prices):
        """Write down what differs as conflicts; close those that have gone. Prices still on their way are left out."""
        prices = self._leave_out_unsent(endpoint, prices)
        ours = self._get_our_prices(prices)
        differing = [
            (product_id, quantity, ours[product_id, quantity], price)
            for (product_id, quantity), price in prices.items()
            if (product_id, quantity) in ours and self.currency_id.compare_amounts(ours[product_id, quantity], price)
        ]
        self._close_gone_conflicts(endpoint, prices, {row[:2] for row in differing})
        self._note_conflicts(endpoint, differing)
        return {"conflicts": len(differing), "unchanged": len(prices) - len(differing)}

    def _leave_out_unsent(self, endpoint, prices):
        """Leave out products of revisions the outside system has not received yet."""
        messages = self.env["torg.exchange.message"].search(
            [
                ("endpoint_id", "=", endpoint.id),
                ("res_model", "=", "torg.price.revision"),
                ("state", "in", ("ready", "offered", "failed")),
            ]
        )
        lines = self.env["torg.price.revision.line"].search(
            [("revision_id", "in", messages.mapped("res_id")), ("revision_id.price_type_id", "=", self.id)]
        )
        unsent = {(line.product_id.id, line.min_quantity) for line in lines}
        return {key: price for key, price in prices.items() if key not in unsent}

    def _get_our_prices(self, prices):
        ours = {}
        for quantity in {key[1] for key in prices}:
            ids = [product_id for product_id, own_quantity in prices if own_quantity == quantity]
            products = self.env["product.product"].browse(ids).exists()
            quotes = products._get_customer_prices(quantities=quantity or 1.0, pricelist=self.pricelist_id)
            ours |= {(product_id, quantity): quote.price for product_id, quote in quotes.items()}
        return ours

    def _close_gone_conflicts(self, endpoint, prices, differing):
        domain = [("price_type_id", "=", self.id), ("endpoint_id", "=", endpoint.id), ("state", "=", "open")]
        products = [product_id for product_id, _quantity in prices]
        conflicts = self.env["torg.price.conflict"].search([*domain, ("product_id", "in", products)])
        gone = conflicts.filtered(
            lambda conflict: (
                (conflict.product_id.id, conflict.min_quantity) in prices
                and (conflict.product_id.id, conflict.min_quantity) not in differing
            )
        )
        gone.state = "gone"

    def _note_conflicts(self, endpoint, rows):
        """Insert or refresh the open conflicts in one statement."""
        if not rows:
            return
        self.env["torg.price.conflict"].flush_model()
        # sql: a whole message of prices in one statement
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_price_conflict (price_type_id, company_id, endpoint_id, product_id, min_quantity,
                          our_price, their_price, last_seen, state, create_uid, create_date, write_uid, write_date)
                   SELECT %(type)s, %(company)s, %(endpoint)s, product_id, quantity, ours, theirs, %(now)s, 'open',
                          %(uid)s, %(now)s, %(uid)s, %(now)s
                     FROM unnest(%(products)s::int[], %(quantities)s::numeric[], %(ours)s::numeric[],
                                 %(theirs)s::numeric[]) AS differing (product_id, quantity, ours, theirs)
                       ON CONFLICT (price_type_id, product_id, min_quantity, endpoint_id) WHERE state = 'open'
                       DO UPDATE SET our_price = EXCLUDED.our_price, their_price = EXCLUDED.their_price,
                          last_seen = EXCLUDED.last_seen""",
                type=self.id,
                company=self.company_id.id or None,
                endpoint=endpoint.id,
                now=fields.Datetime.now(),
                uid=self.env.uid,
                products=[row[0] for row in rows],
                quantities=[row[1] for row in rows],
                ours=[row[2] for row in rows],
                theirs=[row[3] for row in rows],
            )
        )
        self.env["torg.price.conflict"].invalidate_model()
