from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_base.statistics import refresh_outgrown
from odoo.addons.torg_pricelist.const import SETTLING

MANY = 500  # rows of a batch, such as first loads consist of
WRITTEN = ("torg_price_revision_line", "product_pricelist_item", "torg_price_history")


class TorgPriceRevision(models.Model):
    """Prices that come from outside and are in force at once: a batch of lines in as few statements as there can be."""

    _inherit = "torg.price.revision"

    def _receive_lines(self, rows, changed=None):
        """Insert lines and bring them into force.

        :param rows: ``[(product id, from quantity, price or None to take it back, price of the row in force or None)]``
        :param set changed: takes the ids of the products; whoever gives it tells everybody himself
        """
        self.env["torg.price.revision.line"].flush_model()
        told = [row for row in rows if row[2] is not None]
        if told and not self._find_seed():
            self._bring_into_force(told[:1])  # by the ORM, so that a field of another addon gets its default
            rows = [row for row in rows if row is not told[0]]
        self._bring_into_force(rows)
        if len(rows) >= MANY:
            refresh_outgrown(self.env.cr, *WRITTEN)
        ids = {row[0] for row in (*told, *rows)}
        if changed is None:
            self.env["product.product"].browse(sorted(ids))._tell_prices_changed()
        else:
            changed |= ids

    def _find_seed(self):
        return self.env["torg.price.revision.line"]._find_seed_row(self)

    def _bring_into_force(self, rows):
        if not rows:
            return
        seed = self._find_seed()
        found = self._insert_received(rows, seed)
        lines = self.env["torg.price.revision.line"].browse([row[0] for row in found])
        if any(row[3] is not None for row in rows):
            lines._close_former_rows()
        if not seed:
            pairs = lines.browse([line_id for line_id, restores_rule in found if not restores_rule])._insert_rows()
            lines._mark("effective", pairs)
        lines._enter_into_force(announce=False)

    def _insert_received(self, rows, seed):
        """Insert the lines and the rows they bring; return ``[(line id, whether its price is taken back)]``."""
        # sql: a whole message of prices in one statement
        found = self.env.execute_query(self._get_received_query(rows, seed))
        self.invalidate_recordset(["line_ids"])
        self.env["product.pricelist.item"].invalidate_model()
        self.env["product.pricelist"].invalidate_model(["item_ids"])
        return found

    def _get_received_query(self, rows, seed):
        """Return the statement that inserts the lines.

        With a seed the rows of the price list are inserted by the same statement: lines and rows point at each other,
        and the database looks at references when all of it is there. Two rows may not share a second: where the former
        row starts at the very moment, the line starts two later.
        """
        products, quantities, prices, _former = map(list, zip(*rows, strict=True))
        return SQL(
            """WITH line AS (
               INSERT INTO torg_price_revision_line (revision_id, product_id, product_tmpl_id, currency_id,
                      min_quantity, old_price, new_price, change, net_share, state, restores_rule, starts_at,
                      closed_item_id, closed_item_end, item_id, create_uid, create_date, write_uid, write_date)
               SELECT %(revision)s, sent.product_id, product.product_tmpl_id, %(currency)s, sent.quantity,
                      COALESCE(former.fixed_price, 0), COALESCE(sent.new, 0),
                      COALESCE(sent.new, 0) - COALESCE(former.fixed_price, 0), 1, 'effective', sent.new IS NULL,
                      GREATEST(%(start)s, former.date_start + interval '2 seconds'), former.id, former.date_end,
                      CASE WHEN sent.new IS NOT NULL AND %(seed)s IS NOT NULL
                           THEN nextval('product_pricelist_item_id_seq') END,
                      %(uid)s, %(now)s, %(uid)s, %(now)s
                 FROM unnest(%(sent)s) AS sent (product_id, quantity, new)
                 JOIN product_product product ON product.id = sent.product_id
                 LEFT JOIN LATERAL (%(former)s) former ON true
                ORDER BY sent.product_id, sent.quantity
            RETURNING id, restores_rule, item_id, product_id, product_tmpl_id, min_quantity, new_price, starts_at
               ), item AS (%(items)s)
               SELECT id, restores_rule FROM line""",
            seed=seed.id or None,
            items=self._get_items_query(seed),
            former=self._get_former_row_query(),
            revision=self.id,
            currency=self.currency_id.id,
            start=self.starts_at,
            uid=self.env.uid,
            now=fields.Datetime.now(),
            sent=SQL("%s::int[], %s::numeric[], %s::numeric[]", products, quantities, prices),
        )

    def _get_former_row_query(self):
        """Return the statement of the row in force for what is `sent`."""
        return SQL(
            """SELECT id, date_start, date_end, fixed_price FROM product_pricelist_item
                WHERE pricelist_id = %(pricelist)s AND product_id = sent.product_id
                  AND applied_on = '0_product_variant' AND compute_price = 'fixed'
                  AND COALESCE(min_quantity, 0) = sent.quantity
                  AND (date_start IS NULL OR date_start <= %(settled)s)
                  AND (date_end IS NULL OR date_end >= %(settled)s)
                ORDER BY id DESC LIMIT 1""",
            pricelist=self.pricelist_id.id,
            settled=self.starts_at + SETTLING,
        )

    def _get_items_query(self, seed):
        """Return the statement that inserts a row for each of the lines at hand, copies of the seed."""
        lines = self.env["torg.price.revision.line"]
        columns = lines._get_copied_columns()
        return SQL(
            """INSERT INTO product_pricelist_item
                      (%(copied)s, id, product_id, product_tmpl_id, min_quantity, fixed_price, date_start, date_end,
                       company_id, revision_line_id)
               SELECT %(seeded)s, line.item_id, line.product_id, line.product_tmpl_id, line.min_quantity,
                      line.new_price, line.starts_at, %(end)s, COALESCE(%(company)s, template.company_id), line.id
                 FROM product_pricelist_item seed, line
                 JOIN product_template template ON template.id = line.product_tmpl_id
                WHERE seed.id = %(seed)s AND line.item_id IS NOT NULL""",
            copied=SQL(", ").join(map(SQL.identifier, columns)),
            seeded=SQL(", ").join(SQL.identifier("seed", name) for name in columns),
            end=lines._get_next_start(self.pricelist_id),
            company=self.pricelist_id.company_id.id or None,
            seed=seed.id or 0,
        )
