from odoo import fields, models
from odoo.tools import SQL


class TorgPriceRevisionLine(models.Model):
    """Lines become rows of the price list.

    Plain SQL: fifty thousand prices must be out within a minute, and the ORM makes two thousand rows a second. The
    first row of a chunk is created by the ORM, the others are its copies, so a field of another addon gets its default.
    """

    _inherit = "torg.price.revision.line"

    def _publish(self):
        """Place the rows of these lines of one revision; bring them into force if their hour has come."""
        if not self:
            return
        # sudo: publication was allowed by a director, it may run as anybody's job
        lines = self.sudo().with_prefetch()
        lines.flush_model()
        lines.env["product.pricelist.item"].flush_model()
        lines._find_former_rows()
        rows = lines.filtered(lambda line: line.state == "new")
        if not rows:
            return
        rows._close_former_rows()
        pairs = rows.filtered(lambda line: not line.restores_rule)._insert_rows()
        due = lines.revision_id.starts_at <= fields.Datetime.now()
        rows._mark("effective" if due else "placed", pairs)
        if due:
            rows._enter_into_force()

    def _find_former_rows(self):
        """Note on each line the row in force at its start, and the true old price; a price that stays is skipped.

        Two rows may not share a second: where the former row starts at the very moment, the line starts two later.
        """
        revision = self.revision_id
        self.env.cr.execute(
            SQL(
                """UPDATE torg_price_revision_line line
                      SET starts_at = GREATEST(%(start)s, former.date_start + interval '2 seconds'),
                          closed_item_id = former.id,
                          closed_item_end = former.date_end,
                          old_price = COALESCE(former.fixed_price, line.old_price),
                          state = CASE WHEN NOT COALESCE(line.restores_rule, false)
                                        AND abs(COALESCE(former.fixed_price, line.old_price) - line.new_price)
                                            < %(least)s
                                        AND (former.id IS NOT NULL OR line.new_price <> 0)
                                       THEN 'skipped' ELSE 'new' END
                     FROM torg_price_revision_line own
                     LEFT JOIN LATERAL (
                          SELECT id, date_start, date_end, fixed_price FROM product_pricelist_item
                           WHERE pricelist_id = %(pricelist)s AND product_id = own.product_id
                             AND applied_on = '0_product_variant' AND compute_price = 'fixed'
                             AND COALESCE(min_quantity, 0) = COALESCE(own.min_quantity, 0)
                             AND (date_start IS NULL OR date_start <= %(start)s)
                             AND (date_end IS NULL OR date_end >= %(start)s)
                           ORDER BY id DESC LIMIT 1) former ON true
                    WHERE own.id = line.id AND line.id IN %(lines)s""",
                least=revision.currency_id.rounding / 2,
                start=revision.starts_at,
                pricelist=revision.pricelist_id.id,
                lines=tuple(self.ids),
            )
        )
        self.invalidate_recordset()

    def _close_former_rows(self):
        """Every row that would still answer at the start ends a second before it."""
        self.env.cr.execute(
            SQL(
                """UPDATE product_pricelist_item item
                      SET date_end = line.starts_at - interval '1 second',
                          write_uid = %(uid)s, write_date = now() AT TIME ZONE 'utc'
                     FROM torg_price_revision_line line
                    WHERE line.id IN %(lines)s AND item.pricelist_id = %(pricelist)s
                      AND item.product_id = line.product_id AND item.applied_on = '0_product_variant'
                      AND item.compute_price = 'fixed'
                      AND COALESCE(item.min_quantity, 0) = COALESCE(line.min_quantity, 0)
                      AND (item.date_start IS NULL OR item.date_start < line.starts_at)
                      AND (item.date_end IS NULL OR item.date_end >= line.starts_at)""",
                uid=self.env.uid,
                lines=tuple(self.ids) or (0,),
                pricelist=self.revision_id.pricelist_id.id,
            )
        )
        self.env["product.pricelist.item"].invalidate_model(["date_end"])

    def _insert_rows(self):
        """Insert a row a line, open until the next one that is already scheduled.

        :return: list of (row id, line id)
        """
        if not self:
            return []
        former = self._find_seed_row(self.revision_id)
        seed = former or self[0]._create_seed_row()
        copied = SQL(", ").join(SQL.identifier(name) for name in self._get_copied_columns())
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO product_pricelist_item
                          (%(copied)s, product_id, product_tmpl_id, min_quantity, fixed_price, date_start, date_end,
                           company_id, revision_line_id)
                   SELECT %(seeded)s, line.product_id, line.product_tmpl_id, line.min_quantity, line.new_price,
                          line.starts_at, %(end)s, COALESCE(%(company)s, template.company_id), line.id
                     FROM product_pricelist_item seed, torg_price_revision_line line
                     JOIN product_template template ON template.id = line.product_tmpl_id
                    WHERE seed.id = %(seed)s AND line.id IN %(lines)s
                    RETURNING id, revision_line_id""",
                copied=copied,
                seeded=SQL(", ").join(SQL.identifier("seed", name) for name in self._get_copied_columns()),
                end=self._get_next_start(self.revision_id.pricelist_id),
                company=self.revision_id.pricelist_id.company_id.id or None,
                seed=seed.id,
                lines=tuple(self.ids if former else self[1:].ids) or (0,),
            )
        )
        self.env["product.pricelist.item"].invalidate_model()
        self.env["product.pricelist"].invalidate_model(["item_ids"])
        return rows if former else [*rows, (seed.id, self[0].id)]

    def _find_seed_row(self, revision):
        """Return a row that an earlier chunk of the revision was made by, empty for the first chunk."""
        # sql: any of tens of thousands will do, the ORM would sort them first
        rows = self.env.execute_query(
            SQL(
                "SELECT item_id FROM torg_price_revision_line WHERE revision_id = %s AND item_id IS NOT NULL LIMIT 1",
                revision.id,
            )
        )
        return self.env["product.pricelist.item"].browse([row[0] for row in rows])

    def _create_seed_row(self):
        """Create the first row through the ORM, with the end it would get from SQL."""
        end = self._get_next_start(self.revision_id.pricelist_id)
        query = SQL("SELECT %s FROM torg_price_revision_line line WHERE line.id = %s", end, self.id)
        seed = self.env["product.pricelist.item"].create(
            {
                "pricelist_id": self.revision_id.pricelist_id.id,
                "applied_on": "0_product_variant",
                "compute_price": "fixed",
                "product_id": self.product_id.id,
                "product_tmpl_id": self.product_tmpl_id.id,
                "min_quantity": self.min_quantity,
                "fixed_price": self.new_price,
                "date_start": self.starts_at,
                "date_end": self.env.execute_query(query)[0][0],
                "revision_line_id": self.id,
            }
        )
        seed.flush_recordset()
        return seed

    def _get_copied_columns(self):
        own = {
            "id", "product_id", "product_tmpl_id", "min_quantity", "fixed_price", "date_start", "date_end",
            "company_id", "revision_line_id",
        }  # fmt: skip
        stored = self.env["product.pricelist.item"]._fields.values()
        return sorted(field.name for field in stored if field.column_type and field.store and field.name not in own)

    def _get_next_start(self, pricelist):
        """SQL of the last second before the next scheduled row of the same price."""
        return SQL(
            """(SELECT CASE WHEN MIN(next.date_start) IS NOT NULL
                            THEN GREATEST(MIN(next.date_start), line.starts_at + interval '2 seconds')
                                 - interval '1 second' END
                  FROM product_pricelist_item next
                 WHERE next.pricelist_id = %(pricelist)s AND next.product_id = line.product_id
                   AND next.applied_on = '0_product_variant' AND next.compute_price = 'fixed'
                   AND COALESCE(next.min_quantity, 0) = COALESCE(line.min_quantity, 0)
                   AND next.date_start > line.starts_at)""",
            pricelist=pricelist.id,
        )

    def _mark(self, state, pairs=()):
        """Write the state and, where there is one, the row each line became."""
        item_ids = {line_id: item_id for item_id, line_id in pairs}
        self.env.cr.execute(
            SQL(
                """UPDATE torg_price_revision_line line
                      SET state = %s, item_id = COALESCE(made.item_id, line.item_id)
                     FROM unnest(%s::int[], %s::int[]) AS made (line_id, item_id) WHERE line.id = made.line_id""",
                state,
                self.ids,
                [item_ids.get(line_id) for line_id in self.ids],
            )
        )
        self.invalidate_recordset(["state", "item_id"])

    # === IN FORCE === #

    def _get_rows_in_force(self):
        """Return ``{(product id, from quantity): id of the row of the price list in force now}``."""
        now = fields.Datetime.now()
        rows = self.env["product.pricelist.item"].search(
            [
                ("pricelist_id", "in", self.revision_id.pricelist_id.ids),
                ("product_id", "in", self.product_id.ids),
                ("applied_on", "=", "0_product_variant"),
                ("compute_price", "=", "fixed"),
                "|", ("date_start", "=", False), ("date_start", "<=", now),
                "|", ("date_end", "=", False), ("date_end", ">=", now),
            ],
            order="id",
        )  # fmt: skip
        return {(row.product_id.id, row.min_quantity): row.id for row in rows}

    def _take_effect(self):
        """The hour of scheduled lines has come."""
        # sudo: see _publish
        lines = self.sudo()
        lines.flush_model()
        lines.env["product.pricelist.item"].flush_model()
        lines._find_replaced_rows()
        lines._mark("effective")
        lines._enter_into_force()

    def _find_replaced_rows(self):
        """Note on scheduled lines the row that held until now: another revision may have changed it while they waited.

        A line before which no row holds keeps the price of the rule that it was published with.
        """
        # sql: tens of thousands of rows in one statement
        self.env.cr.execute(
            SQL(
                """UPDATE torg_price_revision_line line
                      SET closed_item_id = former.id, closed_item_end = former.date_end,
                          old_price = COALESCE(former.fixed_price, line.old_price)
                     FROM torg_price_revision_line own
                     JOIN product_pricelist_item item ON item.id = own.item_id
                     LEFT JOIN LATERAL (
                          SELECT id, date_end, fixed_price FROM product_pricelist_item
                           WHERE pricelist_id = item.pricelist_id AND product_id = own.product_id
                             AND applied_on = '0_product_variant' AND compute_price = 'fixed'
                             AND COALESCE(min_quantity, 0) = COALESCE(own.min_quantity, 0)
                             AND date_end = own.starts_at - interval '1 second'
                           ORDER BY id DESC LIMIT 1) former ON true
                    WHERE own.id = line.id AND line.id IN %s""",
                tuple(self.ids) or (0,),
            )
        )
        self.invalidate_recordset(["closed_item_id", "closed_item_end", "old_price"])

    def _enter_into_force(self, announce=True):
        """List prices follow, history and the outside world are told."""
        if not self:
            return
        self.env["torg.price.history"]._record_lines(self)
        if self.revision_id.price_type_id.is_retail:
            self._update_list_prices()
        if announce:
            self._announce()

    def _update_list_prices(self):
        """The card of a product shows its retail price; with several variants, the lowest of them."""
        lines = self.filtered(lambda line: not line.min_quantity and not line.restores_rule)
        single = lines.filtered(lambda line: line.product_tmpl_id._get_listed_variants() == line.product_id)
        prices = {line.product_tmpl_id.id: line.new_price for line in single}
        if several := (lines - single).product_tmpl_id:
            moment = max(lines.mapped("starts_at"))
            prices |= several._get_lowest_prices(self.revision_id.pricelist_id, moment)
        lines.product_tmpl_id._set_list_prices(self.revision_id._to_company_money(prices))

    def _announce(self):
        """Tell the shop and whoever else listens."""
        self.product_id._tell_prices_changed()
