from odoo import models

from odoo.addons.torg_1c.tools.records import filled


class TorgOnecApplier(models.AbstractModel):
    """Statuses of 1C: an order follows its least advanced part, forward only, except for a cancellation."""

    _inherit = "torg.onec.applier"

    def _apply_order_status(self, work, part, record):
        """Keep where the part stands, then bring the order there; money that names it says nothing of that."""
        if not record.tells_state:
            return
        text = (filled(record.status) or "").strip()
        status = self._get_status(work, part, record, text)
        cancelled = record.cancelled is True or record.deleted is True or status.action == "cancel"
        vals = {"is_cancelled": cancelled, "status": text or part.status}
        if status.action == "stage":
            vals["stage_id"] = status.stage_id.id
        changed = {name: value for name, value in vals.items() if _plain(part[name]) != value}
        if not changed:
            return
        part.write(changed)
        self._follow_parts(part.order_id, work.endpoint)

    def _get_status(self, work, part, record, text):
        """Return the torg.onec.status of a document; nothing when it only repeats what we have told."""
        statuses = self.env["torg.onec.status"]
        stage = part.order_id.stage_id
        if not text or text in self._get_own_words(stage):
            return statuses
        known = statuses._get_known(work.endpoint, text)
        if not known.action and text in self._get_own_words(stage.search([("sequence", "<", stage.sequence)])):
            return statuses  # what the order was when 1C took it
        status = known or statuses._find(work.endpoint, text)
        if not status.action:
            sentence = self.env._("Nobody has said yet what the status “%(status)s” of 1C means.", status=text)
            work.issue("unknown_status", sentence, record, where=part.number)
        return status

    def _get_own_words(self, stages):
        """Return how the base may repeat stages: by the names it was told."""
        names = {*stages.mapped("name"), *stages.mapped("code")}
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        return names.union(*(stages.with_context(lang=code).mapped("name") for code in codes))

    def _follow_parts(self, order, endpoint):
        """Move the order to the least advanced stage of its parts."""
        parts = order.onec_part_ids.filtered(lambda part: part.endpoint_id == endpoint and part.line_ids)
        alive = parts.filtered(lambda part: not part.is_cancelled)
        if not alive:
            self._cancel_for_onec(order)
            return
        if not all(part.stage_id for part in alive):
            return
        stage = min(alive.stage_id, key=lambda stage: (stage.sequence, stage.id))
        if not order.stage_id.is_final and (stage.sequence, stage.id) > (order.stage_id.sequence, order.stage_id.id):
            order._move_to_stage(stage, channel="1c")

    def _cancel_for_onec(self, order):
        if order.state != "cancel":
            order._move_to_stage(order._get_stage_for("cancel"), channel="1c")


def _plain(value):
    return value.id if hasattr(value, "id") else value
