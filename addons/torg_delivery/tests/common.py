from datetime import timedelta

from odoo import Command

from odoo.addons.torg_sale.tests.common import OrderCommon


class DeliveryMixin:
    """A zone, a carrier of our own with two intervals, an address within the zone, two couriers."""

    @classmethod
    def _setup_delivery(cls):
        cls.other_courier = cls._create_role_user("other_courier", "courier")
        cls.zone = cls.env["torg.delivery.zone"].create({"name": "City", "cities": "Saint Petersburg"})
        cls.service = cls.env["product.product"].create(
            {"name": "Bringing", "type": "service", "list_price": 0, "taxes_id": [Command.clear()]}
        )
        cls.carrier = cls._create_carrier("Own courier", "torg_zone", {"price": 50, "free_from": 1000})
        cls.morning, cls.evening = cls.env["torg.delivery.interval"].create(
            [
                {"carrier_id": cls.carrier.id, "hour_from": 10, "hour_to": 14, "capacity": 2, "same_day_until": 24},
                {"carrier_id": cls.carrier.id, "hour_from": 18, "hour_to": 22, "same_day_until": 24},
            ]
        )
        cls.customer.write(
            {"city": "Saint Petersburg", "street": "Nevsky 1", "phone": "+7 812 555-00-11", "lang": "en_US"}
        )
        cls.today = cls.env["torg.delivery"]._get_today()
        cls.tomorrow = cls.today + timedelta(days=1)
        cls.refused = cls.env.ref("torg_sale.torg_return_reason_refused")
        cls.not_at_home = cls.env.ref("torg_sale.torg_return_reason_not_at_home")

    @classmethod
    def _create_carrier(cls, name, delivery_type, *rows, zone=None):
        zone = zone or cls.zone
        return cls.env["delivery.carrier"].create(
            {
                "name": name,
                "delivery_type": delivery_type,
                "product_id": cls.service.id,
                "zone_price_ids": [Command.create({"zone_id": zone.id, **row}) for row in rows],
            }
        )


class DeliveryCommon(DeliveryMixin, OrderCommon):
    """Orders that our couriers bring."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_delivery()

    @classmethod
    def _make_delivery(cls, quantity=2, courier=None, interval=None, date=None, code="agreed", **values):
        """Return the planned attempt of a confirmed order, with its cost of 50, today, of the courier unless told."""
        order = cls._make_order(quantity, **values)
        order._set_delivery(cls.carrier, date or cls.today, interval or cls.morning, courier or cls.courier)
        order._move_to_stage(cls.stages[code], "desk")
        return order.delivery_ids

    @classmethod
    def _make_handed(cls, quantity=2, **values):
        """Return an attempt that the courier has on his hands."""
        delivery = cls._make_delivery(quantity, **values)
        delivery._hand()
        return delivery
