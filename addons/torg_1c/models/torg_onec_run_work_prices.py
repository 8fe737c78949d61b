from odoo import fields, models

FUSE_MINIMUM = 30  # fewer prices may go without anybody looking
FUSE_SHARE = 0.05  # of the prices that are in force


class TorgOnecRun(models.Model):
    """Prices of a run: what is told holds at once, what is taken back is decided about at the end."""

    _inherit = "torg.onec.run"

    def _end(self, state, error):
        """Override to conclude what the run has gathered."""
        self._conclude_prices()
        return super()._end(state, error)

    def _get_price_revision(self, price_type):
        """Return the open revision of this run for a kind of prices, empty until a price differs."""
        # sudo: an exchange has no rights of its own, the endpoint let it in
        return self.env["torg.price.revision"].sudo().search(
            [("onec_run_id", "=", self.id), ("price_type_id", "=", price_type.id), ("state", "=", "publishing")],
            order="id desc",
            limit=1,
        )  # fmt: skip

    def _stage_gone_prices(self, price_type, keys):
        """Take note of prices that are taken back, of those that are there; return how many."""
        found = {(row[0], float(row[1])) for row in price_type._find_withdrawn(keys)}
        staged = self.env["torg.onec.price.gone"]
        domain = [("run_id", "=", self.id), ("price_type_id", "=", price_type.id)]
        if found:
            found -= {(row.product_id.id, row.min_quantity) for row in staged.search(domain)}
        staged.create(
            [
                {"run_id": self.id, "price_type_id": price_type.id, "product_id": product_id, "min_quantity": quantity}
                for product_id, quantity in sorted(found)
            ]
        )
        return len(found)

    # === THE END === #

    def _conclude_prices(self):
        """Take back what is gone, or ask a person; end the revisions."""
        gone = self.env["torg.onec.price.gone"].search([("run_id", "=", self.id)])
        rows = [(row.price_type_id.id, row.product_id.id, row.min_quantity) for row in gone]
        gone.unlink()
        if rows and self._blows_price_fuse(rows):
            self._ask_about_prices(rows)
        elif rows:
            self._withdraw_prices(rows)
        for revision in self._find_open_revisions():
            revision._finish_publication()

    def _find_open_revisions(self):
        # sudo: an exchange has no rights of its own, the endpoint let it in
        revisions = self.env["torg.price.revision"].sudo()
        return revisions.search([("onec_run_id", "=", self.id), ("state", "=", "publishing")], order="id")

    def _blows_price_fuse(self, rows):
        lists = self.env["torg.price.type"].browse({row[0] for row in rows}).sudo().pricelist_id  # sudo: a count
        now = fields.Datetime.now()
        domain = [
            ("pricelist_id", "in", lists.ids),
            ("applied_on", "=", "0_product_variant"),
            "|", ("date_end", "=", False), ("date_end", ">=", now),
        ]  # fmt: skip
        known = self.env["product.pricelist.item"].sudo().search_count(domain)  # sudo: a count
        return len(rows) > max(FUSE_MINIMUM, FUSE_SHARE * known)

    def _ask_about_prices(self, rows):
        text = self.env._(
            "The message takes %(count)s prices back. Approve it if that is what was meant; the other prices of the "
            "message are in force already.",
            count=len(rows),
        )
        self.env["torg.onec.approval"]._ask(self, "prices", text, {"rows": rows})

    def _withdraw_prices(self, rows):
        """Take prices back, ``[(price type id, product id, from quantity)]``, in the revision of this run."""
        by_type = {}
        for price_type_id, product_id, quantity in rows:
            by_type.setdefault(price_type_id, {})[product_id, quantity] = None
        # sudo: an exchange has no rights of its own, the endpoint let it in
        for price_type in self.env["torg.price.type"].sudo().browse(by_type).exists():
            revision, counts = price_type._append_external_prices(
                self.endpoint_id, self._get_price_revision(price_type), by_type[price_type.id]
            )
            if revision:
                revision.onec_run_id = self
            self._add_counts({("PriceRec", "archived"): counts["applied"]})

    def _withdraw_approved(self, rows):
        """Take back what a person agreed to, except prices that were told anew since."""
        # sudo: an exchange has no rights of its own, a person has approved what it asked for
        history = self.env["torg.price.history"].sudo()
        told = {
            (change.pricelist_id.id, change.product_id.id, change.min_quantity)
            for change in history.search(
                [("product_id", "in", [row[1] for row in rows]), ("create_date", ">", self.finished_at)]
            )
        }
        types = self.env["torg.price.type"].sudo().browse({row[0] for row in rows}).exists()  # sudo: as above
        lists = {price_type.id: price_type.pricelist_id.id for price_type in types}
        left = [row for row in rows if row[0] in lists and (lists[row[0]], *row[1:]) not in told]
        self._withdraw_prices(left)
        for revision in self._find_open_revisions():
            revision._finish_publication()

    # === REMARKS === #

    def _remark_once(self, work, code, where, text, level="row", example=""):
        """Tell a person once in this run, however many rows it is about; one of them may be shown."""
        domain = [("run_id", "=", self.id), ("code", "=", code), ("where", "=", where)]
        told = any(issue[1] == code and issue[4] == where for issue in work.issues)
        if not told and not self.env["torg.onec.issue"].search_count(domain, limit=1):
            work.issue(code, text, None, level, where, example)
