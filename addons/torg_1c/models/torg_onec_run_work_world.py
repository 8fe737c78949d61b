import hashlib
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.kinds import GROUP, ITEM, OFFER

# Tables whose rows decide what becomes of any record, few rows each.
SETTINGS = (
    "torg_onec_price_type", "torg_onec_warehouse", "torg_onec_property", "torg_onec_property_value", "torg_onec_unit",
    "torg_onec_owner", "torg_onec_match", "account_tax", "decimal_precision", "res_currency",
)  # fmt: skip
LINKED = {ITEM, OFFER, GROUP}
PRICE, STOCK_ROW = "PriceRec", "StockRec"
KNOWN = {*LINKED, PRICE, STOCK_ROW, "PriceTypeRec", "WarehouseRec", "PropertyRec", "CategoryRec", "UnitRec"}

MOMENT = timedelta(seconds=5)  # a price that starts later is one to come


class TorgOnecRun(models.Model):
    """The world of a file: everything that decides what applying it would change, as one hash.

    A table is told by the number of its rows and the sum of the transactions that wrote them: whatever is written later
    is written by a later transaction, so one of the two differs.
    """

    _inherit = "torg.onec.run"

    def _has_known_world(self):
        """Return whether everything the records of this run depend on is in `_get_world`; hook.

        What is compared with prices of Odoo's own, or becomes the cost, depends on too much.
        """
        if (self.counts or {}).keys() - KNOWN:
            return False
        mappings = self.endpoint_id.onec_price_type_ids.filtered("is_mapped")
        # sudo: who keeps a price list is no secret to an exchange
        kept_there = all(
            mapping.target == "ignored"
            or mapping.target == "price_type"
            and mapping.price_type_id.sudo().owner == "external"
            and mapping.price_type_id.sudo().endpoint_id == self.endpoint_id  # sudo: as above
            for mapping in mappings
        )
        return kept_there or PRICE not in (self.counts or {})

    def _get_world(self, counts):
        """Return the hash of what the result depends on, for records of these kinds."""
        queries = self._get_world_queries(set(counts or ()))
        # sql: system columns, sums over whole tables
        rows = self.env.execute_query(SQL(" UNION ALL ").join(queries))
        endpoint = self.endpoint_id
        names = sorted(name for name, field in endpoint._fields.items() if name.startswith("onec_") and field.store)
        settings = [
            endpoint[name].ids if endpoint._fields[name].relational else endpoint[name]
            for name in names
            if endpoint._fields[name].column_type
        ]
        handlers = sorted(self.env["torg.onec.applier"]._get_handlers().items())
        return hashlib.blake2b(repr([sorted(rows), settings, handlers]).encode(), digest_size=16).hexdigest()

    def _get_world_queries(self, kinds):
        """Return the queries of ``(what, number of rows, sum of what tells their versions)``: hook."""
        queries = [_told(table, SQL.identifier(table)) for table in SETTINGS]
        queries.append(
            SQL(
                """SELECT 'modules', count(*), sum(hashtext(name || COALESCE(latest_version, ''))::bigint)
                     FROM ir_module_module WHERE state = 'installed'"""
            )
        )
        for kind, table in self._get_linked_tables(kinds):
            queries += self._get_link_queries(kind, table)
        if PRICE in kinds:
            queries += self._get_price_queries()
        if STOCK_ROW in kinds:
            queries += self._get_stock_queries()
        return queries

    # === WHAT IT IS MADE OF === #

    def _get_linked_tables(self, kinds):
        tables = {ITEM: "product_template", OFFER: "product_product", GROUP: "product_category"}
        return [(kind, table) for kind, table in tables.items() if kind in kinds]

    def _get_link_queries(self, kind, table):
        """Links with the content applied last, and their records: one that was deleted is made anew."""
        links = SQL("torg_exchange_link link WHERE endpoint_id = %s AND kind = %s", self.endpoint_id.id, kind)
        return [
            _told(f"links {kind}", links),
            SQL(
                """SELECT %s, count(*), sum(record.id) FROM %s record JOIN torg_exchange_link link
                       ON link.res_id = record.id AND link.endpoint_id = %s AND link.kind = %s""",
                f"records {kind}",
                SQL.identifier(table),
                self.endpoint_id.id,
                kind,
            ),
        ]

    def _get_price_queries(self):
        types = self.endpoint_id.onec_price_type_ids.sudo().price_type_id  # sudo: a fingerprint of rows
        soon = fields.Datetime.now() + MOMENT
        valid = SQL(
            "product_pricelist_item WHERE pricelist_id = ANY(%s) AND (date_end IS NULL OR date_end >= %s)",
            types.pricelist_id.ids,
            soon,
        )
        return [
            _told("prices", valid),
            _told("prices to come", SQL("%s AND date_start > %s", valid, soon)),
            SQL(
                """SELECT 'price types', count(*), sum(hashtext(concat_ws(' ', type.id, type.owner, type.endpoint_id,
                          type.pricelist_id, type.is_retail, list.currency_id))::bigint)
                     FROM torg_price_type type JOIN product_pricelist list ON list.id = type.pricelist_id
                    WHERE type.id = ANY(%s)""",
                types.ids,
            ),
            _told("rates", SQL("res_currency_rate WHERE name <= CURRENT_DATE")),
            _told("taxes", SQL("product_taxes_rel")),
            _told("requests", SQL("torg_price_revision WHERE state = 'requested'")),
            _told(
                "documents",
                SQL(
                    """torg_exchange_message WHERE endpoint_id = %s AND direction = 'out'
                          AND res_model = 'torg.price.revision' AND state NOT IN ('accepted', 'cancelled')""",
                    self.endpoint_id.id,
                ),
            ),
        ]

    def _get_stock_queries(self):
        stores = self.endpoint_id.onec_warehouse_ids.warehouse_id | self.endpoint_id.onec_default_store_id
        return [
            _told("figures", SQL("torg_stock_figure WHERE warehouse_id = ANY(%s)", stores.ids)),
            SQL(
                """SELECT 'stores', count(*), sum(hashtext(id::text || COALESCE(stock_keeper, ''))::bigint)
                     FROM stock_warehouse WHERE id = ANY(%s)""",
                stores.ids,
            ),
        ]


def _told(what, rows):
    """Query of how many rows there are, and which transactions wrote them."""
    return SQL("SELECT %s, count(*), sum(xmin::text::bigint) FROM %s", what, rows)
