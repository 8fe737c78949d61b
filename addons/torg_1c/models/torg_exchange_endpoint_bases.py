from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from odoo.addons.torg_1c.tools.kinds import WAREHOUSE

# What is owned as a whole: the switch on the base → models whose fields it is about.
OWNED = {
    "onec_owns_products": ("product.template", "product.product"),
    "onec_owns_partners": ("res.partner", "res.partner.bank"),
}


class TorgExchangeEndpoint(models.Model):
    """Several 1C bases: what each of them owns, and which of them a store belongs to."""

    _inherit = "torg.exchange.endpoint"

    onec_owns_products = fields.Boolean(
        "Owns products", help="What other bases say of products that are here already is noted as a conflict."
    )
    onec_owns_partners = fields.Boolean(
        "Owns customers", help="What other bases say of customers who are here already is noted as a conflict."
    )
    onec_takes_foreign_orders = fields.Boolean(
        "Also orders made in other bases", help="Otherwise an order made in a 1C base goes to no other one."
    )
    onec_store_ids = fields.One2many("stock.warehouse", "onec_base_id", "Its stores")

    @api.constrains("onec_owns_products", "onec_owns_partners", "kind", "active")
    def _check_onec_owns(self):
        for switch in OWNED:
            owners = self.search([("kind", "=", "onec"), (switch, "=", True)])
            if len(owners) > 1 and owners & self:
                raise ValidationError(
                    self.env._("“%(what)s” can be said of one base only: %(bases)s.",
                               what=self._fields[switch]._description_string(self.env),
                               bases=", ".join(owners.mapped("name")))
                )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        """Override of torg_exchange: a further 1C base finds what the bases before it have brought."""
        self.env.registry.clear_cache()  # which bases there are is cached
        if self.search_count([("kind", "=", "onec")], limit=1):
            for vals in vals_list:
                if vals.get("kind") == "onec":
                    vals.setdefault("onec_match", "both")
        return super().create(vals_list)

    def write(self, vals):
        """Override of torg_exchange: who owns what is cached."""
        if vals.keys() & {*OWNED, "active", "kind"}:
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Override of torg_exchange: which bases there are is cached."""
        self.env.registry.clear_cache()
        return super().unlink()

    # === FIELDS === #

    @tools.ormcache("self.id")
    def _get_other_bases(self):
        """Return the ids of the other 1C bases."""
        return tuple(self.search([("kind", "=", "onec"), ("id", "!=", self.id)]).ids)

    @tools.ormcache("self.id", "model")
    def _get_fields_kept_here(self, model):
        """Override to add what another base owns: its values count, those of this one are compared."""
        names = super()._get_fields_kept_here(model)
        rows = self.env["torg.onec.owner"].search(
            [("keeper", "=", "base"), ("model", "=", model), ("endpoint_id.active", "=", True)]
        )
        mine = set(rows.filtered(lambda row: row.endpoint_id == self).field_id.mapped("name"))
        theirs = set(rows.filtered(lambda row: row.endpoint_id != self).field_id.mapped("name"))
        owner = self._get_owner_of(model)
        if owner and owner != self:
            theirs |= set(self.env[model]._fields) - mine
        return names | frozenset(theirs)

    def _get_owner_of(self, model):
        """Return the base that owns the fields of a model, empty when nobody has said so."""
        switch = next((name for name, owned in OWNED.items() if model in owned), None)
        return self.search([("kind", "=", "onec"), (switch, "=", True)], limit=1) if switch else self.browse()

    def _owns_cost(self):
        """Return whether this base says what products cost us; None where nobody has said who does."""
        models = OWNED["onec_owns_products"]
        known = [("field_id.name", "=", "standard_price"), ("model", "in", models), ("endpoint_id.active", "=", True)]
        rows = self.env["torg.onec.owner"].search([*known, "|", ("endpoint_id", "=", self.id), ("keeper", "=", "base")])
        if mine := rows.filtered(lambda row: row.endpoint_id == self):
            return set(mine.mapped("keeper")) == {"base"}
        owner = rows.endpoint_id[:1] or self._get_owner_of("product.product")
        return owner == self if owner else None

    def _get_known_elsewhere(self, records, others=None):
        """Return the ids of those records that belong to another base: nobody is set to own them, it knew them first.

        What two bases know and nobody owns belongs to the base that has known it longer.

        :param others: ids of the bases it may belong to, all the others unless told
        """
        others = self._get_other_bases() if others is None else others
        owned = any(records._name in names for names in OWNED.values())
        if not others or not owned or self._get_owner_of(records._name):
            return set()
        first = {}
        for link in self.env["torg.exchange.link"].search_fetch(
            [
                ("endpoint_id", "in", (self.id, *others)),
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
            ],
            ["endpoint_id", "res_id"],
            order="id",
        ):
            first.setdefault(link.res_id, link.endpoint_id.id)
        return {res_id for res_id, endpoint_id in first.items() if endpoint_id != self.id}

    # === ORDERS === #

    def _get_own_lines(self, lines):
        """Return those of these lines of orders that are for this base: of its company and of its stores.

        An order made in a 1C base goes to no other one unless that one is set to take it. What lies in a store that
        no base knows goes to the office.
        """
        self.ensure_one()
        if self.company_id:
            lines = lines.filtered(lambda line: line.order_id.company_id == self.company_id)
        foreign = lines.filtered(lambda line: line.order_id.onec_origin_id not in (self, self.browse()))
        rest, bases = lines - foreign, self._get_order_bases()
        if len(bases) > 1:
            known = self._get_bases_of_stores(rest.warehouse_id | rest.order_id.warehouse_id)
            office = bases.filtered("onec_owns_partners")[:1] or bases.sorted("id")[:1]
            rest = rest.filtered(
                lambda line: known.get((line.warehouse_id or line.order_id.warehouse_id).id, office) == self
            )
        return rest | foreign if self.onec_takes_foreign_orders else rest

    @api.model
    def _get_bases_of_stores(self, stores):
        """Return ``{store id: base that its orders go to}`` of the stores that a base taking orders knows.

        Of several bases that know a store it is the one the store belongs to.
        """
        bases = self._get_order_bases()
        links = self.env["torg.exchange.link"].search(
            [
                ("endpoint_id", "in", bases.ids),
                ("kind", "=", WAREHOUSE),
                ("res_model", "=", "stock.warehouse"),
                ("res_id", "in", stores.ids),
            ]
        )
        known = {}
        for link in links.sorted(lambda link: link.endpoint_id.id):
            known.setdefault(link.res_id, link.endpoint_id)
        # sudo: which base a store belongs to, whoever moves the order
        for store in stores.sudo():
            if store.onec_base_id in bases:
                known[store.id] = store.onec_base_id
        return known
