from odoo import models

from odoo.addons.torg_1c.tools.kinds import ORDER
from odoo.addons.torg_1c.tools.records import filled
from odoo.addons.torg_1c.tools.work import UNCHANGED

from .torg_onec_applier_orders import mentioned


class TorgOnecApplier(models.AbstractModel):
    """An order that one base has brought, and another has by an exchange of their own, is here already."""

    _inherit = "torg.onec.applier"

    def _leave_out_known_elsewhere(self, work, records):
        """Return the records that no other base has brought or been given, by identifier or by our number."""
        known = self._find_known_elsewhere(work, records)
        rest = []
        for record in records:
            part = next((known[key] for key in (record.id, *mentioned(record)) if key in known), None)
            if not part:
                rest.append(record)
                continue
            text = self.env._(
                "%(order)s is known from %(base)s already: what %(endpoint)s tells of it was left out.",
                order=part.order_id.name,
                base=part.endpoint_id.name,
                endpoint=work.endpoint.name,
            )
            work.issue("order_of_another_base", text, None, "note", where=filled(record.number) or record.id)
            work.count("OrderRec", UNCHANGED)
        return rest

    def _find_known_elsewhere(self, work, records):
        """Return ``{identifier or number: part}`` of documents of other bases."""
        others = work.endpoint._get_other_bases()
        ids = [record.id for record in records if record.id]
        numbers = [number for record in records for number in mentioned(record)]
        if not others or not (ids or numbers):
            return {}
        Part = self.env["torg.onec.order.part"]
        base = [("endpoint_id", "in", others)]
        parts = Part.search([*base, "|", ("uuid", "in", ids), ("number", "in", numbers)])
        links = self.env["torg.exchange.link"].search([*base, ("kind", "=", ORDER), ("external_id", "in", ids)])
        linked = {link.external_id: Part.browse(link.res_id) for link in links}
        found = {part.uuid: part for part in parts} | {part.number: part for part in parts if part.number in numbers}
        return found | {key: part for key, part in linked.items() if part.exists()}
