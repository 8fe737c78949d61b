from itertools import count

from odoo import api, fields, models

ADDRESS_FIELDS = ("street", "city", "zip")


class StockWarehouse(models.Model):
    """What comes and changes together with a store: locations, routes, operations, the address."""

    _inherit = "stock.warehouse"

    hold_type_id = fields.Many2one("stock.picking.type", check_company=True, copy=False)
    show_operations = fields.Boolean(
        "Operations in the Overview",
        default=True,
        help="Show receipts, deliveries and transfers of this store in the inventory overview.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override of stock: who may open a store needs no rights on each thing that it brings along."""
        stores = super(StockWarehouse, self._as_owner("create")).create(vals_list)
        stores.filtered(lambda store: not store.show_operations)._apply_show_operations()
        return stores.with_env(self.env)

    def write(self, vals):
        """Override of stock: the same when core renames or archives all of it together."""
        stores = self._as_owner("write")
        result = super(StockWarehouse, stores).write(vals)
        if "show_operations" in vals:
            stores._apply_show_operations()
        return result

    def _as_owner(self, operation):
        """Return these stores with the rights that `operation` takes on everything that belongs to them."""
        self.check_access(operation)
        if self.env.user.has_group("torg_base.group_director"):
            # sudo: the right on the store was checked, its parts follow it
            return self.sudo()
        return self

    def _apply_show_operations(self):
        operations = self.env["stock.picking.type"].with_context(active_test=False)
        for shown, stores in self.grouped("show_operations").items():
            operations.search([("warehouse_id", "in", stores.ids)]).is_in_overview = shown

    # === OPERATION TYPE OF HOLDS === #

    def _get_picking_type_create_values(self, max_sequence):
        """Override of stock to add the operation of holds to those made with every warehouse."""
        values, next_sequence = super()._get_picking_type_create_values(max_sequence)
        values["hold_type_id"] = {
            "name": self.env._("Holds"),
            "code": "hold",
            "use_create_lots": False,
            "use_existing_lots": True,
            "default_location_src_id": self.lot_stock_id.id,
            "sequence": next_sequence,
            "sequence_code": "HOLD",
            "is_in_overview": False,
            "company_id": self.company_id.id,
        }
        return values, next_sequence + 1

    def _get_picking_type_update_values(self):
        """Override of stock: where holds take the goods from when the steps of the warehouse change."""
        values = super()._get_picking_type_update_values()
        return values | {"hold_type_id": {"default_location_src_id": self.lot_stock_id.id}}

    def _get_sequence_values(self, name=False, code=False):
        """Override of stock to number the holds of each store apart."""
        values = super()._get_sequence_values(name=name, code=code)
        return values | {
            "hold_type_id": {
                "name": self.env._("%(name)s Sequence hold", name=name or self.name),
                "prefix": f"{code or self.code}/{self.hold_type_id.sequence_code or 'HOLD'}/",
                "padding": 5,
                "company_id": self.company_id.id,
            }
        }

    def _update_name_and_code(self, new_name=False, new_code=False):
        """Override of stock to rename the numbering of holds with the others."""
        super()._update_name_and_code(new_name, new_code)
        for store in self:
            # sudo: sequences belong to the system, core does the same for its own
            sequence_sudo = store.hold_type_id.sequence_id.sudo()
            sequence_sudo.write(store._get_sequence_values(name=new_name, code=new_code)["hold_type_id"])

    def _create_missing_hold_types(self):
        """Give an operation of holds to the warehouses that were there before this addon."""
        for store in self.filtered(lambda store: not store.hold_type_id):
            store.write(store._create_or_update_sequences_and_picking_types())

    # === BUSINESS METHODS === #

    @api.model
    def _create_stores(self, vals_list):
        """Open several stores in one call and return them.

        :param list vals_list: values of `stock.warehouse`, only `name` is required. `street`, `city` and `zip` make an
            address under the company; `code` is the next free one of S1, S2 … unless told. Operations stay out of
            the inventory overview unless `show_operations` says otherwise.
        """
        company = self.env.company
        addresses = self.env["res.partner"].create([_prepare_address_vals(vals, company) for vals in vals_list])
        return self.create(
            [
                {"code": code, "partner_id": address.id, "company_id": company.id, "show_operations": False}
                | {key: value for key, value in vals.items() if key not in ADDRESS_FIELDS}
                for vals, address, code in zip(vals_list, addresses, self._get_free_codes(company), strict=False)
            ]
        )

    @api.model
    def _get_free_codes(self, company):
        """Yield the codes S1, S2 … that no warehouse of the company has: documents begin with them."""
        domain = [("company_id", "=", company.id)]
        taken = set(self.with_context(active_test=False).search(domain).mapped("code"))
        return (code for number in count(1) if (code := f"S{number}") not in taken)


def _prepare_address_vals(vals, company):
    address = {key: vals[key] for key in ADDRESS_FIELDS if vals.get(key)}
    return address | {"name": vals["name"], "parent_id": company.partner_id.id, "type": "other"}
