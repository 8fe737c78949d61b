from odoo import models
from odoo.fields import Command

from odoo.addons.torg_1c.tools.kinds import WAREHOUSE
from odoo.addons.torg_1c.tools.records import filled

from .torg_onec_applier_order_money import number_of


class TorgOnecApplier(models.AbstractModel):
    """Goods that came back as 1C tells: once, whether they came back here before or are known from 1C alone."""

    _inherit = "torg.onec.applier"

    def _get_answer_steps(self):
        """Override of torg_1c: what has left may come back."""
        steps = super()._get_answer_steps()
        steps.insert(steps.index("_apply_order_shipments") + 1, "_apply_order_returns")
        return steps

    def _apply_order_returns(self, work, part, record):
        """Register the returns that stand below an order, and take note of those that 1C has withdrawn."""
        self._note_withdrawn(work, part, record)
        if part._is_past():
            self._keep_past("torg.order.return", self._get_past_returns(work.endpoint, part, record))
            return
        standing, void = self._get_returns(part, record), self._get_returns(part, record, withdrawn=True)
        for key, document in standing.items():
            if not part._is_return_known(key, number_of(document), document.date, {*standing, *void}):
                self._apply_return(work, part, key, document)

    def _get_returns(self, part, record, withdrawn=False):
        """Return `{key: document}` of the returns of an order that stand in 1C, or that do not stand any more."""
        found = {}
        for document in record.children:
            void = document.is_void
            if document.operation_code == "return" and void == withdrawn and (void or filled(document.lines, ())):
                found[part._get_event_id(number_of(document), document.date)] = document
        return found

    def _note_withdrawn(self, work, part, record):
        """A return that 1C has withdrawn stays here: where the goods are a person knows, and is told once."""
        gone, standing = self._get_returns(part, record, withdrawn=True), self._get_returns(part, record)
        for key in part._note_withdrawn_returns(gone, standing):
            text = self.env._(
                "%(order)s: 1C has withdrawn the return %(number)s. Here the goods have come back, and the customer "
                "need not pay for them: if he has them after all, ship them to him once more.",
                order=part.order_id.name,
                number=filled(gone[key].number_1c) or filled(gone[key].number) or key,
            )
            work.issue("return_withdrawn", text, gone[key], "note", where=key)

    def _get_past_returns(self, endpoint, part, record):
        """Return `{key: values}` of returns of an order of the past: no goods move."""
        rows = {}
        for key, document in self._get_returns(part, record).items():
            pieces = self._get_pieces(endpoint, document)
            quantities, _too_many = self._get_returned(part, pieces, "product_uom_qty")
            rows[key] = {
                "order_id": part.order_id.id,
                "date": endpoint._to_utc(filled(document.date)) or part.order_id.date_order,
                "line_ids": [
                    Command.create({"order_line_id": line.id, "quantity": told, "amount": line._get_part_total(told)})
                    for line, told in quantities.items()
                ],
            }
        return {key: vals for key, vals in rows.items() if vals["line_ids"]}

    def _apply_return(self, work, part, key, document):
        """Take off what had come back here before; the rest comes back now. What the customer never had is told."""
        wanted, here, known = self._get_pieces(work.endpoint, document), part._get_unbooked_returns(), {}
        for product_id, pieces in wanted.items():
            if taken := min(pieces, max(here[product_id], 0)):
                known[product_id] = taken
                wanted[product_id] = pieces - taken
        quantities, too_many = self._get_returned(part, wanted)
        if too_many:
            self._note_foreign_return(work, part, key, document, too_many)
            return
        if known:
            part._book_what_came_back(key, known, work.formed_at)
        if quantities:
            self._register_return(work, part, key, document, quantities)

    def _register_return(self, work, part, key, document, quantities):
        order = part.order_id
        order._remember_channel("1c")
        store = self._get_store_of_return(work.endpoint, document)
        back = order._register_return(quantities, "1c", key, date=work.formed_at, store=store)
        if moment := work.endpoint._to_utc(filled(document.date)):
            # sudo: returns are written by their verb only; the stock goes by when 1C said it
            back.sudo().date = moment

    def _get_returned(self, part, wanted, had="qty_delivered"):
        """Return `{line: quantity}` that these pieces are of what the customer has, and the products he has not."""
        result, too_many = {}, self.env["product.product"]
        for product in self.env["product.product"].browse(wanted):
            left = wanted[product.id]
            for line in part._get_lines_of(product):
                pieces = min(left, line._get_pieces(line[had]))
                if product.uom_id.compare(pieces, 0) > 0:
                    result[line] = product.uom_id._compute_quantity(pieces, line.product_uom_id, round=False)
                    left -= pieces
            if product.uom_id.compare(left, 0) > 0:
                too_many |= product
        return result, too_many

    def _get_store_of_return(self, endpoint, document):
        """Return the store the document names; None: where the goods left."""
        keys = [(place.id, "") for place in filled(document.warehouses, ()) if place.id]
        found = self.env["torg.exchange.link"]._lookup(endpoint, WAREHOUSE, keys) if keys else {}
        return self.env["stock.warehouse"].browse(found.values())[:1] or None

    def _note_foreign_return(self, work, part, key, document, products):
        text = self.env._(
            "%(order)s: 1C tells of a return of goods that the customer does not have: %(goods)s. It is applied when "
            "1C has told of their shipment and tells of the return once more.",
            order=part.order_id.name,
            goods=", ".join(products.mapped("display_name")),
        )
        work.issue("return_refused", text, document, where=key)
