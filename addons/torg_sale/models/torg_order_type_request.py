from odoo import api, models
from odoo.exceptions import UserError


class TorgOrderType(models.Model):
    """The type of requests: orders that have no goods yet."""

    _inherit = "torg.order.type"

    def write(self, vals):
        """Override of torg_sale: channels and the first line of goods look for the type of requests."""
        if "code" in vals or vals.get("active") is False:
            self._refuse_request_type()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_request_type(self):
        self._refuse_request_type()

    def _refuse_request_type(self):
        if self & self._get_request_type():
            raise UserError(self.env._("Requests need this type: it keeps its code and stays."))

    # === BUSINESS METHODS === #

    @api.model
    def _get_request_type(self):
        """Return the type of requests without goods; empty while the addon is being installed."""
        # Not env.ref: it asks the database each time whether the record is still there.
        lookup = self.env["ir.model.data"]._xmlid_to_res_id
        return self.browse(lookup("torg_sale.torg_order_type_request", raise_if_not_found=False) or ())

    @api.model
    def _find_for(self, partner, source):
        """Override of torg_sale: only a source makes requests, neither a customer nor the lack of another type."""
        kind, requests = super()._find_for(partner, source), self._get_request_type()
        if kind != requests or source and source in kind.source_ids:
            return kind
        return self._find_for_goods(partner, source)

    @api.model
    def _find_for_goods(self, partner, source):
        """Return the type of an order with goods: what a request of `partner` from `source` becomes."""
        kinds = self._get_all() - self._get_request_type()
        kind = "company" if partner.commercial_partner_id.is_company else "person"
        own = partner.commercial_partner_id.order_type_id
        return (
            (kinds.filtered(lambda item: source and source in item.source_ids)[:1])
            or (own & kinds)
            or kinds.filtered(lambda item: item.customer_kind == kind)[:1]
            or kinds[:1]
        )
