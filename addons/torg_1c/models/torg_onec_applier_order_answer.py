from odoo import models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.tools.kinds import OFFER, ORDER, PARTNER
from odoo.addons.torg_1c.tools.order_lines import sums, tell_lines
from odoo.addons.torg_1c.tools.records import filled
from odoo.addons.torg_1c.tools.records.codec import hash_of
from odoo.addons.torg_1c.tools.work import UNCHANGED


class TorgOnecApplier(models.AbstractModel):
    """What 1C says about an order: it is there, under this number, with these lines, paid, shipped, in this status.

    Each fact is applied once, whoever tells it how often; what is refused is told to a person and the rest goes on.
    """

    _inherit = "torg.onec.applier"

    def _apply_answer(self, work, part, record):
        """Bring an order to what 1C says about a part of it; return whether there was anything to do."""
        fingerprint = hash_of(record)
        if part.answer_hash == fingerprint:
            work.count("OrderRec", UNCHANGED)
            return False
        part = part.with_context(torg_silent=True) if part.order_id.onec_origin_id else part
        was_known = self._is_told(part)
        self._note_acceptance(work, part, record)
        unknown = self._get_unknown_items(work.endpoint, record)
        if unknown:
            work.park(record, OFFER, unknown[0], self.env._("an item nobody knows yet"))
            return False
        issues = len(work.issues)
        self._take_steps(work, part, record)
        if was_known:
            self._keep_as_told(part)
        clean = len(work.issues) == issues
        part.write({"told": tell_lines(record.lines) if clean and record.lines else part.told,
                    "answer_hash": fingerprint if clean else False})  # fmt: skip
        return True

    def _get_answer_steps(self):
        """Hook: return names of the methods that each apply one kind of facts, ``(work, part, record)``."""
        return [
            "_apply_order_lines",
            "_apply_order_payments",
            "_apply_order_shipments",
            "_apply_order_reserve",
            "_apply_order_status",
        ]

    def _take_steps(self, work, part, record):
        """Take all steps at once; when one is refused each by itself, so that the others are taken."""
        changes, issues = len(work.changes), len(work.issues)
        try:
            with self.env.cr.savepoint():
                for step in self._get_answer_steps():
                    getattr(self, step)(work, part, record)
        except UserError:
            del work.changes[changes:], work.issues[issues:]
            for step in self._get_answer_steps():
                self._try_step(work, part, record, step)

    def _try_step(self, work, part, record, step):
        try:
            with self.env.cr.savepoint():
                getattr(self, step)(work, part, record)
        except UserError as refusal:
            where = f"{part.number} / {part.order_id.name}"
            work.issue("order_refused", str(refusal), record, where=where)

    # === IT IS THERE === #

    def _note_acceptance(self, work, part, record):
        fresh = part._note_accepted()
        vals = {
            "number_1c": (filled(record.number_1c) or "").strip() or part.number_1c,
            "date_1c": work.endpoint._to_utc(filled(record.date_1c)) or part.date_1c,
        }
        if part.origin == "1c" and not part.number_1c:
            vals["number_1c"] = vals["number_1c"] or part.number
        part.write({name: value for name, value in vals.items() if part[name] != value})
        if fresh:
            part._accept_messages(vals["number_1c"])
            part.order_id._tell_desk()
        if record.id and record.id != part.uuid:
            self._link_once(work.endpoint, ORDER, record.id, part)
        self._link_customer(work.endpoint, part, record)

    def _link_customer(self, endpoint, part, record):
        """1C may keep our customer under an identifier of its own: it is the same one, not a new one."""
        buyer = get_buyer(record)
        if buyer and buyer.id and not part._is_shared_buyer(buyer):
            self._link_once(endpoint, PARTNER, buyer.id, part.order_id.partner_id.commercial_partner_id)

    def _link_once(self, endpoint, kind, key, record):
        links = self.env["torg.exchange.link"]
        if (key, "") not in links._lookup(endpoint, kind, [(key, "")]):
            links._link(endpoint, kind, {(key, ""): record})

    # === WHAT BOTH SIDES KNOW === #

    def _is_told(self, part):
        """Return whether 1C knew the part as it is, so nothing of ours is on its way."""
        record = self._tell(part)
        return bool(record) and not part._get_unknown({part: record})

    def _keep_as_told(self, part):
        """What 1C has just changed it need not be told."""
        if record := self._tell(part):
            part.write(part._hash_records({part: record})[part])

    def _tell(self, part):
        try:
            part = part.with_env(part.endpoint_id._in_company_language().env)
            return part._prepare_records()[part]
        except UserError:
            return None

    def _get_unknown_items(self, endpoint, record):
        keys = list(sums(record.lines))
        known = self.env["torg.exchange.link"]._lookup(endpoint, OFFER, keys) if keys else {}
        return [key for key in keys if key not in known]


def get_buyer(record):
    """Return the customer of a document, None when it names none."""
    partners = filled(record.partners, ())
    return next((row for row in partners if (filled(row.role) or "").casefold() != "продавец"), None)
