from odoo import models

from odoo.addons.torg_1c.tools.commerceml.names import SAY


class SaleOrder(models.Model):
    """What an order says to 1C beside its lines."""

    _inherit = "sale.order"

    def _prepare_onec_partner(self, ids):
        """Return the customer as a PartnerRec; `ids` are those of `_get_onec_ids`."""
        self.ensure_one()
        entity = self.partner_id.commercial_partner_id
        return entity._prepare_onec_record(ids[entity.id], self.partner_id, self.partner_shipping_id)

    def _prepare_onec_requisites(self, part):
        """Hook: return `[(name, value, key or None)]`, requisites of a document; 1C finds them by their exact names.

        An addon adds agreement and contract.
        """
        self.ensure_one()
        rows = [(SAY["site_number"], self.name, "site_number")]
        if self.carrier_id:
            rows.append((SAY["delivery_method"], self.carrier_id.name, "delivery_method"))
        if self.partner_shipping_id and not self.carrier_id.is_pickup:
            address = self.partner_shipping_id._display_address(without_company=True)
            rows.append((SAY["delivery_address"], " ".join(address.split("\n")).strip(), "delivery_address"))
        promised = part.endpoint_id._to_onec_time(self.commitment_date)
        if promised:
            rows.append(("Дата доставки", promised.replace(microsecond=0).isoformat(), "promised_date"))
        return rows
