from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class TorgPriceRevision(models.Model):
    """Taking a published revision back.

    Not in force yet: its rows go, the former ones stay open. In force: a reverse revision puts the old prices back,
    except those that another revision has changed since.
    """

    _inherit = "torg.price.revision"

    def action_roll_back(self):
        """Take the prices back in one click."""
        self.ensure_one()
        self._check_director()
        self._check_state("published")
        if any(rollback.state in ("publishing", "requested", "published") for rollback in self.rollback_ids):
            raise UserError(self.env._("%(name)s is already being rolled back.", name=self.name))
        kept_here = self.owner == "here"
        if kept_here and self.starts_at > fields.Datetime.now():
            self._withdraw()
            return None
        rollback = self._create_rollback()
        if kept_here:
            rollback._enqueue_publication()
        else:
            rollback._request()
        return rollback.action_open()

    # === BEFORE THE HOUR === #

    def _withdraw(self):
        """Take away rows that nobody has bought by yet."""
        self.price_type_id._take_turn()
        self.line_ids.flush_recordset()
        self.env["product.pricelist.item"].flush_model()
        self._reopen_former_rows()
        self._hand_former_rows_on()
        # sql: tens of thousands of rows in one statement
        self.env.cr.execute(
            SQL(
                """DELETE FROM product_pricelist_item WHERE id IN
                          (SELECT item_id FROM torg_price_revision_line WHERE revision_id = %s AND state = 'placed')""",
                self.id,
            )
        )
        # sql: and their lines
        self.env.cr.execute(
            SQL(
                "UPDATE torg_price_revision_line SET state = 'withdrawn' WHERE revision_id = %s AND state = 'placed'",
                self.id,
            )
        )
        self.env.invalidate_all()
        self._move_to("cancelled")
        self.message_post(body=self.env._("Withdrawn before it came into force."))
        self._emit_event("price.revision")  # the document is void

    def _reopen_former_rows(self):
        """The row that was to end just before takes the place of the withdrawn one."""
        # sql: tens of thousands of rows in one statement
        self.env.cr.execute(
            SQL(
                """UPDATE product_pricelist_item former
                      SET date_end = CASE WHEN former.id = line.closed_item_id
                                          THEN LEAST(line.closed_item_end, item.date_end) ELSE item.date_end END,
                          write_uid = %(uid)s, write_date = now() AT TIME ZONE 'utc'
                     FROM torg_price_revision_line line
                     JOIN product_pricelist_item item ON item.id = line.item_id
                    WHERE line.revision_id = %(revision)s AND line.state = 'placed'
                      AND former.pricelist_id = item.pricelist_id AND former.product_id = item.product_id
                      AND former.applied_on = item.applied_on AND former.compute_price = 'fixed'
                      AND COALESCE(former.min_quantity, 0) = COALESCE(item.min_quantity, 0)
                      AND former.date_end = line.starts_at - interval '1 second'""",
                uid=self.env.uid,
                revision=self.id,
            )
        )

    def _hand_former_rows_on(self):
        """What the withdrawn rows were to replace is replaced by the rows that were scheduled after them."""
        # sql: tens of thousands of lines in one statement
        self.env.cr.execute(
            SQL(
                """UPDATE torg_price_revision_line later
                      SET closed_item_id = line.closed_item_id, closed_item_end = line.closed_item_end,
                          old_price = line.old_price
                     FROM torg_price_revision_line line
                    WHERE line.revision_id = %s AND line.state = 'placed'
                      AND later.closed_item_id = line.item_id AND later.state = 'placed'""",
                self.id,
            )
        )

    # === AFTER IT === #

    def _create_rollback(self):
        """Return the reverse revision, ready to be published."""
        now = fields.Datetime.now()
        # The hour has come, the job that notes it has not: what the prices were is known once it has.
        self.line_ids.filtered(lambda line: line.state == "placed")._take_effect()
        # sudo: source and state are written by the verbs alone; a director has asked for it
        rollback = self.sudo().create(
            {
                "price_type_id": self.price_type_id.id,
                "reason": self.env._("Roll back of %(name)s: %(reason)s", name=self.name, reason=self.reason or ""),
                "source": "rollback",
                "rollback_of_id": self.id,
                "state": "publishing",
                "starts_at": now,
                "user_id": self.env.uid,
                "approver_id": self.env.uid,
                "approved_at": now,
            }
        )
        count = rollback._insert_reverse_lines(now)
        if not count:
            raise UserError(self.env._("All these prices have been changed since: there is nothing to take back."))
        left = len(self.line_ids.filtered(lambda line: line.state in ("placed", "effective"))) - count
        if left:
            note = self.env._("Not taken back, as they have been changed since: %(count)s prices.", count=left)
            rollback.message_post(body=note)
        return rollback.with_env(self.env)

    def _insert_reverse_lines(self, now):
        """Insert the lines whose rows are still in force, turned round; return how many.

        A price that came from a rule comes from it again: its row is only closed. Not so in the retail list, which has
        changed the list price most rules count from: there the old price gets a row.
        """
        self.env["torg.price.revision.line"].flush_model()
        self.env["product.pricelist.item"].flush_model()
        # sql: as many lines as the revision had, up to tens of thousands in one statement
        rows = self.env.execute_query(self._get_reverse_query(now))
        self.invalidate_recordset(["line_ids"])
        return len(rows)

    def _get_reverse_query(self, now):
        return SQL(
            """INSERT INTO torg_price_revision_line (revision_id, product_id, product_tmpl_id, currency_id,
                      min_quantity, state, old_price, new_price, restores_rule, cost, net_share, minimum_price,
                      minimum_reason, sold_quantity, change, change_percent, month_effect, old_margin, new_margin,
                      below_cost, below_minimum, big_change, create_uid, create_date, write_uid, write_date)
               SELECT %(rollback)s, line.product_id, line.product_tmpl_id, line.currency_id, line.min_quantity,
                      'new', line.new_price, line.old_price, line.closed_item_id IS NULL AND %(reveals)s,
                      line.cost, line.net_share, line.minimum_price, line.minimum_reason, line.sold_quantity,
                      line.old_price - line.new_price,
                      COALESCE(100 * (line.old_price - line.new_price) / NULLIF(line.new_price, 0), 0),
                      (line.old_price - line.new_price) * line.sold_quantity, line.new_margin, line.old_margin,
                      false, false, false, %(uid)s, now() AT TIME ZONE 'utc', %(uid)s, now() AT TIME ZONE 'utc'
                 FROM torg_price_revision_line line
                 LEFT JOIN product_pricelist_item item
                        ON item.pricelist_id = %(pricelist)s AND item.product_id = line.product_id
                       AND item.applied_on = '0_product_variant' AND item.compute_price = 'fixed'
                       AND COALESCE(item.min_quantity, 0) = COALESCE(line.min_quantity, 0)
                       AND (item.date_start IS NULL OR item.date_start <= %(now)s)
                       AND (item.date_end IS NULL OR item.date_end >= %(now)s)
                WHERE line.revision_id = %(revision)s AND line.state IN ('placed', 'effective')
                  AND item.id IS NOT DISTINCT FROM line.item_id
                ORDER BY line.id
            RETURNING id""",
            rollback=self.id,
            reveals=not self.price_type_id.is_retail and self.price_type_id.owner == "here",
            pricelist=self.pricelist_id.id,
            revision=self.rollback_of_id.id,
            uid=self.env.uid,
            now=now,
        )

    def _close_rolled_back(self):
        """The reverse revision is out."""
        self._move_to("rolled_back")
        rollback = self.rollback_ids.filtered(lambda revision: revision.state == "published")[:1]
        self.message_post(body=self.env._("Rolled back by %(name)s.", name=rollback.name))
