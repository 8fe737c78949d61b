import time

from odoo import fields, models

from odoo.addons.torg_1c.tools.odata.changes import Changes
from odoo.addons.torg_1c.tools.odata.memory import mark_of
from odoo.addons.torg_1c.tools.odata.problem import ODataError
from odoo.addons.torg_1c.tools.records.codec import dumps

CHANGES = "changes"


class TorgOnecSchedule(models.Model):
    """The change feed of an exchange plan: one reader, who confirms only what is committed here.

    Confirming is for good. So a reading stores its package and leaves the number behind; the next job, which begins
    after the commit, confirms that number first. A worker that is killed between them asks again: 1C repeats the
    changes, and what equals the last message is skipped.
    """

    _inherit = "torg.onec.schedule"

    def _read(self):
        """Override to read the plan instead of tables."""
        return self._read_changes() if self.topic == CHANGES else super()._read()

    def _get_channel(self):
        """Override: the feed brings the catalogue above all."""
        if self.topic != CHANGES:
            return super()._get_channel()
        return self.endpoint_id._get_stream("catalogue").topic_id.channel

    def _is_connected(self):
        """Override: without a plan there is nothing to read."""
        # sudo: who looks at the schedule need not see how 1C is reached
        return super()._is_connected() and (self.topic != CHANGES or bool(self.endpoint_id.sudo().odata_plan))

    def _read_changes(self):
        began, endpoint = time.monotonic(), self.endpoint_id
        client = endpoint._get_odata_client()
        try:
            changes = self._open_changes(client)
            self._confirm_stored(changes)
            package = changes.take(endpoint._to_onec_time(fields.Datetime.now()))
        finally:
            client.close()
        count = self._keep_package(package)
        now = fields.Datetime.now()
        vals = {"tried_at": now, "succeeded_at": now, "record_count": count, "request_count": client.requests}
        self.write(vals | {"seconds": time.monotonic() - began, **self._judge_unknown(package)})
        if (self.place or {}).get("confirm"):
            self._enqueue()  # begins when this transaction is committed: then 1C may forget
        else:
            self._plan_next()
        self.env.flush_all()
        return f"{count} records of message {package.number}"

    def _open_changes(self, client):
        endpoint = self.endpoint_id
        node = endpoint._find_odata_node(client)
        if not node:
            raise ODataError("no_record", name=f"{endpoint.odata_plan} {endpoint.odata_node_code}")
        return Changes(client, endpoint._get_odata_profile(), endpoint.odata_plan, node)

    def _confirm_stored(self, changes):
        """Confirm the package that an earlier transaction has stored, unless 1C has heard of that."""
        number = (self.place or {}).get("confirm")
        if number and changes.next_number() == number:
            changes.confirm(number)
        self.place = {**(self.place or {}), "confirm": None}

    def _keep_package(self, package):
        """Store the records of each stream with a run of its own; return how many there are."""
        place, count = dict(self.place or {}), 0
        told = mark_of("".join(dumps(record) for rows in package.records.values() for record in rows[1:]))
        is_empty = not (package.records or package.touched or package.unknown)
        if not is_empty and place.get("held") != told:
            count = sum(self._store(records, stream) for stream, records in sorted(package.records.items()))
            for schedule in self._get_siblings(package.touched):
                schedule._enqueue()
        holds = bool(package.unknown) and not self.endpoint_id.odata_confirm_unknown
        place |= {"held": told if holds else None, "confirm": None if holds or is_empty else package.number}
        self.place = place
        return count

    def _get_siblings(self, topics):
        """Return the schedules of streams whose registers changed: they are read by themselves."""
        schedules = self.endpoint_id.onec_schedule_ids
        return schedules.filtered(lambda row: row.topic in topics and not row.paused and row._is_connected())

    def _judge_unknown(self, package):
        """Return what is wrong with the package: tables that nobody reads hold its confirmation."""
        if not package.unknown or self.endpoint_id.odata_confirm_unknown:
            return {"error": False, "failing_since": False}
        names = ", ".join(f"{table} ({number})" for table, number in sorted(package.unknown.items()))
        text = self.env._(
            "The exchange plan tells of tables that nobody reads here: %(names)s. Everything else was taken, but 1C is "
            "not told so and repeats it: take these tables out of the plan, or let them be confirmed in the settings.",
            names=names,
        )
        return {"error": text, "failing_since": self.failing_since or fields.Datetime.now()}
