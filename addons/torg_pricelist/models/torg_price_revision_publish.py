from odoo import fields, models

# Lines one job publishes: about two seconds of work, so a chunk is far from the limit of a job and of a lock.
CHUNK = 5000


class TorgPriceRevision(models.Model):
    """Publication: a chain of jobs, each placing a chunk of rows, then bringing into force those whose time has come.

    The lines still in the state "new" are the cursor of the chain, so a killed job is simply run again.
    """

    _inherit = "torg.price.revision"

    # === ACTIONS === #

    def action_publish(self):
        """Start the publication, or continue one that stopped; prices kept outside are requested there."""
        self._check_director()
        self._check_state("approved", "publishing")
        for revision in self:
            if revision.owner == "external":
                revision._request()
                continue
            if revision.state == "approved":
                now = fields.Datetime.now()
                revision._move_to("publishing", starts_at=max(revision.effective_at or now, now))
            revision._enqueue_publication()

    def action_approve_and_publish(self):
        """One click for a director who has seen enough."""
        self.action_approve()
        self.action_publish()

    # === JOBS === #

    def _get_chunk(self):
        """Return how many lines a job publishes."""
        return CHUNK

    def _get_moment(self):
        """Return the moment whose prices the revision compares with."""
        now = fields.Datetime.now()
        return self.starts_at or max(self.effective_at or now, now)

    def _enqueue_publication(self):
        self.with_delay(
            identity_key=f"torg.price.revision.publish:{self.id}",
            description=self.env._("Publishing %(name)s", name=self.name),
        )._publish_next()

    def _publish_next(self):
        """Job: publish one chunk and see to the next."""
        self.ensure_one()
        if not self.exists() or self.state != "publishing":
            return "nothing to do"
        self.price_type_id._take_turn()
        lines = self.env["torg.price.revision.line"].search(
            [("revision_id", "=", self.id), ("state", "=", "new")], order="id", limit=self._get_chunk()
        )
        lines._publish()
        if lines:
            self._enqueue_publication()
        else:
            self._finish_publication()
        return f"{len(lines)} prices"

    def _finish_publication(self):
        now = fields.Datetime.now()
        effective = self.starts_at <= now and not self._has_scheduled_lines()
        # sudo: the state is written by the verbs alone
        self.sudo().write({"state": "published", "published_at": now, "effective": effective})
        self.message_post(body=self._get_publication_note())
        if self.rollback_of_id:
            # sudo: the revision that was rolled back may be closed to whoever publishes
            self.rollback_of_id.sudo()._close_rolled_back()
        if self.source != "external":
            self._emit_event("price.revision")  # a document for the accounting system, unless it came from there
        if not effective:
            self.env.ref("torg_pricelist.ir_cron_price_revision")._trigger(at=self.starts_at)

    def _has_scheduled_lines(self):
        """Return whether lines wait for their hour: it may have come after some of the jobs and before the others."""
        domain = [("revision_id", "=", self.id), ("state", "=", "placed")]
        return bool(self.env["torg.price.revision.line"].search_count(domain, limit=1))

    def _get_publication_note(self):
        groups = self.env["torg.price.revision.line"]._read_group(
            [("revision_id", "=", self.id)], ["state"], ["__count"]
        )
        counts = dict(groups)
        skipped = counts.pop("skipped", 0)
        note = self.env._("Published: %(count)s prices.", count=sum(counts.values()))
        if skipped:
            note += " " + self.env._("Left alone, as nothing changes: %(count)s.", count=skipped)
        return note

    # === THE HOUR COMES === #

    def _cron_take_effect(self):
        """Bring scheduled revisions into force when their hour has come."""
        due = [("state", "=", "published"), ("effective", "=", False), ("starts_at", "<=", fields.Datetime.now())]
        for revision in self.search(due):
            revision._enqueue_effect()

    def _enqueue_effect(self):
        self.with_delay(
            identity_key=f"torg.price.revision.effect:{self.id}",
            description=self.env._("%(name)s comes into force", name=self.name),
        )._take_effect_next()

    def _take_effect_next(self):
        """Job: bring one chunk into force and see to the next."""
        self.ensure_one()
        if not self.exists() or self.state != "published" or self.effective:
            return "nothing to do"
        self.price_type_id._take_turn()
        lines = self.env["torg.price.revision.line"].search(
            [("revision_id", "=", self.id), ("state", "=", "placed")], order="id", limit=self._get_chunk()
        )
        lines._take_effect()
        if lines:
            self._enqueue_effect()
        else:
            # sudo: the state is written by the verbs alone
            self.sudo().effective = True
            self.message_post(body=self.env._("The prices are in force."))
        return f"{len(lines)} prices"
