from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_stock.tools.figures import Figure


class TorgOnecRelink(models.Model):
    """Merging two records that are one, splitting one that is two. What is left over is archived, never deleted."""

    _inherit = "torg.onec.relink"

    @api.model
    def _merge(self, kept, dropped):
        """The links of one record go over to another, which it really is; return the row of the log."""
        kept.ensure_one(), dropped.ensure_one()
        if kept == dropped:
            raise UserError(self.env._("Choose two different records."))
        pairs = self._pair_variants(kept, dropped)
        self._check_one_base_each(pairs)
        moves = self._move_links({old: new for new, old in pairs})
        figures = self._prepare_figures(pairs)
        dropped.write({"active": False})
        variants = [[record._name, record.ids] for _new, record in pairs if record._name != dropped._name]
        row = self._put(
            "merge", dropped, kept, moves, archived=[[dropped._name, dropped.ids], *variants], figures=figures
        )
        row._move_figures()
        return row

    @api.model
    def _split(self, record, endpoint):
        """What a base means by a record is another thing: it gets a record of its own; return the row of the log."""
        record.ensure_one()
        links = self._find_links(record)
        if endpoint not in links.endpoint_id:
            raise UserError(
                self.env._("“%(base)s” does not know “%(name)s”.", base=endpoint.name, name=record.display_name)
            )
        if links.endpoint_id == endpoint and len(links.filtered(lambda link: link.kind == PARTNER)) < 2:
            raise UserError(self.env._("Only “%(base)s” knows this: there is nothing to split.", base=endpoint.name))
        name = self.env._("%(name)s (%(base)s)", name=record.name, base=endpoint.name)
        copied = record.with_context(active_test=False).copy({"name": name})
        pairs = self._pair_variants(copied, record)
        moves = self._move_links({old: new for new, old in pairs}, endpoint)
        row = self._put("split", record, copied, moves, figures=self._prepare_figures(pairs, endpoint))
        row._move_figures()
        return row

    @api.model
    def _follow(self, model, moved, note):
        """Links follow records that somebody has merged by other means, ``{record id before: after}``."""
        links = self.env["torg.exchange.link"].search([("res_model", "=", model), ("res_id", "in", list(moved))])
        for after, rows in links.grouped(lambda link: moved[link.res_id]).items():
            record = self.env[model].browse(after)
            moves = [(link, link.res_id, after) for link in rows]
            old = self.env[model].browse(rows[0].res_id)
            rows.write({"res_id": after, "content_hash": False})
            self._put("merge", old, record, moves, note=note)

    # === LINKS === #

    def _find_links(self, records, endpoint=None):
        domain = Domain("res_model", "=", records._name) & Domain("res_id", "in", records.ids)
        if endpoint:
            domain &= Domain("endpoint_id", "=", endpoint.id)
        return self.env["torg.exchange.link"].search(domain)

    def _move_links(self, pairs, endpoint=None):
        """Let links lead to other records, ``{before: after}``; return ``[(link, id before, id after)]``."""
        moves = []
        for old, new in pairs.items():
            for link in self._find_links(old, endpoint):
                moves.append((link, old.id, new.id))
                link.write({"res_id": new.id, "content_hash": False})
        return moves

    def _pair_variants(self, new, old):
        """Return ``[(new, old)]``: the records themselves and, of products, the variants that are each other's."""
        if new._name != "product.template":
            return [(new, old)]
        ours = new.with_context(active_test=False).product_variant_ids
        theirs = old.with_context(active_test=False).product_variant_ids
        linked = theirs.filtered(self._find_links) if len(theirs) > 1 else theirs
        pairs = [(new, old)]
        for variant in linked:
            same = ours if len(ours) == len(theirs) == 1 else ours.filtered(lambda one: _is_same(one, variant))  # noqa: B023
            if len(same) != 1:
                raise UserError(
                    self.env._(
                        "“%(variant)s” has no counterpart in “%(name)s”: make the characteristic there first.",
                        variant=variant.display_name,
                        name=new.display_name,
                    )
                )
            pairs.append((same, variant))
        return pairs

    def _check_one_base_each(self, pairs):
        """Two products or stores of one base stay two: their stock would be told twice."""
        for new, old in pairs:
            if new._name == "res.partner":
                continue
            both = self._find_links(new).endpoint_id & self._find_links(old).endpoint_id
            both = both.filtered(lambda endpoint: endpoint.kind == "onec")
            if both:
                self._refuse_two(both[0], new, old.display_name)

    @api.model
    def _check_free(self, endpoint, kind, record, name):
        """The same of a decision: what one item of a base is, another item of it is not.

        :param name: what the other is called there
        """
        if record._name != "res.partner" and self._find_links(record, endpoint).filtered(
            lambda link: link.kind == kind
        ):
            self._refuse_two(endpoint, record, name)

    def _refuse_two(self, endpoint, record, name):
        raise UserError(
            self.env._(
                "In “%(base)s” these are two: “%(first)s” and “%(second)s”. Join them there first.",
                base=endpoint.name,
                first=record.display_name,
                second=name,
            )
        )

    # === STOCK === #

    def _prepare_figures(self, pairs, endpoint=None):
        """Return what the stores of the bases whose links move have told, ``[store, before, after, figures]``."""
        products = {old.id: new.id for new, old in pairs if old._name == "product.product"}
        domain = Domain("product_id", "in", list(products))
        if endpoint:
            domain &= Domain("warehouse_id.onec_base_id", "=", endpoint.id)
        rows = self.env["torg.stock.figure"].search(domain) if products else self.env["torg.stock.figure"]
        return [
            [row.warehouse_id.id, row.product_id.id, products[row.product_id.id], _told(row)]
            for row in rows
            if any(_told(row).values()) and row.warehouse_id.stock_keeper == "external"
        ]

    def _move_figures(self, back=False):
        """The figures of stores go with the links, so that nothing waits for the next message of 1C."""
        figures = []
        for store_id, before, after, told in self.figures or ():
            source, target = (after, before) if back else (before, after)
            figures.append(Figure(store_id, source, **{name: 0.0 for name in told}))
            figures.append(Figure(store_id, target, **told))
        stores = self.env["stock.warehouse"].browse({figure.store_id for figure in figures}).exists()
        for store in stores.filtered(lambda store: store.stock_keeper == "external"):
            store._load_figures([figure for figure in figures if figure.store_id == store.id])


def _told(row):
    """What the keeper has told in a figure: free, or on hand with what is off it."""
    if row.basis == "free":
        return {"free": row.free}
    if row.basis == "on_hand":
        return {"on_hand": row.on_hand}
    return {"on_hand": row.on_hand, "reserved": row.reserved, "frozen": row.frozen}


def _is_same(one, other):
    """Whether two variants are each other's: by barcode, by article, or by their values."""
    for name in ("barcode", "default_code"):
        if one[name] and one[name] == other[name]:
            return True
    return bool(other.product_template_attribute_value_ids) and _values(one) == _values(other)


def _values(variant):
    values = variant.product_template_attribute_value_ids.product_attribute_value_id
    return {(value.attribute_id.name, value.name) for value in values}
