from odoo import api, fields, models

from odoo.addons.torg_1c.tools.records import filled

NUMBERED = "number:"  # begins the identifier of a document that came without one


class TorgOnecOrderPart(models.Model):
    """Documents made in 1C. It numbers them anew every year: their identifier tells them apart, or number and year."""

    _inherit = "torg.onec.order.part"

    events_key = fields.Char(
        readonly=True,
        help="What payments, shipments and returns are kept under where another document had the number before.",
    )

    @api.model
    def _create_born(self, vals_list):
        """Create the parts of documents made in 1C; what happens to those of one number is kept apart."""
        parts = [(vals["endpoint_id"], vals["number"]) for vals in vals_list]
        domain = [("endpoint_id", "in", [base for base, _number in parts])]
        domain += [("number", "in", [number for _base, number in parts])]
        taken = {(part.endpoint_id.id, part.number) for part in self.search(domain)}
        for key, vals in zip(parts, vals_list, strict=True):
            if key in taken:
                vals["events_key"] = vals["uuid"]
            taken.add(key)
        return self.create(vals_list)

    def _filter_told_by_number(self, record, links):
        """Return which of these parts made in 1C a record may be about that no identifier names.

        :param dict links: `{part id: (identifier, "")}`
        """
        year = get_year(record)
        return self.filtered(
            lambda part: (
                part._may_be_called(record.id, links)
                and year in (None, part.endpoint_id._to_onec_time(part.date_1c or part.order_id.date_order).year)
            )
        )

    def _may_be_called(self, told, links):
        """Return whether 1C may know the part by this identifier: one that has another is another document."""
        return not told or self.uuid.startswith(NUMBERED) and links.get(self.id, (told,))[0] == told


def get_year(record):
    """Return the year in which 1C has given the number of a document, None where it tells no date."""
    date = filled(record.date_1c) or filled(record.date)
    return date.year if date else None
