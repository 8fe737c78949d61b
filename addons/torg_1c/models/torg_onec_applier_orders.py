import re

from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import ORDER
from odoo.addons.torg_1c.tools.order_lines import find_nonsense
from odoo.addons.torg_1c.tools.records import filled
from odoo.addons.torg_1c.tools.work import CHANGED

IN_COMMENT = re.compile(r"\[Номер (?:документа|заказа) на сайте:\s*([^\]]+?)\s*\]")
OTHER = "other"  # an operation that nobody here knows
OURS = (None, "order")  # a document without an operation is an order too


class TorgOnecApplier(models.AbstractModel):
    """Which document of 1C is which part: by our number, then its identifier, then our number in its comment.

    A number that 1C has given says nothing where there is an identifier: it comes again every year.
    """

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override of torg_1c to apply orders."""
        return super()._get_handlers() | {"OrderRec": "_apply_orders"}

    def _apply_orders(self, work, records):
        """Apply documents: answers about orders that are known, and orders made in 1C."""
        orders = [record for record in records if record.operation_code in OURS]
        self.env["torg.onec.organisation"]._meet(work.endpoint, orders)
        self._apply_other_documents(work, [record for record in records if record.operation_code not in OURS])
        known, new = self._find_parts(work.endpoint, orders), []
        for record in orders:
            parts, is_conflict = known(record)
            if nonsense := find_nonsense(record):
                self._refuse_nonsense(work, record, nonsense)
            elif is_conflict:
                self._refuse_conflict(work, record, parts)
            elif parts:
                work.count("OrderRec", CHANGED, int(self._apply_answer(work, parts, record)))
            elif filled(record.operation) and not record.operation_code:
                work.park(
                    record, "handler", (f"OrderRec:{OTHER}", "")
                )  # whatever it is, it does not call itself an order
            else:
                new.append(record)
        self._apply_new_orders(work, new)

    def _apply_other_documents(self, work, records):
        """Documents that are no orders are for the addon that handles `OrderRec:<operation>`, or wait for one."""
        handlers, told = self._get_handlers(), {}
        for record in records:
            told.setdefault(f"OrderRec:{record.operation_code}", []).append(record)
        for kind, rows in told.items():
            if kind in handlers:
                getattr(self, handlers[kind])(work, rows)
                continue
            for record in rows:
                work.park(record, "handler", (kind, ""))

    def _find_parts(self, endpoint, records):
        """Return a function of a record: its part, and whether number and identifier speak of different ones."""
        Part = self.env["torg.onec.order.part"]
        numbers = {number for record in records for number in (_number(record), *mentioned(record)) if number}
        ids = {record.id for record in records if record.id}
        links = self.env["torg.exchange.link"]
        linked = links._lookup(endpoint, ORDER, [(key, "") for key in ids])
        base = [("endpoint_id", "=", endpoint.id)]
        parts = Part.search([*base, "|", ("number", "in", list(numbers)), ("uuid", "in", list(ids))])
        parts |= Part.browse(linked.values()).exists()
        here, born = (parts.filtered(lambda part, made=made: part.origin == made) for made in ("here", "1c"))
        by_number, by_id = {part.number: part for part in here}, {part.uuid: part for part in parts}
        born_by_number = born.grouped("number")
        by_id |= {key[0]: Part.browse(res_id) for key, res_id in linked.items() if res_id in parts.ids}
        others = links._lookup_external(endpoint, ORDER, parts)

        def find(record):
            number, known = by_number.get(_number(record), Part), by_id.get(filled(record.id), Part)
            if known.number == _number(record):
                return known, False
            if not number and not known:
                number = born_by_number.get(_number(record), Part)._filter_told_by_number(record, others)
            if not number and not known:
                number = next((by_number[word] for word in mentioned(record) if word in by_number), Part)
            parts = number | known
            stranger = number and record.id and not known and others.get(number.id, (record.id,))[0] != record.id
            return parts, bool(stranger) or len(parts) > 1

        return find

    def _refuse_nonsense(self, work, record, nonsense):
        text = self.env._(
            "1C's document %(number)s tells what cannot be (%(what)s): correct it in 1C. Nothing of it was applied.",
            number=_number(record) or record.id,
            what=nonsense,
        )
        work.issue("order_nonsense", text, record, where=_number(record))

    def _refuse_conflict(self, work, record, parts):
        names = ", ".join(parts.mapped("number"))
        text = self.env._(
            "1C's document %(number)s (%(id)s) fits several orders by its number and its identifier: %(parts)s. "
            "Nothing of it was applied.",
            number=_number(record),
            id=filled(record.id, "—"),
            parts=names,
        )
        work.issue("order_conflict", text, record, where=_number(record))


def _number(record):
    return (filled(record.number) or "").strip() or (filled(record.number_1c) or "").strip()


def mentioned(record):
    """Numbers of ours that the document mentions."""
    return IN_COMMENT.findall(filled(record.comment) or "")
