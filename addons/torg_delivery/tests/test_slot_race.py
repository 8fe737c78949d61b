from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_base.tests.race import RaceCase
from odoo.addons.torg_delivery.exceptions import DeliveryRefusal


@tagged("post_install", "-at_install")
class TestSlotRace(RaceCase):
    """The last place of an interval, wanted by two at once."""

    refusals = (DeliveryRefusal,)

    def _set_up(self, env):
        self.partner = env["res.partner"].create({"name": "Race customer", "city": "Racing"})
        self.product = env["product.product"].create({"name": "Race delivery", "type": "service"})
        self.zone = env["torg.delivery.zone"].create({"name": "Race zone", "cities": "Racing"})
        self.carrier = env["delivery.carrier"].create(
            {
                "name": "Race carrier",
                "delivery_type": "torg_zone",
                "product_id": self.product.id,
                "zone_price_ids": [Command.create({"zone_id": self.zone.id, "price": 10})],
                "interval_ids": [Command.create({"hour_from": 10, "hour_to": 12, "capacity": 1})],
            }
        )
        self.interval = self.carrier.interval_ids
        vals = {"partner_id": self.partner.id, "carrier_id": self.carrier.id}
        self.orders = env["sale.order"].create([vals, vals])
        self.day = env["torg.delivery"]._get_today() + timedelta(days=1)

    def _tear_down(self, env):
        orders = self.orders.with_env(env)
        orders.with_context(mail_notrack=True)._move_to_state("cancel")
        orders.unlink()
        self.carrier.with_env(env).unlink()
        self.zone.with_env(env).unlink()
        self.product.with_env(env).product_tmpl_id.unlink()
        self.partner.with_env(env).unlink()

    def test_one_has_the_place_and_the_other_hears_that_it_is_full(self):
        def take(order):
            values = {"delivery_date": self.day, "delivery_interval_id": self.interval.id}
            return lambda env: order.with_env(env).write(values)

        outcomes = self._race([take(order) for order in self.orders])
        (refusal,) = (outcome for outcome in outcomes if outcome is not True)
        self.assertIsInstance(refusal, DeliveryRefusal)
        self.assertEqual(refusal.code, "full")
        with self._environment() as env:
            self.assertEqual(len(self.orders.with_env(env).filtered("delivery_interval_id")), 1)
