from odoo import models

from odoo.addons.torg_stock.tools.figures import Figure


class TorgApiKey(models.Model):
    """Prices and stock that a site tells, by the verbs every exchange uses."""

    _inherit = "torg.api.key"

    # === PRICES === #

    def _load_prices(self, rows, applied, one=None):
        """Bring prices into force, at once; what does not differ changes nothing.

        :param rows: pairs (line, schemas.bulk.PriceRow); of one price told twice the last counts
        :param one: the torg.api.import they are a part of: its revisions stay open for the next part
        """
        products = self._find_named_products(rows, applied)
        types = self._find_price_types(rows, applied)
        told = {}
        for line, row in rows:
            if line in products and row.price_type in types:
                price = None if row.price is None else float(row.price)
                told.setdefault(types[row.price_type], {})[products[line].id, row.from_quantity] = price
        for price_type, prices in told.items():
            self._append_prices(price_type, prices, applied, one)

    def _append_prices(self, price_type, prices, applied, one):
        endpoint = self._get_endpoint()
        revisions = dict((one and one.memory) or {})
        revision = self.env["torg.price.revision"].browse(revisions.get(str(price_type.id), ()))
        revision, counts = price_type._append_external_prices(endpoint, revision, prices)
        applied.changed += counts["applied"]
        applied.unchanged += counts["unchanged"]
        if revision and not one:
            self._close_revision(revision)
        elif revision:
            one.memory = {**revisions, str(price_type.id): revision.id}

    def _find_price_types(self, rows, applied):
        """Return `{code: price type}` that the site may tell; note the rows of others."""
        codes = {row.price_type for _line, row in rows}
        domain = [("code", "in", list(codes)), ("company_id", "in", (False, self.company_id.id))]
        known = {row.code: row for row in self.env["torg.price.type"].search(domain)}
        elsewhere = {
            code: row.endpoint_id.name
            for code, row in known.items()
            if row.owner == "external" and row.endpoint_id != self._get_endpoint()
        }
        for line, row in rows:
            if row.price_type not in known:
                applied.refuse(line, "/price_type", "not_found", self.env._("There is no such price type."))
            elif row.price_type in elsewhere:
                text = self.env._(
                    "These prices are kept in “%(system)s”: change them there.", system=elsewhere[row.price_type]
                )
                applied.refuse(line, "/price_type", "kept_elsewhere", text)
        return {code: row for code, row in known.items() if code not in elsewhere}

    def _close_revisions(self, one):
        """The last part of a file is loaded."""
        for number in (one.memory or {}).values():
            self._close_revision(self.env["torg.price.revision"].browse(number))

    def _close_revision(self, revision):
        revision._finish_publication()
        if revision.price_type_id.owner == "here":
            revision._emit_event("price.revision")  # the accounting system does not know these prices yet

    # === STOCK === #

    def _load_stock(self, rows, applied, one=None, formed_at=None):
        """Take figures of stores that the site keeps; what does not differ changes nothing.

        :param rows: pairs (line, schemas.bulk.StockRow)
        :param formed_at: when they were counted; when the file came unless told
        """
        products = self._find_named_products(rows, applied)
        stores = self._find_kept_stores(rows, applied)
        taken = [(line, row) for line, row in rows if line in products and row.store in stores]
        taken = self._refuse_uncountable(taken, products, applied)
        figures = {
            (stores[row.store].id, products[line].id): Figure(
                stores[row.store].id, products[line].id, on_hand=row.on_hand, reserved=row.reserved
            )
            for line, row in taken
        }
        if not figures:
            return
        told = self.env["stock.warehouse"].union(*(stores[row.store] for _line, row in taken))
        formed_at = formed_at or (one and one.create_date) or None
        load = told._load_figures(list(figures.values()), "delta", formed_at, endpoint=self._get_endpoint())
        applied.changed += load.changed_count
        applied.unchanged += len(figures) - load.changed_count

    def _refuse_uncountable(self, rows, products, applied):
        """Leave out goods whose stock cannot be told from outside."""
        taken = []
        for line, row in rows:
            product = products[line]
            if product.is_storable and product.tracking == "none":
                taken.append((line, row))
                continue
            text = self.env._("Its stock is not counted, or only by lots: nothing can be told about it.")
            applied.refuse(line, "/product", "not_counted", text)
        return taken

    def _find_kept_stores(self, rows, applied):
        """Return `{code: store}` of stores whose figures come from this site; note the rows of others."""
        codes = {row.store for _line, row in rows}
        stores = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id), ("code", "in", list(codes))]
        )
        refused = {code: ("not_found", self.env._("There is no such store.")) for code in codes}
        refused |= {store.code: self._judge_keeper(store) for store in stores}
        for line, row in rows:
            if refused[row.store]:
                applied.refuse(line, "/store", *refused[row.store])
        return {store.code: store for store in stores if not refused[store.code]}

    def _judge_keeper(self, store):
        """Return why the site may not tell about the store: (code, sentence), or nothing."""
        if store.stock_keeper != "external":
            text = self.env._("The stock of “%(store)s” is kept by Odoo.", store=store.name)
            return "kept_elsewhere", text
        last = self.env["torg.stock.load"].search(
            [("warehouse_ids", "in", store.ids), ("endpoint_id", "!=", False)], order="id desc", limit=1
        )
        keeper = last.endpoint_id
        if keeper and keeper.active and keeper != self._get_endpoint():
            text = self.env._("The stock of “%(store)s” is kept in “%(system)s”.", store=store.name, system=keeper.name)
            return "kept_elsewhere", text
        return None
