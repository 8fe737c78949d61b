from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.torg_1c.tools.odata.order_push import OrderPush

from .odata_common import OdataMixin
from .orders import OrdersCommon

ORDERS, PRICES, COMPANIES = "Document_ЗаказКлиента", "Document_УстановкаЦенНоменклатуры", "Catalog_Контрагенты"
HOURS = 24


class Outage:
    """A day without 1C, hour by hour, while people here go on working."""

    def make_order_of(self, number, **vals):
        """Return a confirmed order of a new customer."""
        customer = self.env["res.partner"].create({"name": f"Neva {number}", "is_company": True})
        return self.make_confirmed(partner_id=customer.id, **vals)

    def messages(self, state=None):
        """Return what is meant for 1C, the oldest first."""
        domain = [("endpoint_id", "=", self.onec.id), ("direction", "=", "out")]
        domain += [("state", "in", state)] if state else []
        return self.env["torg.exchange.message"].search(domain, order="id")

    def light(self):
        """Return the light as it is at this moment."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.onec.light


@tagged("post_install", "-at_install")
class TestOutagePush(Outage, OdataMixin, OrdersCommon):
    """1C that we call is away for a day."""

    def setUp(self):
        super().setUp()
        self.connect()
        self.onec.onec_schedule_ids.paused = True
        self.onec.write({"mode": "push", "odata_order_days": 36500, "onec_sends_prices": True})
        self.know({(self.export.guid("item", 1), ""): self.product})
        self.env["torg.exchange.link"].search([("external_id", "=", "rum"), ("kind", "=", "offer")]).unlink()
        mapping = self.env["torg.onec.price.type"].create(
            {"endpoint_id": self.onec.id, "external_id": self.export.guid("price_type", 0), "name": "Retail"}
        )
        mapping.action_create_price_list()
        self.price_type = mapping.price_type_id
        self.price_type.write({"owner": "here", "endpoint_id": False})

    def publish(self, price):
        """Return a published revision."""
        revision = self.env["torg.price.revision"].create(
            {
                "price_type_id": self.price_type.id,
                "reason": "Outage",
                "accept_warnings": True,
                "line_ids": [(0, 0, {"product_id": self.product.id, "new_price": price})],
            }
        )
        revision.action_approve_and_publish()
        while revision.state in ("publishing", "approved"):
            revision._publish_next()
        return revision

    def run_jobs(self):
        """Do what the delivery's jobs would do at this moment: as often as they have asked for it."""
        self._commit()
        self.env["queue.job"].flush_model()
        jobs = self.env["queue.job"].search([("method_name", "=", "_deliver_waiting"), ("state", "=", "pending")])
        due = jobs.filtered(lambda job: job.records == self.onec and (job.eta or job.date_created) <= self.now())
        due.write({"state": "done"})
        if due:
            self.onec._deliver_waiting()
        return bool(due)

    def now(self):
        return fields.Datetime.now() + timedelta(seconds=1)

    def test_a_day_without_1c_loses_nothing_and_ends_without_a_person(self):
        self.server.trouble.share, self.server.trouble.kinds = 1, ("before",)
        orders, revisions = self.env["sale.order"], self.env["torg.price.revision"]
        with freeze_time(fields.Datetime.now()) as clock:
            for hour in range(HOURS):
                if not hour % 6:
                    orders |= self.make_order_of(hour, quantity=1)
                    revisions |= self.publish(200 + hour)
                self.run_jobs()
                clock.tick(timedelta(hours=1))
            self.assertEqual(self.light(), "red")
            self.assertEqual([row for row in self.base.rows[ORDERS].values() if row["НомерПоДаннымКлиента"]], [])
            self.assertFalse(self.messages(("dead",)), "nothing was given up")
            self.server.trouble.share = 0
            for _quarter in range(48):
                self.run_jobs()
                clock.tick(timedelta(minutes=15))
            self.assertFalse(self.messages(("ready", "failed", "dead")).mapped("error"))
            self.assertNotIn(self.light(), ("red",))
        taken = [row["НомерПоДаннымКлиента"] for row in self.base.rows[ORDERS].values()]
        ours = [number for number in taken if number in orders.mapped("name")]
        self.assertEqual(sorted(ours), sorted(orders.mapped("name")), "each once")
        written = [row["Комментарий"].partition("]")[0][1:] for row in self.base.rows[PRICES].values()]
        self.assertEqual(sorted(written), sorted(revisions.mapped("name")), "each once; its date says which is newer")
        names = [row["Description"] for row in self.base.rows[COMPANIES].values()]
        for customer in orders.partner_id:
            self.assertEqual(names.count(customer.name), 1, customer.name)

    def push_all(self):
        """Return `(number, status)` of what is written into 1C until nothing is due, in the order of writing."""
        written, push = [], OrderPush.push
        self.patch(OrderPush, "push", lambda pusher, order, keys: written.append(order) or push(pusher, order, keys))
        while self.run_jobs():
            pass
        return [(order.number, order.status_id) for order in written]

    def documents(self, order):
        return [row for row in self.base.rows[ORDERS].values() if row["НомерПоДаннымКлиента"] == order.name]

    def test_stages_of_an_outage_are_told_by_the_document_that_creates_the_order(self):
        self.server.trouble.share, self.server.trouble.kinds = 1, ("before",)
        with freeze_time(fields.Datetime.now()) as clock:
            first, second = (self.make_order_of(number, quantity=1) for number in range(2))
            self.run_jobs()
            clock.tick(timedelta(hours=1))
            for stage in ("collecting", "in_delivery"):
                first.with_user(self.manager)._move_to_stage(self.stages[stage].with_user(self.manager), "desk")
                self.run_jobs()
                clock.tick(timedelta(hours=1))
            self.server.trouble.share = 0
            clock.tick(timedelta(hours=6))
            written = self.push_all()
        self.assertEqual(set(written), {(first.name, "in_delivery"), (second.name, "agreed")})
        self.assertEqual([len(self.documents(order)) for order in (first, second)], [1, 1])
        self.assertFalse(self.messages(("ready", "failed", "dead")))

    def test_message_that_was_given_up_leaves_the_order_to_the_next_one(self):
        self.server.trouble.share, self.server.trouble.kinds = 1, ("before",)
        order = self.make_order_of(1, quantity=1)
        self.run_jobs()
        self.messages(("ready", "failed")).write({"state": "dead"})
        self.assertFalse(self.documents(order))
        self.server.trouble.share = 0
        order.with_user(self.manager)._move_to_stage(self.stages["collecting"].with_user(self.manager), "desk")
        with freeze_time(fields.Datetime.now() + timedelta(hours=6)):
            written = self.push_all()
        self.assertEqual(written, [(order.name, "collecting")], "created, as it is now")
        self.assertEqual(len(self.documents(order)), 1)


@tagged("post_install", "-at_install")
class TestOutagePull(Outage, OrdersCommon):
    """1C that fetches its orders does not come for a day."""

    def test_a_day_without_1c_turns_red_and_it_then_gets_all_in_order(self):
        orders = self.env["sale.order"]
        with freeze_time(fields.Datetime.now()) as clock:
            for hour in range(HOURS):
                if not hour % 6:
                    orders |= self.make_order_of(hour, quantity=1)
                clock.tick(timedelta(hours=1))
            self._commit()
            self.assertEqual(self.light(), "red")
            self.assertIn("the oldest waits", self.onec.reasons)
            found = self.env["sale.order"].with_user(self.manager).search([("waits_for_onec", "=", True)])
            self.assertLessEqual(orders, found)
            documents = self.take("back")
            self.assertEqual([row.number for row in documents], orders.sorted("id").mapped("name"))
            self.assertEqual(len({row.partners[0].id for row in documents}), len(orders), "each customer once")
            self.assertEqual(self.take("again"), [])
            self.answer(documents)
            self.assertEqual(set(orders.onec_part_ids.mapped("state")), {"accepted"})
            self.assertNotEqual(self.light(), "red")
