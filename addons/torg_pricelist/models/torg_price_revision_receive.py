from odoo import fields, models
from odoo.tools import SQL


class TorgPriceRevision(models.Model):
    """Prices that come from outside and are in force at once: a batch of lines in as few statements as there can be."""

    _inherit = "torg.price.revision"

    def _receive_lines(self, rows):
        """Insert lines and bring them into force.

        :param rows: ``[(product id, from quantity, price or None to take it back, price of the row in force or None)]``
        """
        found = self._insert_received(rows)
        lines = self.env["torg.price.revision.line"].browse([row[0] for row in found])
        if any(row[3] is not None for row in rows):
            lines._close_former_rows()
        pairs = lines.browse([line_id for line_id, restores_rule in found if not restores_rule])._insert_rows()
        lines._mark("effective", pairs)
        lines._enter_into_force()

    def _insert_received(self, rows):
        """Insert the lines together with the row each of them ends; return ``[(line id, whether it is taken back)]``.

        Two rows may not share a second: where the former row starts at the very moment, the line starts two later.
        """
        # sql: a whole message of prices in one statement
        found = self.env.execute_query(
            SQL(
                """INSERT INTO torg_price_revision_line (revision_id, product_id, product_tmpl_id, currency_id,
                          min_quantity, old_price, new_price, change, net_share, state, restores_rule, starts_at,
                          closed_item_id, closed_item_end, create_uid, create_date, write_uid, write_date)
                   SELECT %(revision)s, sent.product_id, product.product_tmpl_id, %(currency)s, sent.quantity,
                          COALESCE(former.fixed_price, 0), COALESCE(sent.new, 0),
                          COALESCE(sent.new, 0) - COALESCE(former.fixed_price, 0), 1, 'effective', sent.new IS NULL,
                          GREATEST(%(start)s, former.date_start + interval '2 seconds'), former.id, former.date_end,
                          %(uid)s, %(now)s, %(uid)s, %(now)s
                     FROM unnest(%(products)s::int[], %(quantities)s::numeric[], %(new)s::numeric[])
                          AS sent (product_id, quantity, new)
                     JOIN product_product product ON product.id = sent.product_id
                     LEFT JOIN LATERAL (
                          SELECT id, date_start, date_end, fixed_price FROM product_pricelist_item
                           WHERE pricelist_id = %(pricelist)s AND product_id = sent.product_id
                             AND applied_on = '0_product_variant' AND compute_price = 'fixed'
                             AND COALESCE(min_quantity, 0) = sent.quantity
                             AND (date_start IS NULL OR date_start <= %(start)s)
                             AND (date_end IS NULL OR date_end >= %(start)s)
                           ORDER BY id DESC LIMIT 1) former ON true
                    ORDER BY sent.product_id, sent.quantity
                RETURNING id, restores_rule""",
                revision=self.id,
                currency=self.currency_id.id,
                pricelist=self.pricelist_id.id,
                start=self.starts_at,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                products=[row[0] for row in rows],
                quantities=[row[1] for row in rows],
                new=[row[2] for row in rows],
            )
        )
        self.invalidate_recordset(["line_ids"])
        return found
