import uuid
from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.tools.kinds import OFFER
from odoo.addons.torg_1c.tools.records import PriceRevisionRec, PriceRowRec


class TorgPriceRevision(models.Model):
    """A revision as the document that 1C gets."""

    _inherit = "torg.price.revision"

    def _prepare_onec_document(self, endpoint, is_request=False):
        """Return the `PriceRevisionRec` of this revision for a 1C base.

        :raise UserError: the base does not know the kind of prices, or none of the goods
        """
        mapping = self._get_onec_mapping(endpoint)
        lines = self._get_onec_lines()
        keys = self.env["torg.exchange.link"]._lookup_external(endpoint, OFFER, lines.product_id)
        rows = tuple(line._prepare_onec_row(keys[line.product_id.id]) for line in lines if line.product_id.id in keys)
        if not rows:
            raise UserError(
                self.env._("%(endpoint)s knows none of the goods of this revision.", endpoint=endpoint.name)
            )
        unknown = lines.product_id.filtered(lambda product: product.id not in keys)
        return PriceRevisionRec(
            id=self._get_onec_uuid(),
            number=self.name,
            date=endpoint._to_onec_time(self.starts_at or self.approved_at or self.create_date),
            price_type_id=mapping.external_id,
            price_type_name=mapping.name or "",
            currency_code=self.currency_id.name,
            tax_included=mapping.tax == "included" if mapping.tax else None,
            comment=self.reason or "",
            is_request=is_request,
            is_void=self.state == "cancelled",
            rows=rows,
            left_out=tuple(unknown.mapped("display_name")),
        )

    def _get_onec_mapping(self, endpoint):
        mapping = endpoint._get_onec_price_type(self.price_type_id)
        if not mapping:
            raise UserError(
                self.env._(
                    "%(endpoint)s does not know the price type “%(type)s”: map it on the screen “Price Types of 1C”.",
                    endpoint=endpoint.name,
                    type=self.price_type_id.name,
                )
            )
        return mapping

    def _get_onec_lines(self):
        """Return the lines that change a price; those nothing changed are no news."""
        return self.line_ids.filtered(lambda line: line.state != "skipped").sorted("id")

    def _get_onec_uuid(self):
        """Return the identifier of the document: the same from this base whenever it is asked for."""
        # sudo: a parameter of the base
        base = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return str(uuid.uuid5(uuid.UUID(base), f"{self._name}/{self.id}"))


class TorgPriceRevisionLine(models.Model):
    """A line as a row of the document."""

    _inherit = "torg.price.revision.line"

    def _prepare_onec_row(self, key):
        price = None if self.restores_rule else Decimal(str(self.new_price))
        return PriceRowRec(*key, price, Decimal(str(self.min_quantity)))
