from datetime import timedelta

from odoo import Command, api, models

ZONES = {
    "zone_city": {"name": "Санкт-Петербург", "cities": "Санкт-Петербург", "sequence": 30},
    "zone_near": {
        "name": "Ближние пригороды",
        "cities": "Мурино, Кудрово, Всеволожск, Пушкин, Колпино, Шушары",
        "districts": "Мурино\nКудрово\nШушары\nПарголово",
        "sequence": 20,
    },
    "zone_region": {"name": "Ленинградская область", "zip_prefixes": "187, 188", "sequence": 40},
}
DELIVERY_SERVICES = {
    "delivery_own_product": {"name": "Доставка курьером «Ладоги»", "type": "service", "sale_ok": False},
    "delivery_express_product": {"name": "Доставка «Невским экспрессом»", "type": "service", "sale_ok": False},
}
# Zone: order sum from, price, free from.
COURIER_PRICES = {
    "zone_city": ((0, 350, 5000), (3000, 200, 0)),
    "zone_near": ((0, 550, 8000), (5000, 350, 0)),
    "zone_region": ((3000, 900, 20000),),
}
# Zone: up to so many kilograms, price, each kilogram above ten.
EXPRESS_PRICES = {
    "zone_city": ((3, 290, 0), (10, 420, 0), (0, 420, 25)),
    "zone_near": ((3, 340, 0), (10, 480, 0), (0, 480, 30)),
    "zone_region": ((3, 460, 0), (10, 690, 0), (0, 690, 45)),
}
INTERVALS = ((10, 14, 6, 9), (14, 18, 6, 12), (18, 22, 8, 16))  # from, to, at most, today's until
MANAGERS = ("user_anna", "user_dmitry", "user_ekaterina")
COMMENTS = ("", "Домофон 14, код 52к", "", "Позвонить за полчаса", "Подъезд со двора, 4 этаж, лифта нет")
# Customer, interval of the day, courier, what has become of it, day; goods follow the number of the row.
DELIVERIES = (
    ("person_01", 0, "user_ruslan", "delivered", 0),
    ("person_05", 0, "user_ruslan", "delivered", 0),
    ("person_12", 1, "user_ruslan", "on_way", 0),
    ("person_08", 1, "user_ruslan", "handed", 0),
    ("person_10", 2, "user_ruslan", "planned", 0),
    ("person_02", 0, "user_viktor", "part", 0),
    ("person_07", 1, "user_viktor", "again", 0),
    ("person_04", 1, "user_viktor", "handed", 0),
    ("person_11", 2, "user_viktor", "planned", 0),
    ("person_03", 2, None, "planned", 0),
    ("person_09", 2, None, "planned", 0),
    ("person_06", 0, "user_ruslan", "planned", 1),
)
PAID = (2, 9)  # rows that are paid on the site


class TorgDemo(models.AbstractModel):
    """Zones, carriers, intervals, and a day of the couriers.

    Its orders have no external ids: they are of today, and a day later nobody wants them back.
    """

    _inherit = "torg.demo"

    @api.model
    def _load_deliveries(self):
        """The map of deliveries with its prices, and today's stops, once."""
        if not self._is_new("zone_city"):
            return
        zones = self._create_missing("torg.delivery.zone", ZONES)
        courier, _express = self._load_delivery_carriers(zones)
        goods = self._choose_delivery_goods()
        for number, row in enumerate(DELIVERIES):
            delivery = self._plan_delivery(number, row, courier, goods)
            self._play_delivery(delivery, row[3])

    @api.model
    def _load_delivery_carriers(self, zones):
        """Return our own courier by zone and sum, and an express carrier by zone and weight."""
        services = self._create_missing("product.product", DELIVERY_SERVICES)
        carriers = self._create_missing(
            "delivery.carrier",
            {
                "delivery_own": {
                    "name": "Доставка курьером «Ладоги»",
                    "delivery_type": "torg_zone",
                    "product_id": services["delivery_own_product"].id,
                    "zone_price_ids": self._prepare_courier_prices(zones),
                    "interval_ids": self._prepare_courier_intervals(),
                },
                "delivery_express": {
                    "name": "«Невский экспресс»",
                    "delivery_type": "torg_table",
                    "product_id": services["delivery_express_product"].id,
                    "zone_price_ids": self._prepare_express_prices(zones),
                },
            },
        )
        return carriers["delivery_own"], carriers["delivery_express"]

    @api.model
    def _prepare_courier_prices(self, zones):
        return [
            Command.create({"zone_id": zones[zone].id, "amount_from": low, "price": price, "free_from": free})
            for zone, rows in COURIER_PRICES.items()
            for low, price, free in rows
        ]

    @api.model
    def _prepare_courier_intervals(self):
        return [
            Command.create({"hour_from": start, "hour_to": end, "capacity": most, "same_day_until": until})
            for start, end, most, until in INTERVALS
        ]

    @api.model
    def _prepare_express_prices(self, zones):
        return [
            Command.create(
                {
                    "zone_id": zones[zone].id,
                    "weight_to": weight,
                    "price": price,
                    "per_kg": extra,
                    "weight_above": 10 if extra else 0,
                }
            )
            for zone, rows in EXPRESS_PRICES.items()
            for weight, price, extra in rows
        ]

    @api.model
    def _choose_delivery_goods(self):
        """Return goods of the central warehouse that may be brought to people and of which there is plenty."""
        products = self.env["product.product"].union(
            *(product for product in self._get_records("product.product").values() if product.is_storable)
        )
        products = products.filtered(lambda product: not product.product_tmpl_id.is_pickup_only)
        store = self.env.ref("ladoga.store_central")
        free = products._get_point_availability(store)
        plenty = products.filtered(lambda product: free[product.id][store.id].free >= 40 and product.lst_price < 900)
        return plenty.sorted("default_code")

    @api.model
    def _plan_delivery(self, number, row, courier, goods):
        """Return the attempt of a confirmed order as the row says."""
        customer, interval, user, _outcome, day = row
        count = 1 + number % 3
        partner = self.env.ref(f"ladoga.{customer}")
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "user_id": self.env.ref(f"ladoga.{MANAGERS[number % len(MANAGERS)]}").id,
                "team_id": self.env.ref("ladoga.team_retail").id,
                "warehouse_id": self.env.ref("ladoga.store_central").id,
                "customer_note": COMMENTS[number % len(COMMENTS)],
                "order_line": [
                    Command.create(
                        {"product_id": goods[(7 * number + 3 * index) % len(goods)].id, "product_uom_qty": 2 + index}
                    )
                    for index in range(count)
                ],
            }
        )
        order._set_delivery(
            courier,
            self.env["torg.delivery"]._get_today() + timedelta(days=day),
            courier.interval_ids[interval],
            self.env.ref(f"ladoga.{user}") if user else None,
        )
        order._move_to_stage(self._get_stage("agreed"), "system")
        if number in PAID:
            order._register_payment(order.amount_total, "site", f"ladoga-{order.name}", method="card")
        return order.delivery_ids

    @api.model
    def _play_delivery(self, delivery, outcome):
        """Bring an attempt to where the row says; the store gets beforehand what leaves it for good."""
        if outcome == "planned":
            return
        if outcome != "again":
            self._stock_up(delivery.order_id, left=1 if outcome == "part" else 0)
        delivery._hand()
        if outcome != "handed":
            delivery._set_off()
        if outcome == "delivered":
            delivery._deliver(method="cash" if delivery.order_id.id % 2 else "card")
        elif outcome == "part":
            reason = self.env.ref("torg_sale.torg_return_reason_not_liked")
            delivery._deliver(refused={delivery.line_ids[0]: 1}, reason=reason)
        elif outcome == "again":
            reason = self.env.ref("torg_sale.torg_return_reason_not_at_home")
            tomorrow = delivery.date + timedelta(days=1)
            delivery._refuse(
                reason, again=True, date=tomorrow, interval=delivery.interval_id, note="Телефон не отвечает"
            )

    @api.model
    def _stock_up(self, order, left):
        """Put into the store what this order takes, less what of its first goods comes back."""
        for line in order.order_line.filtered("product_id.is_storable"):
            quantity = line.product_uom_qty - (left if line == order.order_line[0] else 0)
            location = order.warehouse_id.lot_stock_id
            self.env["stock.quant"]._update_available_quantity(line.product_id, location, quantity)
