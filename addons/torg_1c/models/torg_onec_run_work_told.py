from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.kinds import CATALOGUE, PRICES, STOCK
from odoo.addons.torg_1c.tools.problem import ReadError
from odoo.addons.torg_1c.tools.records import SectionRec
from odoo.addons.torg_1c.tools.work import ARCHIVED, CHANGED, CREATED, UNCHANGED, Work

LEAST = 1 << 16  # bytes; a smaller file is applied again in the time it takes to look
KEPT_FOR = timedelta(days=2)
SETTLED = {CREATED, CHANGED, UNCHANGED, ARCHIVED}


class TorgOnecRun(models.Model):
    """A file that says the same as one before it is not read again, as long as the world is the same.

    Applying a file twice changes nothing the second time: every handler keeps to that. So a file of the same bytes
    changes nothing while nothing that its records depend on has been written since. What it names is told again all the
    same, for the end of a full export asks for it.
    """

    _inherit = "torg.onec.run"

    digest = fields.Char(readonly=True, index="btree_not_null")
    world = fields.Char(readonly=True, help="What the result depends on, as it was when all of the file was applied.")
    same_as_id = fields.Many2one("torg.onec.run", "Says the Same As", readonly=True, ondelete="set null")

    def _work(self, seconds):
        """Override of torg_1c: what was applied already, by the same bytes in the same world, is not read."""
        if self.state == "waiting" and not self.dry_run and self._recognise():
            return True
        return super()._work(seconds)

    def _end(self, state, error):
        """Override of torg_1c to know the file again."""
        res = super()._end(state, error)
        if self.digest and not self.same_as_id:
            self._remember()
        return res

    # === KNOWN AGAIN === #

    def _recognise(self):
        """Return whether the file is known; then everything that has to be done for it is done."""
        file = self.file_id
        self._forget_told()
        self.write({"digest": False, "world": False, "same_as_id": False})
        if file.format != "commerceml" or file.size < LEAST or self.topic not in (CATALOGUE, PRICES, STOCK):
            return False
        self.digest = file._get_digest()
        known = self.search(
            [
                ("endpoint_id", "=", self.endpoint_id.id),
                ("topic", "=", self.topic),
                ("digest", "=", self.digest),
                ("world", "!=", False),
                ("file_id", "!=", file.id),  # a person who has a file applied again means it
            ],
            limit=1,
        )
        if not known or known.world != self._get_world(known.counts):
            return False
        self._tell_again(known)
        return True

    def _tell_again(self, known):
        """Do what is left to do for a file that changes nothing."""
        self.write({"state": "working", "started_at": fields.Datetime.now(), "same_as_id": known.id})
        self.formed_at = self.endpoint_id._to_utc(self._read_formed_at()) or fields.Datetime.now()
        self._add_counts({(kind, UNCHANGED): sum(row.values()) for kind, row in known.counts.items()})
        self.cursor = known.cursor
        if self.export_id:
            self._see_again(known)
        self._tell_stock_again(known)
        self._end("done", False)

    def _read_formed_at(self):
        try:
            return next(self.file_id._read_records()).formed_at
        except ReadError:  # the same bytes were read before, so it cannot be
            return None

    def _see_again(self, known):
        # sql: thousands of keys that stay in the database
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_onec_export_seen (export_id, kind, key_list)
                   SELECT %s, kind, key_list FROM torg_onec_run_told WHERE run_id = %s AND store_id IS NULL""",
                self.export_id.id,
                known.id,
            )
        )

    def _tell_stock_again(self, known):
        told = SQL("FROM torg_onec_run_told WHERE run_id = %s AND store_id IS NOT NULL", known.id)
        # sql: thousands of keys that stay in the database
        store_ids = [row[0] for row in self.env.execute_query(SQL("SELECT DISTINCT store_id %s", told))]
        if not store_ids:
            return
        section = SectionRec("offers", only_changes=False)
        work = Work(self, self.endpoint_id, section, self.formed_at)
        load = self._get_load(work, self.env["stock.warehouse"].browse(sorted(store_ids)))
        load.row_count += sum(known.counts.get("StockRec", {}).values())
        if load.kind == "full":
            # sql: as above
            self.env.cr.execute(
                SQL(
                    """INSERT INTO torg_stock_load_part (load_id, store_id, product_ids)
                       SELECT %s, store_id, key_list %s AND key_list <> ''""",
                    load.id,
                    told,
                )
            )

    # === TAKING NOTE === #

    def _keep(self, work):
        """Override of torg_1c to take note of what a full section names."""
        res = super()._keep(work)
        if self.digest and not work.only_changes:
            rows = self.env["torg.onec.export"]._get_seen_rows(work.seen)
            self.env["torg.onec.run.told"].create([{"run_id": self.id, **row} for row in rows])
        return res

    def _take_figures(self, work, stores, figures):
        """Override of torg_1c to take note of the goods that a full section has told to be there."""
        changed = super()._take_figures(work, stores, figures)
        if self.digest and not work.only_changes:
            told = {store_id: [] for store_id in stores.ids}
            for figure in {(row.store_id, row.product_id): row for row in figures}.values():
                if not figure.is_zero:
                    told[figure.store_id].append(figure.product_id)
            self.env["torg.onec.run.told"].create(
                [
                    {
                        "run_id": self.id,
                        "kind": STOCK,
                        "store_id": store_id,
                        "key_list": ",".join(map(str, product_ids)),
                    }
                    for store_id, product_ids in told.items()
                ]
            )
        return changed

    def _remember(self):
        """Know the file again, if it was applied to its end and nothing of it waits for anybody."""
        if not self._is_settled():
            self._forget_told()
            return
        self.env.flush_all()
        self.world = self._get_world(self.counts)
        old = self.search(
            [
                ("endpoint_id", "=", self.endpoint_id.id),
                ("topic", "=", self.topic),
                ("world", "!=", False),
                ("id", "!=", self.id),
                "|", ("digest", "=", self.digest), ("finished_at", "<", fields.Datetime.now() - KEPT_FOR),
            ]
        )  # fmt: skip
        old.world = False
        old._forget_told()

    def _is_settled(self):
        """Return whether the run has applied all of a full file and left nothing open."""
        told = self.env["torg.onec.run.told"].search_count([("run_id", "=", self.id)], limit=1)
        verdicts = {verdict for row in (self.counts or {}).values() for verdict in row}
        if self.state != "done" or not told or self.issue_ids or not verdicts <= SETTLED or not self._has_known_world():
            return False
        # sudo: loads are written by verbs alone
        loads = self.env["torg.stock.load"].sudo()
        owners = ["|", ("onec_run_id", "=", self.id), ("onec_export_id", "=", self.export_id.id or -1)]
        return not loads.search_count([*owners, ("refused_count", "!=", 0)], limit=1)

    def _forget_told(self):
        # sql: thousands of keys nobody looks at
        self.env.cr.execute(SQL("DELETE FROM torg_onec_run_told WHERE run_id = ANY(%s)", self.ids))


class TorgOnecRunTold(models.Model):
    """What a full file has named, to be named again when the same file comes again."""

    _name = "torg.onec.run.told"
    _description = "Keys named by a file that was applied"
    _log_access = False

    run_id = fields.Many2one("torg.onec.run", required=True, readonly=True, ondelete="cascade", index=True)
    kind = fields.Char(required=True, readonly=True)
    store_id = fields.Integer(readonly=True, help="Of goods that are there: the store.")
    key_list = fields.Text(readonly=True)
