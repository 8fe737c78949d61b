from decimal import Decimal

from odoo import models

from odoo.addons.torg_1c.tools.kinds import PRICES


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

    def _stage_gone_prices(self, price_type, keys, is_zero=False):
        """Take note of prices that are taken back or become zero, of those that are there; return how many are new and
        the keys of all."""
        rows = price_type._find_withdrawn(keys)
        found = {(row[0], float(row[1])) for row in rows if row[3] or not is_zero}
        staged = self._get_staged_prices(price_type) if found else self.env["torg.onec.price.gone"]
        new = found - {(row.product_id.id, row.min_quantity) for row in staged}
        place = {"run_id": self.id, "price_type_id": price_type.id, "is_zero": is_zero}
        staged.create([{**place, "product_id": key[0], "min_quantity": key[1]} for key in sorted(new)])
        return len(new), found

    def _keep_told_prices(self, price_type, keys):
        """Prices that are told after all are taken back neither by this run nor by a question that waits."""
        keys = {(product_id, float(quantity)) for product_id, quantity in keys}
        staged = self._get_staged_prices(price_type)
        staged.filtered(lambda row: (row.product_id.id, row.min_quantity) in keys).unlink()
        self.env["torg.onec.approval"]._forget(self.endpoint_id, PRICES, {(price_type.id, *key) for key in keys})

    def _get_staged_prices(self, price_type):
        staged = self.env["torg.onec.price.gone"]
        return staged.search([("run_id", "=", self.id), ("price_type_id", "=", price_type.id)])

    # === THE END === #

    def _conclude_prices(self):
        """Take back what is gone, or ask a person; end the revisions."""
        gone = self.env["torg.onec.price.gone"].search([("run_id", "=", self.id)])
        rows = [row._as_row() for row in gone]
        gone.unlink()
        approvals = self.env["torg.onec.approval"]
        if rows and approvals._is_too_much(self, PRICES, rows):
            approvals._ask(self, PRICES, rows)
        elif rows:
            self._withdraw_prices(rows)
            approvals._forget(self.endpoint_id, PRICES, {tuple(row[:3]) for row in rows})
        for revision in self._find_open_revisions():
            revision._finish_publication()

    def _find_open_revisions(self):
        # sudo: an exchange has no rights of its own, the endpoint let it in
        revisions = self.env["torg.price.revision"].sudo()
        return revisions.search([("onec_run_id", "=", self.id), ("state", "=", "publishing")], order="id")

    def _withdraw_prices(self, rows):
        """Take prices back, or make them zero, in the revision of this run.

        :param rows: ``[[price type id, product id, from quantity]]``, of zeros with 0 at the end
        """
        by_type = {}
        for price_type_id, product_id, quantity, *zero in rows:
            by_type.setdefault(price_type_id, {})[product_id, quantity] = Decimal(0) if zero else None
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
        left = [row for row in rows if row[0] in lists and (lists[row[0]], *row[1:3]) not in told]
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
