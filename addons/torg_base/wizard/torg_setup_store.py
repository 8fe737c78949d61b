from odoo import Command, api, fields, models


class TorgSetup(models.TransientModel):
    """Step “Stores”: a list of names and addresses becomes warehouses."""

    _inherit = "torg.setup"

    store_ids = fields.One2many(
        "torg.setup.store", "setup_id", "Stores", default=lambda self: self._default_store_ids()
    )

    def _default_store_ids(self):
        warehouses = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)])
        return [Command.create(self.env["torg.setup.store"]._prepare_vals(warehouse)) for warehouse in warehouses]

    @api.model
    def _get_steps(self):
        """Override to add the stores."""
        stores = {
            "code": "stores",
            "sequence": 20,
            "title": self.env._("Stores and warehouses"),
            "text": self.env._("Where goods are kept, sold and handed out."),
            "icon": "fa-map-marker",
        }
        return [*super()._get_steps(), stores]

    def _apply_stores(self):
        """Rename the warehouses that are there and create those that are not."""
        for store in self.store_ids:
            store._apply()


class TorgSetupStore(models.TransientModel):
    _name = "torg.setup.store"
    _description = "Store of the First-Start Wizard"
    _order = "sequence, id"
    _transient_max_hours = 24.0

    setup_id = fields.Many2one("torg.setup", required=True, ondelete="cascade")
    sequence = fields.Integer(default=100)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    name = fields.Char(required=True)
    street = fields.Char("Address")

    @api.model
    def _prepare_vals(self, warehouse):
        """Return the values of the row that stands for a warehouse."""
        own_address = warehouse.partner_id != warehouse.company_id.partner_id
        return {
            "warehouse_id": warehouse.id,
            "sequence": warehouse.sequence,
            "name": warehouse.name,
            "street": warehouse.partner_id.street if own_address else False,
        }

    def _apply(self):
        """Write the row into its warehouse, creating it when there is none."""
        company = self.setup_id.company_id
        vals = {"name": self.name, "sequence": self.sequence}
        if not self.warehouse_id:
            vals |= {"code": self._get_free_code(), "company_id": company.id}
            self.warehouse_id = self.env["stock.warehouse"].create(vals)
        else:
            self.warehouse_id.write(vals)
        self._apply_address(company)

    def _apply_address(self, company):
        """A store gets an address of its own under the company, so that deliveries and maps find it."""
        address = self.warehouse_id.partner_id
        vals = {"name": self.name, "street": self.street}
        if address and address != company.partner_id:
            address.write(vals)
        elif self.street:
            vals |= {"parent_id": company.partner_id.id, "type": "other", "company_id": company.id}
            self.warehouse_id.partner_id = self.env["res.partner"].create(vals)

    def _get_free_code(self):
        """Return the first of S1, S2 … that no warehouse of the company has: codes begin the numbers of documents."""
        domain = [("company_id", "=", self.setup_id.company_id.id)]
        taken = set(self.env["stock.warehouse"].with_context(active_test=False).search(domain).mapped("code"))
        return next(code for number in range(1, 10**4) if (code := f"S{number}") not in taken)
