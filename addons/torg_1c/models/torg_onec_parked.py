import json

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.kinds import topic_of
from odoo.addons.torg_1c.tools.records import ABSENT, HeaderRec, SectionRec, filled
from odoo.addons.torg_1c.tools.records.codec import dumps, loads


class TorgOnecParked(models.Model):
    """A record that waits: for its parent, or for an addon that knows what to do with its kind.

    Of one thing only the last word waits: a later message about it takes the place of the earlier.
    """

    _name = "torg.onec.parked"
    _description = "Record from 1C that waits"
    _order = "id"
    _rec_name = "record_key"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade")
    run_id = fields.Many2one("torg.onec.run", readonly=True, ondelete="set null", index=True)
    record_kind = fields.Char(required=True, readonly=True)
    record_key = fields.Char(required=True, readonly=True)
    record = fields.Text(readonly=True, groups="torg_base.group_integration_admin")
    waits_kind = fields.Char("Waits for", required=True, readonly=True)
    waits_id = fields.Char("Identifier", required=True, readonly=True)
    waits_sub_id = fields.Char("Sub id", required=True, readonly=True, default="")
    reason = fields.Char(readonly=True)
    formed_at = fields.Datetime("As of", readonly=True)

    _record_unique = models.UniqueIndex("(endpoint_id, record_kind, record_key)")
    _waits_index = models.Index("(endpoint_id, waits_kind, waits_id, waits_sub_id)")

    @api.model
    def _put(self, run, rows):
        """Keep ``[(record, kind of link, key, reason)]``; what waits already and is newer stays."""
        if not rows:
            return
        # sql: ORM has no ON CONFLICT
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_onec_parked (endpoint_id, run_id, record_kind, record_key, record, waits_kind,
                          waits_id, waits_sub_id, reason, formed_at, create_uid, create_date, write_uid, write_date)
                   SELECT %(endpoint)s, %(run)s, kind, key, record, waits_kind, waits_id, waits_sub_id, reason,
                          %(formed)s, %(uid)s, now() AT TIME ZONE 'utc', %(uid)s, now() AT TIME ZONE 'utc'
                     FROM unnest(%(kinds)s::varchar[], %(keys)s::varchar[], %(records)s::text[],
                                 %(waits_kinds)s::varchar[], %(waits_ids)s::varchar[], %(waits_subs)s::varchar[],
                                 %(reasons)s::varchar[])
                          AS row (kind, key, record, waits_kind, waits_id, waits_sub_id, reason)
                   ON CONFLICT (endpoint_id, record_kind, record_key) DO UPDATE
                      SET record = EXCLUDED.record, run_id = EXCLUDED.run_id, waits_kind = EXCLUDED.waits_kind,
                          waits_id = EXCLUDED.waits_id, waits_sub_id = EXCLUDED.waits_sub_id,
                          reason = EXCLUDED.reason, formed_at = EXCLUDED.formed_at, write_date = EXCLUDED.write_date
                    WHERE torg_onec_parked.formed_at IS NULL OR torg_onec_parked.formed_at <= EXCLUDED.formed_at""",
                endpoint=run.endpoint_id.id,
                run=run.id,
                formed=run.formed_at or fields.Datetime.now(),
                uid=self.env.uid,
                **_columns(rows),
            )
        )
        self.invalidate_model()

    @api.model
    def _take(self, endpoint, linked):
        """Return the records that waited for these keys, ``{kind of link: {key}}``; they wait no longer."""
        rows = self.browse()
        for kind, keys in linked.items():
            rows |= self._find_waiting(endpoint, kind, keys)
        records = [loads(row.record) for row in rows.sorted("id")]
        rows.unlink()
        return records

    def _find_waiting(self, endpoint, kind, keys):
        if not keys:
            return self.browse()
        # sql: a thousand pairs are no domain
        found = self.env.execute_query(
            SQL(
                """SELECT id FROM torg_onec_parked WHERE endpoint_id = %s AND waits_kind = %s
                      AND (waits_id, waits_sub_id) IN (SELECT * FROM unnest(%s::varchar[], %s::varchar[]))""",
                endpoint.id,
                kind,
                [key[0] for key in keys],
                [key[1] for key in keys],
            )
        )
        return self.browse([row[0] for row in found])

    @api.model
    def _cron_replay(self):
        """Apply what waited for an addon that is here now; an override adds what waits for a key that is known."""
        handlers = self.env["torg.onec.applier"]._get_handlers()
        for endpoint, kind in self._read_group([("waits_kind", "=", "handler")], ["endpoint_id", "waits_id"]):
            if kind in handlers:
                self._replay(endpoint, "handler", {(kind, "")})

    @api.model
    def _replay(self, endpoint, kind, keys):
        """Apply what waits for these keys in runs of its own; return them, none when nothing waited."""
        return self._find_waiting(endpoint, kind, keys)._start_runs(endpoint)

    def _start_runs(self, endpoint):
        """Apply these rows of a base, those of each stream in a run; return the runs.

        They go back into the stream they came with, so what it tells later comes after them.
        """
        runs = self.env["torg.onec.run"]
        for topic, rows in self.grouped(lambda row: row._get_topic()).items():
            file = self.env["torg.onec.file"].create(
                {"name": self.env._("what waited"), "endpoint_id": endpoint.id, "format": "records"}
            )
            file._append("\n".join(rows._get_lines(endpoint)).encode())
            runs |= file._start_run(topic)
        self.unlink()
        return runs

    def _get_topic(self):
        """Return the stream that has told this row."""
        return self.run_id.topic or topic_of([loads(self.record)])

    def _get_lines(self, endpoint):
        """Return these records as lines of a file; a header before those of one message tells when it was formed."""
        lines = []
        for formed_at, rows in self.sorted("formed_at").grouped("formed_at").items():
            lines.append(dumps(SectionRec("waited", only_changes=True)))
            lines.append(dumps(HeaderRec("", endpoint._to_onec_time(formed_at) or ABSENT)))
            lines += rows.sorted("id").mapped("record")
        return lines


def _columns(rows):
    """Columns of rows to keep; of several about one thing the last."""
    last = {(type(record).__name__, key_of(record)): (record, *waits) for record, *waits in rows}
    return {
        "kinds": [kind for kind, _key in last],
        "keys": [key for _kind, key in last],
        "records": [dumps(record) for record, *_waits in last.values()],
        "waits_kinds": [kind for _record, kind, _key, _reason in last.values()],
        "waits_ids": [key[0] for _record, _kind, key, _reason in last.values()],
        "waits_subs": [key[1] for _record, _kind, key, _reason in last.values()],
        "reasons": [reason for *_rest, reason in last.values()],
    }


def key_of(record):
    """What the record is about: rows of one offer differ by price type or warehouse, quantity and unit."""
    more = [getattr(record, name, "") or "" for name in ("price_type_id", "warehouse_id", "min_quantity", "unit")]
    main = (
        getattr(record, "offer_id", None) or getattr(record, "id", "") or getattr(record, "kind", "") or _name(record)
    )
    sub = getattr(record, "directory_id", "") or ""
    return json.dumps([str(part) for part in (sub, main, *more) if isinstance(part, str) or part], ensure_ascii=False)


def _name(record):
    """What tells records without an identifier apart: numbers of documents come again every year."""
    number, date = filled(getattr(record, "number", None)), filled(getattr(record, "date", None))
    return f"{number}/{date.year if date else ''}" if number else ""
