from odoo import api, models

PICKUP_ONLY = ("wine", "spirits", "beer_cider")  # alcohol is not delivered to people
CARRIERS = {
    "carrier_pickup": {"name": "Самовывоз из магазина", "is_pickup": True},
    "carrier_courier": {"name": "Курьер по городу", "fixed_price": 350, "free_over": True, "amount": 5000},
}


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_carriers(self):
        """Two ways to get an order, and the goods that only one of them takes."""
        if self._is_new("carrier_pickup"):
            self.env["product.category"].union(
                *(self.env.ref(f"ladoga.category_{name}") for name in PICKUP_ONLY)
            ).pickup_only = True
        services = self._create_missing(
            "product.product",
            {
                f"{name}_product": {"name": vals["name"], "type": "service", "sale_ok": False, "list_price": 0}
                for name, vals in CARRIERS.items()
                if self._is_new(name)
            },
        )
        self._create_missing(
            "delivery.carrier",
            {
                name: {**vals, "delivery_type": "fixed", "product_id": services[f"{name}_product"].id}
                for name, vals in CARRIERS.items()
                if f"{name}_product" in services
            },
        )
