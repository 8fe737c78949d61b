from odoo import api, fields, models
from odoo.tools import SQL


class TorgExchangeLink(models.Model):
    """Which outside object is which record. Nothing is ever matched by name behind anybody's back.

    A key is ``(external id, sub id)``; the sub id is empty unless the outside identifier is a pair
    (an item and its characteristic). All verbs take many keys and ask the database once, in SQL: a thousand pairs are
    no domain, and only ON CONFLICT makes a claim safe against another worker.
    """

    _name = "torg.exchange.link"
    _description = "Link to an outside object"
    _rec_name = "external_id"
    _order = "id desc"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade")
    kind = fields.Char(required=True, readonly=True, help="What it is over there: item, price type, order…")
    external_id = fields.Char(required=True, readonly=True)
    sub_id = fields.Char(string="Sub id", required=True, readonly=True, default="")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True, help="Empty only while its record is being created."
    )
    content_hash = fields.Char(readonly=True, help="Of the content last applied: what has not changed is skipped.")

    _key_unique = models.UniqueIndex("(endpoint_id, kind, external_id, sub_id)")
    _record_index = models.Index("(res_model, res_id)")

    # === READING === #

    @api.model
    def _lookup(self, endpoint, kind, keys):
        """Return ``{key: record id}`` of the known keys."""
        return {key: res_id for key, (_link_id, res_id, _hash) in self._read_keys(endpoint, kind, keys).items()}

    @api.model
    def _lookup_external(self, endpoint, kind, records):
        """Return ``{record id: key}`` of the records the other system knows, by the key that came first."""
        return {res_id: keys[0] for res_id, keys in self._lookup_all_external(endpoint, kind, records).items()}

    @api.model
    def _lookup_all_external(self, endpoint, kind, records):
        """Return ``{record id: [key]}``: it may know a record by several, in the order they came in."""
        links = self.search_fetch(
            [
                ("endpoint_id", "=", endpoint.id),
                ("kind", "=", kind),
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
            ],
            ["external_id", "sub_id", "res_id"],
            order="id",
        )
        keys = {}
        for link in links:
            keys.setdefault(link.res_id, []).append((link.external_id, link.sub_id or ""))
        return keys

    @api.model
    def _filter_changed(self, endpoint, kind, hashes):
        """Return the keys of ``{key: hash}`` that are unknown or whose content differs from the one applied last."""
        known = self._read_keys(endpoint, kind, hashes)
        return [key for key, content_hash in hashes.items() if key not in known or known[key][2] != content_hash]

    def _read_keys(self, endpoint, kind, keys):
        if not keys:
            return {}
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT external_id, sub_id, id, res_id, content_hash FROM torg_exchange_link
                    WHERE endpoint_id = %s AND kind = %s AND res_id IS NOT NULL
                      AND (external_id, sub_id) IN (SELECT * FROM unnest(%s::varchar[], %s::varchar[]))""",
                endpoint.id,
                kind,
                [key[0] for key in keys],
                [key[1] for key in keys],
            )
        )
        return {(external_id, sub_id): tuple(rest) for external_id, sub_id, *rest in rows}

    # === WRITING === #

    @api.model
    def _get_or_create(self, endpoint, kind, model, keys, create):
        """Return ``{key: record}``, creating the records nobody has created yet.

        The key is claimed in the database before the record is created, so of two workers with the same key one
        waits for the other; when that one has committed, this transaction ends in a serialization failure, is
        repeated by the server or by the job queue, and then finds the record. Nothing is ever created twice.

        :param create: called with the list of new keys, returns their records in the same order
        """
        known = self._lookup(endpoint, kind, keys)
        alive = set(self.env[model].browse(known.values()).exists()._ids)
        known = {key: res_id for key, res_id in known.items() if res_id in alive}  # a deleted record is created anew
        missing = sorted(set(keys) - known.keys())  # sorted: two workers claim in one order, so none waits in a ring
        if missing:
            self._claim(endpoint, kind, model, missing)
            records = create(missing)
            self._bind(endpoint, kind, dict(zip(missing, records.ids, strict=True)))
            known |= dict(zip(missing, records.ids, strict=True))
        found = {record.id: record for record in self.env[model].browse(known.values())}  # one prefetch for all
        return {key: found[known[key]] for key in keys}

    @api.model
    def _link(self, endpoint, kind, records):
        """Link existing records, ``{key: record}``: what a person or a rule has matched."""
        if not records:
            return
        models_of_records = {record._name for record in records.values()}
        if len(models_of_records) > 1:
            raise ValueError("Records of one kind are of one model")
        missing = sorted(records.keys() - self._lookup(endpoint, kind, list(records)).keys())
        self._claim(endpoint, kind, models_of_records.pop(), missing)
        self._bind(endpoint, kind, {key: record.id for key, record in records.items()})

    @api.model
    def _set_hashes(self, endpoint, kind, hashes):
        """Remember the content that was applied, ``{key: hash}``."""
        self._update(endpoint, kind, SQL("content_hash = data.value"), hashes, SQL("varchar"))

    def _claim(self, endpoint, kind, model, keys):
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_exchange_link (endpoint_id, kind, external_id, sub_id, res_model,
                          create_uid, create_date, write_uid, write_date)
                   SELECT %s, %s, external_id, sub_id, %s,
                          %s, now() AT TIME ZONE 'utc', %s, now() AT TIME ZONE 'utc'
                     FROM unnest(%s::varchar[], %s::varchar[]) AS key (external_id, sub_id)
                   ON CONFLICT (endpoint_id, kind, external_id, sub_id) DO NOTHING""",
                endpoint.id,
                kind,
                model,
                self.env.uid,
                self.env.uid,
                [key[0] for key in keys],
                [key[1] for key in keys],
            )
        )

    def _bind(self, endpoint, kind, ids):
        self._update(endpoint, kind, SQL("res_id = data.value, content_hash = NULL"), ids, SQL("int"))

    def _update(self, endpoint, kind, assignment, values, value_type):
        if not values:
            return
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """UPDATE torg_exchange_link link SET %s, write_date = now() AT TIME ZONE 'utc'
                     FROM unnest(%s::varchar[], %s::varchar[], %s::%s[]) AS data (external_id, sub_id, value)
                    WHERE endpoint_id = %s AND kind = %s
                      AND link.external_id = data.external_id AND link.sub_id = data.sub_id""",
                assignment,
                [key[0] for key in values],
                [key[1] for key in values],
                list(values.values()),
                value_type,
                endpoint.id,
                kind,
            )
        )
        self.invalidate_model(["res_id", "content_hash"])
