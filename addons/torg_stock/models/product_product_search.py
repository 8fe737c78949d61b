from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools import search_query
from odoo.addons.torg_stock.tools.search_query import build_text, parse

LIKENESS = "0.3"  # of a word with a slip to the word meant: «вотка» is to «водка» 0.33
CANDIDATES = 200  # the most alike ones are compared letter by letter


class Found(NamedTuple):
    """The answer of the search.

    :param ids: one page of product ids, best first
    :param total: how many there are on all pages
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
        for reading in ("written", "layout"):
            condition = getattr(self, f"_get_{reading}_condition")(asked)
            found = condition and self._read_found(asked, reading, condition, domain, limit, offset)
            if found and found.total:
                return found
        return self._read_alike(asked, domain, limit, offset)

    def _find_all(self, domain, limit, offset):
        query = self._search(domain, limit=limit, offset=offset, order="default_code, id")
        return Found(list(query), self.search_count(domain), "all")

    def _read_found(self, asked, reading, condition, domain, limit, offset):
        query = self._search(domain)
        if query.is_empty():
            return None
        query.add_where(condition)
        total = SQL("count(*) OVER ()")
        query.order = self._get_search_order(asked)
        query.limit, query.offset = limit, offset
        rows = self.env.execute_query(query.select(SQL.identifier(self._table, "id"), total, self._search_column()))
        if not rows and offset:
            query.order = query.limit = query.offset = None
            ((count,),) = self.env.execute_query(query.select(SQL("count(*)")))
            return Found([], count, reading)
        shown = self._get_shown_text(asked, rows[0][2]) if rows and reading == "layout" else ""
        return Found([row[0] for row in rows], rows[0][1] if rows else 0, reading, shown)

    def _read_alike(self, asked, domain, limit, offset):
        condition = self._get_typo_condition(asked)
        query = self._search(domain)
        if not condition or query.is_empty():
            return Found([], 0, "written")
        query.add_where(condition)
        query.order, query.limit = self._get_typo_order(asked), CANDIDATES
        rows = self.env.execute_query(query.select(SQL.identifier(self._table, "id"), self._search_column()))
        ids = [product_id for product_id, text in rows if search_query.is_alike(asked, text)]
        return Found(ids[offset : offset + limit], len(ids), "typo" if ids else "written")

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
        if not self.pool.has_trigram or not any(len(word) > 3 for word in asked.words + asked.other_words):
            return None
        # How alike is alike enough for <% in this transaction.
        self.env.execute_query(SQL("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", LIKENESS))
        return SQL(" AND ").join(self._match_either(token, self._match_alike) for token in asked.tokens)

    def _match_either(self, token, match):
        ways = [match(words) for words in dict.fromkeys([token.words, token.other]) if words]
        return SQL("(%s)", SQL(" OR ").join(ways))

    def _match(self, words):
        column = self._search_column()
        return SQL("(%s)", SQL(" AND ").join(SQL("%s LIKE %s", column, search_query.pattern(word)) for word in words))

    def _match_alike(self, words):
        column = self._search_column()
        parts = []
        for word in words:
            ways = [SQL("%s LIKE %s", column, search_query.pattern(word))]
            if len(word) > 3:
                ways.append(SQL("%s <%% %s", word, column))
                ways.append(SQL("%s LIKE ANY(%s)", column, search_query.slips(word)))
            parts.append(SQL("(%s)", SQL(" OR ").join(ways)))
        return SQL("(%s)", SQL(" AND ").join(parts))

    # === ORDER === #

    def _get_search_order(self, asked):
        """Among texts that hold all the words the shorter is the more similar: no need to compute similarity."""
        column = self._search_column()
        readings = list(dict.fromkeys([asked.words, asked.other_words]))
        codes = list(dict.fromkeys("".join(words).replace(".", "") for words in readings))
        beginnings = [f"%| {' '.join(words)}%" for words in readings]
        return SQL(
            "CASE WHEN %(text)s LIKE ANY(%(codes)s) THEN 0 WHEN %(text)s LIKE ANY(%(code_starts)s) THEN 1 "
            "WHEN %(text)s LIKE ANY(%(beginnings)s) THEN 2 WHEN %(text)s LIKE ALL(%(starts)s) THEN 3 ELSE 4 END, "
            "length(%(text)s), %(id)s",
            text=column,
            codes=[f"%|{code}|%" for code in codes],
            code_starts=[f"%|{code}%" for code in codes],
            beginnings=beginnings,
            starts=[f"% {word}%" for word in asked.words],
            id=SQL.identifier(self._table, "id"),
        )

    def _get_typo_order(self, asked):
        column = self._search_column()
        likeness = [
            SQL(
                "GREATEST(%s)",
                SQL(", ").join(
                    SQL("word_similarity(%s, %s)", " ".join(words), column)
                    for words in dict.fromkeys([token.words, token.other])
                    if words
                ),
            )
            for token in asked.tokens
        ]
        table_id = SQL.identifier(self._table, "id")
        return SQL("%s DESC, length(%s), %s", SQL(" + ").join(likeness), column, table_id)

    def _get_shown_text(self, asked, found_text):
        """Return the words in the layout in which the first product has them."""
        return " ".join(
            word
            for token in asked.tokens
            for word in (
                token.words if token.words and all(word in found_text for word in token.words) else token.other
            )
        )
