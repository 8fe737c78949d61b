from copy import copy
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools import search_query
from odoo.addons.torg_stock.tools.search_query import build_text, parse

POOL = 1000  # products that are put in order; who finds more has to say more


class Found(NamedTuple):
    """The answer of the search.

    :param ids: one page of product ids, best first
    :param total: how many there are on all pages; POOL means "so many or more"
    :param reading: how the text was understood: written, layout, typo, or all when nothing was typed
    :param shown: what was looked for, when it is not what was typed
    """

    ids: list
    total: int
    reading: str
    shown: str = ""


class ProductProduct(models.Model):
    """Finding a product by what a person types, in a fraction of a second among a hundred thousand."""

    _inherit = "product.product"

    search_text = fields.Text(
        compute="_compute_search_text", store=True, prefetch=False, export_string_translation=False
    )

    _search_text_index = models.Index(
        lambda registry: "USING gin (search_text gin_trgm_ops)" if registry.has_trigram else ""
    )

    @api.depends(
        "product_tmpl_id.name",
        "default_code",
        "barcode",
        "product_uom_ids.barcode",
        "product_template_attribute_value_ids.product_attribute_value_id.name",
    )
    def _compute_search_text(self):
        languages = [self.with_context(lang=code) for code in self._get_search_languages()]
        for product, *translated in zip(self, *languages, strict=True):
            # Not the product's own `name`: related fields are computed one by one while others are computed.
            values = [one.product_template_attribute_value_ids.product_attribute_value_id for one in translated]
            product.search_text = build_text(
                [product.default_code, product.barcode, *product.product_uom_ids.mapped("barcode")],
                [one.product_tmpl_id.name for one in translated],
                [" ".join(names) for one in values if (names := one.mapped("name"))],
            )
        self.env["torg.search.word"]._learn(self.mapped("search_text"))

    @api.model
    def _get_search_languages(self):
        """Return the languages in which products are found; None is the one they were written in."""
        return [None, *(code for code, _name in self.env["res.lang"].get_installed())]

    # === BUSINESS METHODS === #

    @api.model
    def _find_by_text(self, text, domain=(), limit=20, offset=0):
        """Return the Found products that answer to `text`, within `domain` and the rights of the user.

        All words have to be there, in any order, anywhere in the name (of any language), the article, the barcodes or
        the attributes. First the product whose code it is, then codes and names that begin so, then the names that say
        least besides. When there is nothing, the text is read as typed with the other keyboard layout, then with
        slips of the finger.
        """
        asked = parse(text)
        if not asked.tokens:
            return self._find_all(domain, limit, offset) if not (text or "").strip() else Found([], 0, "written")
        self.flush_model(["search_text"])
        for reading in ("written", "layout", "typo"):
            condition = getattr(self, f"_get_{reading}_condition")(asked)
            found = condition and self._read_found(asked, reading, condition, domain, limit, offset)
            if found and found.total:
                return found
        return Found([], 0, "written")

    def _find_all(self, domain, limit, offset):
        query = self._search(domain, limit=limit, offset=offset, order="default_code, id")
        return Found(list(query), self.search_count(domain), "all")

    def _read_found(self, asked, reading, condition, domain, limit, offset):
        query = self._search(domain)
        if query.is_empty():
            return None
        query.add_where(condition)
        rows = self._read_ranked(asked, query, limit, offset)
        if not rows and offset:
            rows = self._read_ranked(asked, query, 1, 0)
            return Found([], rows[0][2] if rows else 0, reading)
        shown = self._get_shown_text(asked, rows[0][1]) if rows and reading == "layout" else ""
        return Found([row[0] for row in rows], rows[0][2] if rows else 0, reading, shown)

    def _read_ranked(self, asked, query, limit, offset):
        """Return rows (id, text, number of all) in order.

        A word that stands in half of the names would have fifty thousand products to order at every keystroke: only a
        pool is ordered, with the products whose code or name begins with the text in it whatever else there is.

        Plain SQL: the ORM cannot order a pool that it has limited before.
        """
        columns = SQL.identifier(self._table, "id"), SQL.identifier(self._table, "search_text")
        query.limit = POOL
        begun = []
        exact, codes, names = self._get_beginnings(asked)
        for starts in (exact, codes + names):
            part = copy(query)
            begun_so = SQL("%s LIKE ANY(%s)", self._search_column(), starts)
            is_full = SQL("(SELECT count(*) FROM found) >= %s", POOL)
            part._where_clauses = [*query._where_clauses, begun_so, is_full]
            begun.append(SQL("(%s)", part.select(*columns)))
        # sql: two materialised steps keep the trigram index in use; the ORM has no word for them
        return self.env.execute_query(
            SQL(
                "WITH found AS MATERIALIZED (%s), pool AS MATERIALIZED (SELECT * FROM found UNION %s) "
                "SELECT id, search_text, LEAST(%s, (SELECT count(*) FROM pool)) "
                "FROM pool ORDER BY %s LIMIT %s OFFSET %s",
                query.select(*columns),
                SQL(" UNION ").join(begun),
                POOL,
                self._get_search_order(asked),
                limit,
                offset,
            )
        )

    def _search_column(self):
        return SQL.identifier(self._table, "search_text")

    # === READINGS OF THE TEXT === #

    def _get_written_condition(self, asked):
        return self._match(asked.words) if asked.words else None

    def _get_layout_condition(self, asked):
        if asked.words == asked.other_words:
            return None
        return SQL(" AND ").join(self._match_either(token, self._match) for token in asked.tokens)

    def _get_typo_condition(self, asked):
        meant = self.env["torg.search.word"]._get_meant({*asked.words, *asked.other_words})
        if not any(meant.values()):
            return None

        def match(words):
            return SQL("(%s)", SQL(" AND ").join(self._match_any([word, *meant.get(word, [])]) for word in words))

        return SQL(" AND ").join(self._match_either(token, match) for token in asked.tokens)

    def _match_either(self, token, match):
        ways = [match(words) for words in dict.fromkeys([token.words, token.other]) if words]
        return SQL("(%s)", SQL(" OR ").join(ways))

    def _match(self, words):
        column = self._search_column()
        return SQL("(%s)", SQL(" AND ").join(SQL("%s LIKE %s", column, search_query.pattern(word)) for word in words))

    def _match_any(self, words):
        return SQL("%s LIKE ANY(%s)", self._search_column(), [search_query.pattern(word) for word in words])

    # === ORDER === #

    def _get_beginnings(self, asked):
        """Return lists of patterns: the code is exactly this, the code begins so, a name begins so."""
        readings = list(dict.fromkeys(words for words in (asked.words, asked.other_words) if words))
        codes = ["".join(words).replace(".", "") for words in readings]
        names = [f"%| {' '.join(words)}%" for words in readings]
        return [f"%|{code}|%" for code in codes], [f"%|{code}%" for code in codes], names

    def _get_search_order(self, asked):
        """Among texts that hold all the words the shorter is the more similar: no need to compute similarity."""
        exact, codes, names = self._get_beginnings(asked)
        return SQL(
            "CASE WHEN search_text LIKE ANY(%(exact)s) THEN 0 WHEN search_text LIKE ANY(%(codes)s) THEN 1 "
            "WHEN search_text LIKE ANY(%(names)s) THEN 2 WHEN search_text LIKE ALL(%(starts)s) THEN 3 ELSE 4 END, "
            "length(search_text), id",
            exact=exact,
            codes=codes,
            names=names,
            starts=[f"% {word}%" for word in asked.words],
        )

    def _get_shown_text(self, asked, found_text):
        """Return the words in the layout in which the first product has them."""
        return " ".join(
            word
            for token in asked.tokens
            for word in (
                token.words if token.words and all(word in found_text for word in token.words) else token.other
            )
        )
