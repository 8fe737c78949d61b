from odoo import api, fields, models

from odoo.addons.torg_1c.tools.records import filled


class TorgOnecOrganisation(models.Model):
    """An organisation in whose name documents are made in a 1C base: is it ours, and are its orders wanted here.

    It is known by its identifier, or by its name where a base tells nothing else.
    """

    _name = "torg.onec.organisation"
    _description = "Organisation of 1C"
    _order = "endpoint_id, name, id"

    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", "1C base", required=True, readonly=True, ondelete="cascade", index=True
    )
    external_id = fields.Char("Identifier in 1C", required=True, readonly=True)
    name = fields.Char("Name in 1C", readonly=True)
    target = fields.Selection(
        [("taken", "Come here"), ("ignored", "Stay in 1C")],
        "Orders Made There",
        required=True,
        default="taken",
        help="Orders that were left out come when 1C tells of them again.",
    )
    is_ours = fields.Boolean("In Our Documents", compute="_compute_is_ours")

    _key_unique = models.UniqueIndex("(endpoint_id, external_id)")

    @api.depends("name", "external_id")
    def _compute_display_name(self):
        for organisation in self:
            organisation.display_name = organisation.name or organisation.external_id

    @api.depends("endpoint_id.onec_organisation_code", "endpoint_id.onec_organisation_name")
    def _compute_is_ours(self):
        for organisation in self:
            endpoint = organisation.endpoint_id
            named = endpoint.onec_organisation_code or endpoint.onec_organisation_name
            organisation.is_ours = bool(named) and named in (organisation.external_id, organisation.name)

    # === ACTIONS === #

    def action_use(self):
        """Orders from here are documents of this organisation from now on."""
        self.ensure_one()
        code = self.external_id if self.external_id != self.name else False
        self.endpoint_id.write({"onec_organisation_name": self.name, "onec_organisation_code": code})
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _meet(self, endpoint, documents):
        """Take note of the organisations that documents name."""
        named = {key_of(ref): ref.name for ref in map(_get_reference, documents) if ref}
        if named:
            missing = named.keys() - set(self._search_keys(endpoint, named).mapped("external_id"))
            self.create(
                [
                    {"endpoint_id": endpoint.id, "external_id": key, "name": filled(named[key]) or key}
                    for key in sorted(missing)
                ]
            )

    @api.model
    def _leave_out_unwanted(self, endpoint, documents):
        """Return the documents of organisations whose orders are wanted, and those that name none."""
        named = {id(document): key_of(ref) for document in documents if (ref := _get_reference(document))}
        rows = self._search_keys(endpoint, set(named.values())) if named else self
        unwanted = set(rows.filtered(lambda row: row.target == "ignored").mapped("external_id"))
        return [document for document in documents if named.get(id(document)) not in unwanted]

    def _search_keys(self, endpoint, keys):
        return self.search([("endpoint_id", "=", endpoint.id), ("external_id", "in", list(keys))])


def key_of(reference):
    """Return what an organisation is known by."""
    return filled(reference.id) or filled(reference.name)


def _get_reference(document):
    reference = filled(document.organisation)
    return reference if reference and key_of(reference) else None
