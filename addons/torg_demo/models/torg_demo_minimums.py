from odoo import Command, api, models

UNIT = "uom.product_uom_unit"


class TorgDemo(models.AbstractModel):
    """Who sells to the company, and how much the stores keep: the screen of shortages has something to show."""

    _inherit = "torg.demo"

    @api.model
    def _load_suppliers(self):
        """Suppliers with what they offer, at the cost of the goods, in boxes."""
        rows = self._read_table("suppliers")
        partners = self._create_missing("res.partner", {row["id"]: self._prepare_supplier_vals(row) for row in rows})
        if not partners:
            return
        boxes = self._load_boxes({int(row["pack"]) for row in rows} - {1})
        categories = self._get_records("product.category")
        for row in rows:
            if row["id"] in partners:
                whole = [categories[f"category_{name}"].id for name in row["categories"].split()]
                goods = self.env["product.template"].search([("categ_id", "child_of", whole)])
                self.env["product.supplierinfo"].create(
                    [self._prepare_offer_vals(row, partners[row["id"]], product, boxes) for product in goods]
                )

    @api.model
    def _prepare_supplier_vals(self, row):
        return {
            "name": row["name"],
            "is_company": True,
            "supplier_rank": 1,
            "phone": row["phone"],
            "email": row["email"],
            "city": row["city"],
            "street": row["street"],
            "country_id": self.env.ref("base.ru").id,
            "lang": "ru_RU",
        }

    @api.model
    def _load_boxes(self, sizes):
        """Return `{pieces: unit of a box}`."""
        unit = self.env.ref(UNIT)
        self._create_missing(
            "uom.uom",
            {
                f"box_{size}": {"name": f"коробка {size} шт", "relative_factor": size, "relative_uom_id": unit.id}
                for size in sorted(sizes)
            },
        )
        units = self._get_records("uom.uom")
        return {size: units[f"box_{size}"] for size in sizes}

    @api.model
    def _prepare_offer_vals(self, row, partner, product, boxes):
        """Pieces come in boxes, what is weighed by the kilogram."""
        unit = product.uom_id
        pack = boxes.get(int(row["pack"]), unit) if unit == self.env.ref(UNIT) else unit
        cost = max(product.product_variant_ids.mapped("standard_price"), default=0.0)
        return {
            "partner_id": partner.id,
            "product_tmpl_id": product.id,
            "product_uom_id": pack.id,
            "min_qty": float(row["terms"]),
            "price": round(cost * pack._compute_quantity(1, unit, round=False), 2),
            "delay": int(row["delay"]),
        }

    @api.model
    def _load_minimums(self):
        """Minimums of the stores from the rule, once."""
        stores, categories = self._get_records("stock.warehouse"), self._get_records("product.category")
        for row in self._read_table("minimums"):
            if self._is_new(row["id"]):
                own = self.env["stock.warehouse"].union(*[stores[name] for name in row["stores"].split()])
                goods = [categories[f"category_{name}"].id for name in row["categories"].split()]
                self._apply_rule(row, own, goods)
                self._remember({row["id"]: self._get_first_minimum(own)})

    @api.model
    def _apply_rule(self, row, stores, category_ids):
        vals = {name: int(row[name]) for name in ("min_days", "max_days", "least")}
        vals |= {"warehouse_ids": [Command.set(stores.ids)], "category_ids": [Command.set(category_ids)]}
        self.env["torg.minimum"].create(vals).action_apply()

    @api.model
    def _get_first_minimum(self, stores):
        return self.env["stock.warehouse.orderpoint"].search([("warehouse_id", "in", stores.ids)], limit=1)
