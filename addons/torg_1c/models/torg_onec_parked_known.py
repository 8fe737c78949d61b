from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.kinds import GROUP, ITEM, OFFER, ORDER, PARTNER, PRICE_TYPE, UNIT, VARIANT, WAREHOUSE

from .torg_onec_match import WAITS
from .torg_onec_parked import key_of
from .torg_onec_run import UNFINISHED

ROWS = 5000  # rows that a turn of the cron applies
SOON = timedelta(minutes=1)  # longer than any piece of work that is under way
LINKED = {
    GROUP: "product_category",
    ITEM: "product_template",
    OFFER: "product_product",
    PARTNER: "res_partner",
    ORDER: "torg_onec_order_part",
}


class TorgOnecParked(models.Model):
    """What waits although its key is known, and what waits although it has been told anew.

    Streams work side by side: one that puts a row aside does not see the link that another one is making, and that one
    does not see the row.
    """

    _inherit = "torg.onec.parked"

    @api.model
    def _cron_replay(self):
        """Override to apply what waits for a key that is known by now, so many rows a turn."""
        super()._cron_replay()
        found = self._find_ready(ROWS + 1)
        for endpoint, rows in found[:ROWS].grouped("endpoint_id").items():
            rows._start_runs(endpoint)
        if found:
            self.env["ir.cron"]._commit_progress(min(len(found), ROWS), remaining=len(found) // (ROWS + 1))

    @api.model
    def _look_again(self):
        """Look soon whether somebody linked meanwhile what has just been put aside for."""
        # sudo: a run starts the cron, whoever started the run
        self.env.ref("torg_1c.cron_replay").sudo()._trigger(at=fields.Datetime.now() + SOON)

    @api.model
    def _forget_older(self, work, records):
        """Drop what waits and has just been told anew: an older value never comes back over a newer one.

        What was refused does not count as told.
        """
        refused = {_name_of(record) for level, _code, _text, record, *_ in work.issues if level == "row" and record}
        waiting = self._get_waiting_kinds(work.endpoint, {type(record).__name__ for record in records})
        names = {_name_of(record) for record in records if type(record).__name__ in waiting} - refused
        if not names:
            return
        # sql: a thousand pairs are no domain
        self.env.cr.execute(
            SQL(
                """DELETE FROM torg_onec_parked WHERE endpoint_id = %s AND (formed_at IS NULL OR formed_at <= %s)
                      AND (record_kind, record_key) IN (SELECT * FROM unnest(%s::varchar[], %s::varchar[]))""",
                work.endpoint.id,
                work.formed_at or fields.Datetime.now(),
                [name[0] for name in names],
                [name[1] for name in names],
            )
        )
        self.invalidate_model()

    def _get_waiting_kinds(self, endpoint, kinds):
        """Return those of the kinds of records of which any waits."""
        # sql: one question for all kinds, answered by the index
        rows = self.env.execute_query(
            SQL(
                """SELECT kind FROM unnest(%s::varchar[]) AS told (kind) WHERE EXISTS (
                      SELECT FROM torg_onec_parked WHERE endpoint_id = %s AND record_kind = kind)""",
                sorted(kinds),
                endpoint.id,
            )
        )
        return {row[0] for row in rows}

    # === WHAT IS KNOWN === #

    def _find_ready(self, limit):
        """Return rows whose key is known, unless their stream has not come to an end: it may tell them anew."""
        self.env.flush_all()
        # sql: rows of several tables by their keys; who works with a row keeps it
        found = self.env.execute_query(
            SQL(
                """SELECT parked.id FROM torg_onec_parked parked LEFT JOIN torg_onec_run run ON run.id = parked.run_id
                    WHERE EXISTS (SELECT FROM (%s) AS known (endpoint_id, kind, id, sub_id)
                                   WHERE known.endpoint_id = parked.endpoint_id AND known.kind = parked.waits_kind
                                     AND known.id = parked.waits_id AND known.sub_id = parked.waits_sub_id)
                      AND NOT EXISTS (SELECT FROM torg_onec_run busy
                                       WHERE busy.endpoint_id = parked.endpoint_id AND busy.topic = run.topic
                                         AND busy.state = ANY(%s))
                    ORDER BY parked.id LIMIT %s FOR UPDATE OF parked SKIP LOCKED""",
                SQL(" UNION ALL ").join(self._get_known_queries()),
                list(UNFINISHED),
                limit,
            )
        )
        return self.browse([row[0] for row in found])

    @api.model
    def _get_known_queries(self):
        """Return queries of ``(endpoint, kind of link, id, sub id)`` of what rows may wait for and is here: hook."""
        queries = [
            SQL(
                """SELECT link.endpoint_id, link.kind, link.external_id, link.sub_id FROM torg_exchange_link link
                     JOIN %s record ON record.id = link.res_id WHERE link.kind = %s""",
                SQL.identifier(table),
                kind,
            )
            for kind, table in LINKED.items()
        ]
        queries += [
            SQL("SELECT endpoint_id, %s, external_id, '' FROM %s WHERE is_mapped", kind, SQL.identifier(table))
            for kind, table in ((PRICE_TYPE, "torg_onec_price_type"), (WAREHOUSE, "torg_onec_warehouse"))
        ]
        queries += [
            SQL(
                "SELECT endpoint_id, %s, external_id, '' FROM torg_onec_match WHERE kind = %s AND state != 'open'", *row
            )
            for row in ((waits, kind) for kind, waits in WAITS.items())
        ]
        return [
            *queries,
            SQL("SELECT endpoint_id, %s, uuid, '' FROM torg_onec_order_part", ORDER),
            SQL("SELECT endpoint_id, %s, code, '' FROM torg_onec_unit WHERE uom_id IS NOT NULL", UNIT),
            SQL(
                """SELECT property.endpoint_id, %s, property.code, value.code FROM torg_onec_property_value value
                     JOIN torg_onec_property property ON property.id = value.property_id""",
                VARIANT,
            ),
        ]


def _name_of(record):
    return type(record).__name__, key_of(record)
