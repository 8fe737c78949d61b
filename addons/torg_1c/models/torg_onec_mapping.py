from odoo import api, fields, models


class TorgOnecMapping(models.AbstractModel):
    """Something that 1C names by its identifier and that a person says what it is here.

    Nothing is matched by name. What is not mapped yet stands first; rows about it wait and are applied by themselves as
    soon as somebody says what it is.
    """

    _name = "torg.onec.mapping"
    _description = "Mapping of a name in 1C"
    _order = "is_mapped, endpoint_id, name, id"

    _link_kind = None  # kind of the link, which is what rows wait for, too
    _target_field = None  # many2one to the record of the suite it is
    _target_value = None  # `target` of what has such a record

    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint",
        string="1C base",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    external_id = fields.Char("Identifier in 1C", required=True, readonly=True)
    name = fields.Char("Name in 1C", readonly=True)
    is_mapped = fields.Boolean(compute="_compute_is_mapped", store=True)
    waiting_count = fields.Integer("Rows Waiting", compute="_compute_waiting_count")

    @api.depends(lambda self: [self._target_field] if self._target_field else [])
    def _compute_target(self):
        """Choosing a record maps to it, taking it away unmaps; anything else a person said stays."""
        for mapping in self:
            if mapping[self._target_field]:
                mapping.target = self._target_value
            elif not mapping.target or mapping.target == self._target_value:
                mapping.target = "unmapped"

    @api.depends("target")
    def _compute_is_mapped(self):
        for mapping in self:
            mapping.is_mapped = mapping.target != "unmapped"

    @api.depends("name", "external_id")
    def _compute_display_name(self):
        for mapping in self:
            mapping.display_name = mapping.name or mapping.external_id

    def _compute_waiting_count(self):
        groups = self.env["torg.onec.parked"]._read_group(
            [
                ("endpoint_id", "in", self.endpoint_id.ids),
                ("waits_kind", "=", self._link_kind),
                ("waits_id", "in", self.mapped("external_id")),
            ],
            ["endpoint_id", "waits_id"],
            ["__count"],
        )
        counts = {(endpoint.id, waits_id): count for endpoint, waits_id, count in groups}
        for mapping in self:
            mapping.waiting_count = counts.get((mapping.endpoint_id.id, mapping.external_id), 0)

    def write(self, vals):
        """Override: whatever waited for the mapping is applied, or dropped where the person does not want it."""
        res = super().write(vals)
        if {"target", self._target_field} & vals.keys():
            for mapping in self:
                mapping._settle_mapping()
        return res

    # === BUSINESS METHODS === #

    def _map(self, work, vals):
        """Map inside a run: what waits is applied by the run itself."""
        super().write(vals)  # pylint: disable=super-method-mismatch  # our own write would start a run
        self._link_target()
        work.linked[self._link_kind].add((self.external_id, ""))

    def _settle_mapping(self):
        """Link the record, and let what waits go on."""
        self._link_target()
        key = (self.external_id, "")
        # sudo: waiting rows are written by verbs alone
        env = self.sudo().env
        if self.target == "ignored":
            env["torg.onec.parked"]._take(self.endpoint_id, {self._link_kind: {key}})
        elif self.is_mapped:
            env["torg.onec.parked"]._replay(self.endpoint_id, self._link_kind, {key})

    def _link_target(self):
        """Let everybody who asks for the identifier find the record."""
        if target := self[self._target_field]:
            # sudo: links are written by verbs alone
            links = self.env["torg.exchange.link"].sudo()
            links._link(self.endpoint_id, self._link_kind, {(self.external_id, ""): target})
        else:
            self._find_links().unlink()

    def _find_links(self):
        # sudo: links are written by verbs alone
        return self.env["torg.exchange.link"].sudo().search(
            [
                ("endpoint_id", "=", self.endpoint_id.id),
                ("kind", "=", self._link_kind),
                ("external_id", "=", self.external_id),
            ]
        )  # fmt: skip

    @api.model
    def _get_known(self, endpoint, ids):
        """Return ``{identifier: mapping}``; of what 1C has not introduced there is a mapping without a name."""
        known = self._find(endpoint, ids)
        if missing := sorted(set(ids) - known.keys()):
            made = self.create([self._prepare_mapping_vals(endpoint, external_id) for external_id in missing])
            known |= dict(zip(missing, made, strict=True))
        return known

    def _find(self, endpoint, ids):
        found = self.search([("endpoint_id", "=", endpoint.id), ("external_id", "in", list(ids))])
        return {mapping.external_id: mapping for mapping in found}

    def _prepare_mapping_vals(self, endpoint, external_id):
        """Return the values of a mapping nobody has decided about; what is linked already is mapped by that."""
        return {"endpoint_id": endpoint.id, "external_id": external_id}

    @api.model
    def _introduce(self, work, kind, told):
        """Create or rename the mappings that a message tells about; return ``{identifier: mapping}``.

        :param str kind: name of the class of records, for the counts
        :param dict told: ``{identifier: values told}``
        """
        before = set(self._find(work.endpoint, told))
        known = self._get_known(work.endpoint, told)
        for external_id, vals in told.items():
            mapping = known[external_id]
            changed = {
                name: value
                for name, value in vals.items()
                if mapping._fields[name].convert_to_write(mapping[name], mapping) != value
            }
            if changed:
                mapping.write(changed)
            is_new = external_id not in before
            work.count(kind, "created" if is_new else "changed" if changed else "unchanged")
        return known
