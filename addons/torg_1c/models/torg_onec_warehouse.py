from itertools import chain, count

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.torg_1c.tools.kinds import WAREHOUSE


class TorgOnecWarehouse(models.Model):
    """A warehouse in 1C and the store it is here."""

    _name = "torg.onec.warehouse"
    _description = "Warehouse of 1C"
    _inherit = ["torg.onec.mapping"]

    _link_kind = WAREHOUSE
    _target_field = "warehouse_id"
    _target_value = "store"

    address = fields.Char("Address in 1C", readonly=True)
    target = fields.Selection(
        [("unmapped", "Not mapped"), ("store", "Store"), ("ignored", "Not wanted")],
        "Here It Is",
        required=True,
        compute="_compute_target",
        store=True,
        readonly=False,
        precompute=True,
    )
    warehouse_id = fields.Many2one("stock.warehouse", "Store", ondelete="restrict", index=True)
    stock_keeper = fields.Selection(related="warehouse_id.stock_keeper", string="Stock Is Kept by")
    base_id = fields.Many2one(
        "torg.exchange.endpoint",
        "Belongs to",
        compute="_compute_base_id",
        inverse="_inverse_base_id",
        domain="[('kind', '=', 'onec')]",
        help="The base that tells the stock of the store and gets its orders, when several know it.",
    )
    figures_at = fields.Datetime(related="warehouse_id.figures_at", string="Stock as of")

    _key_unique = models.UniqueIndex("(endpoint_id, external_id)")
    _store_unique = models.UniqueIndex(
        "(endpoint_id, warehouse_id) WHERE warehouse_id IS NOT NULL",
        "This store is another warehouse of this base already: its stock would be told twice.",
    )

    @api.constrains("target", "warehouse_id")
    def _check_warehouse_id(self):
        for mapping in self:
            if (mapping.target == "store") != bool(mapping.warehouse_id):
                raise ValidationError(self.env._("“%(name)s”: say which store it is here.", name=mapping.display_name))

    @api.depends("warehouse_id.onec_base_id")
    def _compute_base_id(self):
        for mapping in self:
            mapping.base_id = mapping.warehouse_id.onec_base_id

    def _inverse_base_id(self):
        for mapping in self.filtered("warehouse_id"):
            # sudo: who maps stores may not write them, here they choose only the base
            mapping.warehouse_id.sudo().onec_base_id = mapping.base_id

    # === ACTIONS === #

    def action_create_store(self):
        """Open a store whose stock 1C keeps, and map to it."""
        for mapping in self:
            if mapping.warehouse_id:
                raise UserError(self.env._("“%(name)s” has its store already.", name=mapping.display_name))
            mapping.write(mapping._create_store())
        return True

    def action_hand_over(self):
        """From now on 1C keeps the stock of the store; what is there stays until the next full message."""
        for mapping in self:
            if not mapping.warehouse_id:
                raise UserError(self.env._("“%(name)s”: say which store it is here.", name=mapping.display_name))
        # sudo: who maps stores may not write them, this button hands over only their stock
        self.warehouse_id.sudo().stock_keeper = "external"
        return True

    def action_ignore(self):
        """The stock of this warehouse is not wanted here."""
        self.write({"target": "ignored", "warehouse_id": False})
        return True

    # === BUSINESS METHODS === #

    def _link_target(self):
        """Override: a store belongs to the first base that knows it."""
        super()._link_target()
        self.warehouse_id._claim_for_base(self.endpoint_id)
        self._release_stores()

    def _release_stores(self):
        """A store that its base has given up belongs to the base that still knows it, if any."""
        # sudo: as `_claim_for_base`
        stores = self.env["stock.warehouse"].sudo().search([("onec_base_id", "=", self.endpoint_id.id)])
        mappings = self.env["torg.onec.warehouse"].search([("warehouse_id", "in", stores.ids)])
        linked = self.env["torg.exchange.link"]._lookup_external(self.endpoint_id, WAREHOUSE, stores)
        for store in stores.filtered(lambda store: store.id not in linked):
            rest = mappings.filtered(lambda row, store=store: row.warehouse_id == store)
            if self.endpoint_id not in rest.endpoint_id and store != self.endpoint_id.onec_default_store_id:
                store.onec_base_id = rest.sorted("id").endpoint_id[:1]

    def _prepare_mapping_vals(self, endpoint, external_id):
        vals = super()._prepare_mapping_vals(endpoint, external_id)
        known = self.env["torg.exchange.link"]._lookup(endpoint, WAREHOUSE, [(external_id, "")])
        store = self.env["stock.warehouse"].browse(known.get((external_id, ""))).exists()
        return vals | ({"target": "store", "warehouse_id": store.id} if store else {})

    def _create_store(self):
        """Open a store kept by 1C; return the values that map to it."""
        company = self.endpoint_id.company_id or self.env.company
        # sudo: who maps stores need not be a director, who alone opens them by hand
        stores = self.env["stock.warehouse"].sudo().with_company(company)
        vals = {"name": self._get_free_store_name(company), "stock_keeper": "external"}
        store = stores._create_stores([vals | ({"street": self.address} if self.address else {})])
        return {"target": "store", "warehouse_id": store.id}

    def _get_free_store_name(self, company):
        """Return the name in 1C; core allows a name once in a company, so a second one says whose it is."""
        # sudo: only which names are taken
        stores = self.env["stock.warehouse"].sudo().with_context(active_test=False)
        taken = set(stores.search([("company_id", "=", company.id)]).mapped("name"))
        names = (f"{self.display_name} ({self.endpoint_id.name}, {number})" for number in count(2))
        first = (self.display_name, f"{self.display_name} ({self.endpoint_id.name})")
        return next(name for name in chain(first, names) if name not in taken)
