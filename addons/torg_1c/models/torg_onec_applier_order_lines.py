from odoo import models

from odoo.addons.torg_1c.tools.kinds import OFFER
from odoo.addons.torg_1c.tools.order_lines import differs, kept_sums, merged, sums


class TorgOnecApplier(models.AbstractModel):
    """Lines as 1C wants them: of an order it has accepted its word counts; what both changed is kept as a conflict.

    Goods that the customer already has are a fact: 1C's smaller quantity is a conflict too, and they come back as a
    return only.
    """

    _inherit = "torg.onec.applier"

    def _apply_order_lines(self, work, part, record):
        """Bring the lines to those of the document, as far as 1C has changed them since both knew the same."""
        told = part.told if part.told else part._tell_own_lines()
        if not differs(record.lines, told):
            return
        order, ours = part.order_id, part._get_own_sums()
        before, now = self._get_sums(work.endpoint, kept_sums(told)), self._get_sums(work.endpoint, sums(record.lines))
        if order.stage_id.is_final or order.state == "cancel":
            self._note_line_conflict(work, order, ours, now)
            return
        order._remember_channel("1c")
        changed = [key for key in {**before, **now} if not _same(before.get(key), now.get(key))]
        both = [
            key
            for key in changed
            if not _same(before.get(key), ours.get(key)) and not _same(ours.get(key), now.get(key))
        ]
        if both:
            self._note_line_conflict(work, order, ours, {key: now.get(key) for key in both})
        self._change_lines(work, part, {key: now.get(key) for key in changed}, ours)

    def _get_sums(self, endpoint, found):
        """Return these sums by the identifiers under which our lines are told: 1C may know goods by several."""
        products = self._get_products(endpoint, found)
        everything = self.env["product.product"].union(*products.values())
        names = self.env["torg.exchange.link"]._lookup_external(endpoint, OFFER, everything)
        return merged(found, {key: names[product.id] for key, product in products.items()})

    def _keep_handed_over(self, work, part, wanted, ours, products):
        """Tell a person what 1C would take from the customer; take out of ``wanted`` what cannot be changed at all."""
        held = {key for key, row in wanted.items() if key in ours and part._is_handed_over(products[key], row)}
        gone, new = _pair(wanted, ours)
        whole = {key for key in held if not part._is_open(products[key])}
        whole |= {key for old, key in zip(gone, new, strict=False) if old in whole}
        theirs = {key: wanted[key] for key in held | whole}
        self._note_line_conflict(
            work, part.order_id, {key: ours.get(key) for key in theirs}, theirs,
            self.env._("the customer has these goods"),
        )  # fmt: skip
        for key in whole:
            del wanted[key]

    def _change_lines(self, work, part, wanted, ours):
        """Bring lines to ``{key: Sum or None}``: what is gone and what is new, one against one, is a replacement."""
        products = self._get_products(work.endpoint, wanted)
        self._keep_handed_over(work, part, wanted, ours, products)
        gone, new = _pair(wanted, ours)
        for key, row in wanted.items():
            if key in ours and row is not None:
                part._get_lines_of(products[key])._set_onec_sum(row)
        for old_key, key in zip(gone, new, strict=False):
            part._replace_line(part._get_lines_of(products[old_key]), products[key], wanted[key])
        for key in gone[len(new) :]:
            part._get_lines_of(products[key])._drop_for_onec()
        for key in new[len(gone) :]:
            part._add_line(products[key], wanted[key])
        self._note_difference(work, part.order_id, ours, wanted, products)

    def _get_products(self, endpoint, keys):
        found = self.env["torg.exchange.link"]._lookup(endpoint, OFFER, list(keys))
        return {key: self.env["product.product"].browse(res_id) for key, res_id in found.items()}

    def _note_difference(self, work, order, ours, wanted, products):
        difference = {
            products[key].display_name: [_show(ours.get(key)), _show(row)]
            for key, row in wanted.items()
            if key in products and not _same(ours.get(key), row)
        }
        if difference:
            work.change("changed", order, difference, self.env._("lines as 1C has them"))

    def _note_line_conflict(self, work, order, ours, theirs, reason=None):
        keys = [key for key in {**ours, **theirs} if not _same(ours.get(key), theirs.get(key))]
        products = self._get_products(work.endpoint, keys)
        difference = {
            products[key].display_name if key in products else "#".join(key): [
                _show(ours.get(key)),
                _show(theirs.get(key)),
            ]
            for key in keys
        }
        if difference:
            work.change("conflict", order, difference, reason or self.env._("both sides changed these lines"))


def _pair(wanted, ours):
    """Return keys of what is gone and of what is new."""
    gone = [key for key, row in wanted.items() if row is None and key in ours]
    return gone, [key for key, row in wanted.items() if row is not None and key not in ours]


def _same(one, other):
    return one is other or (one is not None and other is not None and one.same(other))


def _show(row):
    return f"{row.quantity:f} = {row.total:f}" if row else "—"
