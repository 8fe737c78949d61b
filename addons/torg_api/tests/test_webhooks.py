import json

from odoo.tests import tagged

from odoo.addons.torg_exchange.tests.common import load_fake
from odoo.addons.torg_exchange.tools import standard_webhooks

from .shop import ShopCase

URL = "https://shop.example/hooks"


@tagged("post_install", "-at_install")
class TestWebhooks(ShopCase):
    def subscribe(self, *events, **more):
        body = {"name": "Site", "url": URL, "events": list(events) or ["store.updated"], **more}
        return self.call("POST", "/webhooks", body)

    def endpoint_of(self, made):
        return self.env["torg.webhook"].browse(made["id"]).endpoint_id

    def deliver(self, endpoint):
        """Do what the job of the outbox does."""
        self.env.cr.flush()
        endpoint._deliver_waiting()

    def render(self, endpoint, event=None):
        """The bodies of the messages that wait for this endpoint."""
        messages = self.env["torg.exchange.message"].search([("endpoint_id", "=", endpoint.id)], order="id")
        messages = messages.filtered(lambda row: not event or row.event_id.code == event)
        return [json.loads(body) for body in endpoint._render_messages(messages).values()]

    # === SUBSCRIPTIONS === #

    def test_secret_is_told_once(self):
        made = self.subscribe()
        self.assertEqual(made.status_code, 201, made.text)
        self.assertTrue(standard_webhooks.secret_key(made.data["secret"]))
        read = self.call("GET", f"/webhooks/{made.data['id']}").data
        self.assertNotIn("secret", read)
        self.assertEqual(read, {name: value for name, value in made.data.items() if name != "secret"})
        self.assertEqual([row["id"] for row in self.call("GET", "/webhooks").data["items"]], [made.data["id"]])

    def test_secret_is_changed_and_the_old_one_stays_good_for_a_while(self):
        made = self.subscribe().data
        changed = self.call("POST", f"/webhooks/{made['id']}/secret").data
        self.assertNotEqual(changed["secret"], made["secret"])
        self.assertTrue(changed["old_secret_until"])
        self.assertEqual(self.endpoint_of(made)._get_secrets(), [changed["secret"], made["secret"]])

    def test_subscription_is_changed_paused_and_removed(self):
        made = self.subscribe().data
        path = f"/webhooks/{made['id']}"
        changed = self.call(
            "PATCH", path, {"name": "New", "events": ["stock.changed", "price.changed"], "paused": True}
        )
        self.assertEqual(changed.data["events"], ["price.changed", "stock.changed"])
        self.assertEqual((changed.data["name"], changed.data["paused"]), ("New", True))
        self.assertFalse(self.call("PATCH", path, {"paused": False}).data["paused"])
        endpoint = self.endpoint_of(made)
        removed = self.call("DELETE", path)
        self.assertEqual((removed.status_code, removed.content), (204, b""))
        self.assert_problem(self.call("GET", path), 404, "not_found")
        self.assertFalse(endpoint.active)

    def test_site_whose_key_is_taken_away_hears_nothing_more(self):
        for take_away in (
            lambda key: key.action_revoke(),
            lambda key: key.write({"active": False}),
            lambda key: key.unlink(),
        ):
            key = self.make_key("stolen")
            secret = key._issue()
            body = {"name": "Thief", "url": URL, "events": ["order.created", "customer.updated"]}
            webhook = self.env["torg.webhook"].browse(self.call("POST", "/webhooks", body, secret=secret).data["id"])
            own = self.endpoint_of(self.subscribe("order.created").data)
            take_away(key)
            self.assertFalse(webhook.active)
            self.assertIn("stolen", webhook.endpoint_id.message_ids[0].body)
            order = self.browse(self.order(1))
            told = self.env["torg.exchange.message"].search(
                [("res_model", "=", order._name), ("res_id", "=", order.id)]
            )
            self.assertIn(own, told.endpoint_id)
            self.assertNotIn(webhook.endpoint_id, told.endpoint_id)

    def test_key_that_may_less_hears_less(self):
        webhook = self.env["torg.webhook"].browse(self.subscribe("order.created", "store.updated").data["id"])
        webhook.active = False
        self.key.scope_ids = self.key.scope_ids.filtered(lambda scope: scope.code != "orders")
        self.assertEqual(webhook.event_ids.mapped("code"), ["store.updated"])
        self.assertFalse(webhook.active)

    def test_addresses_of_our_own_network_are_refused(self):
        for url in ("http://shop.example/", "https://127.0.0.1/", "https://10.0.0.5/x", "https://169.254.169.254/"):
            problem = self.assert_problem(self.subscribe(url=url), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], "/url")

    def test_permission_for_an_inner_address_does_not_go_over_to_another(self):
        made = self.subscribe().data
        webhook = self.env["torg.webhook"].browse(made["id"])
        webhook.write({"allow_private_addresses": True, "url": "http://10.0.0.5/hooks"})
        path = f"/webhooks/{made['id']}"
        self.assertEqual(self.call("PATCH", path, {"name": "Same", "url": "http://10.0.0.5/hooks"}).status_code, 200)
        self.assert_problem(self.call("PATCH", path, {"url": "http://10.0.0.6/hooks"}), 422, "validation")
        self.call("PATCH", path, {"url": URL})
        self.assertFalse(webhook.allow_private_addresses)

    def test_events_are_those_of_the_registry_that_the_key_may_hear(self):
        problem = self.assert_problem(self.subscribe("store.updated", "price.request"), 422, "validation")
        self.assertEqual([row["pointer"] for row in problem["errors"]], ["/events/1"])
        poor = self.make_key("poor", "feed", "catalogue")._issue()
        body = {"name": "Site", "url": URL, "events": ["order.created"]}
        problem = self.assert_problem(self.call("POST", "/webhooks", body, secret=poor), 422, "validation")
        self.assertEqual(problem["errors"][0]["code"], "forbidden")
        listed = {row["code"]: row["allowed"] for row in self.call("GET", "/events", secret=poor).data["items"]}
        self.assertEqual((listed["order.created"], listed["stock.changed"]), (False, True))
        self.assertNotIn("price.request", listed)

    def test_event_of_another_addon_joins_by_its_permission(self):
        event = self.env["torg.exchange.event"].create(
            {
                "code": "bonus.changed",
                "name": "Bonus",
                "model": "res.partner",
                "topic_id": self.env.ref("torg_sale.topic_orders").id,
                "scope_id": self.env.ref("torg_api.scope_customers").id,
            }
        )
        self.assertIn(event, self.env["torg.exchange.endpoint"]._get_feed().event_ids)
        self.assertEqual(self.subscribe("bonus.changed").status_code, 201)
        self.assertIn("bonus.changed", self.call("GET", "/openapi.json").data["webhooks"])

    def test_subscriptions_of_another_key_do_not_exist(self):
        made = self.subscribe().data
        other = self.make_key("other")._issue()
        path = f"/webhooks/{made['id']}"
        self.assertEqual(self.call("GET", "/webhooks", secret=other).data["items"], [])
        for method, tail, body in (
            ("GET", "", None),
            ("PATCH", "", {"paused": True}),
            ("DELETE", "", None),
            ("POST", "/secret", None),
            ("POST", "/test", None),
            ("GET", "/deliveries", None),
            ("POST", "/redeliver", {}),
        ):
            with self.subTest(method=method, tail=tail):
                self.assert_problem(self.call(method, path + tail, body, secret=other), 404, "not_found")

    def test_key_without_the_permission_has_no_subscriptions(self):
        self.assert_scope("POST", "/webhooks", "feed", {"name": "S", "url": URL, "events": ["store.updated"]})
        self.assert_scope("GET", "/webhooks", "feed")
        self.assert_scope("GET", "/webhooks/1/deliveries", "feed")
        self.assert_scope("GET", "/events", "feed")

    def test_wrong_bodies_are_named_and_repeats_are_remembered(self):
        problem = self.assert_problem(self.call("POST", "/webhooks", {"name": "", "events": []}), 422, "validation")
        self.assertEqual({row["pointer"] for row in problem["errors"]}, {"/name", "/events", "/url"})
        body = {"name": "Site", "url": URL, "events": ["store.updated"]}
        first, again = (self.call("POST", "/webhooks", body, headers={"Idempotency-Key": "hook"}) for _once in "12")
        self.assertEqual(first.content, again.content)
        self.assertEqual(len(self.call("GET", "/webhooks").data["items"]), 1)

    def test_key_has_so_many_subscriptions_and_no_more(self):
        for _number in range(20):
            self.subscribe()
        self.assert_problem(self.subscribe(), 409, "conflict")

    # === DELIVERIES === #

    def connect(self, *events):
        """A subscription whose receiver is a sink on a local port."""
        made = self.subscribe(*events).data
        sink = load_fake("webhook_sink").WebhookSink(made["secret"])
        self.enterContext(sink)
        self.env["torg.webhook"].browse(made["id"]).write({"allow_private_addresses": True, "url": sink.url})
        return made, sink

    def test_test_event_comes_signed_and_is_in_the_log(self):
        made, sink = self.connect()
        sent = self.call("POST", f"/webhooks/{made['id']}/test")
        self.assertEqual((sent.status_code, sent.data["state"], sent.data["event"]), (202, "ready", "exchange.test"))
        self.deliver(self.endpoint_of(made))
        read = self.call("GET", f"/webhooks/{made['id']}/deliveries/{sent.data['id']}").data
        self.assertEqual((read["state"], read["status"], read["attempts"]), ("delivered", 200, 1))
        self.assertIn(sent.data["id"], sink.applied)
        self.assertEqual(sink.forged, 0)

    def test_paused_subscription_is_not_tested(self):
        made = self.subscribe(paused=True).data
        self.assert_problem(self.call("POST", f"/webhooks/{made['id']}/test"), 409, "conflict")

    def test_log_is_filtered_and_paged(self):
        category = self.env["product.category"].create({"name": "Rums"})
        self.env.cr.flush()
        made = self.subscribe("store.updated", "category.updated").data
        path = f"/webhooks/{made['id']}/deliveries"
        self.near._emit_event("store.updated")
        self.far._emit_event("store.updated")
        category._emit_event("category.updated")
        first = self.call("GET", path + "?limit=2").data
        self.assertTrue(first["next_cursor"])
        rest = self.call("GET", path + f"?limit=2&cursor={first['next_cursor']}").data
        events = [row["event"] for row in first["items"] + rest["items"]]
        self.assertEqual(events, ["category.updated", "store.updated", "store.updated"])
        self.assertIsNone(rest["next_cursor"])
        found = self.call("GET", path + f"?event=store.updated&object={self.far.id}&state=ready").data["items"]
        self.assertEqual([row["object"] for row in found], [self.far.id])
        self.assertEqual(self.call("GET", path + "?state=dead").data["items"], [])
        self.assertEqual(self.call("GET", path + "?since=2199-01-01T00:00:00Z").data["items"], [])
        self.assert_problem(self.call("GET", path + "?cursor=abc"), 422, "validation")

    def test_messages_go_again_under_their_ids(self):
        made = self.subscribe("store.updated").data
        path = f"/webhooks/{made['id']}"
        self.stores._emit_event("store.updated")
        messages = self.env["torg.exchange.message"].search([("endpoint_id", "=", self.endpoint_of(made).id)])
        messages.write({"state": "dead", "attempts": 12, "error": "Broken"})
        one = self.call("POST", f"{path}/deliveries/{messages[0].uuid}/redeliver")
        self.assertEqual((one.status_code, one.data["id"], one.data["state"]), (202, messages[0].uuid, "ready"))
        rest = self.call("POST", f"{path}/redeliver", {"state": "dead"}).data
        self.assertEqual(rest, {"count": 1, "more": False})
        self.assertEqual(set(messages.mapped("state")), {"ready"})
        self.assert_problem(self.call("POST", f"{path}/deliveries/none/redeliver"), 404, "not_found")

    def test_lists_ask_the_database_a_constant_number_of_times(self):
        made = self.subscribe("store.updated").data
        path = f"/webhooks/{made['id']}/deliveries"
        self.near._emit_event("store.updated")
        self.call("GET", path)
        few = self.count(path)
        self.env["stock.warehouse"].search([])._emit_event("store.updated")
        self.call("GET", path)
        self.assertLessEqual(self.count(path), few)

    def count(self, path):
        before = self.env.cr.sql_log_count
        self.assertEqual(self.call("GET", path).status_code, 200)
        return self.env.cr.sql_log_count - before

    # === WHAT THEY CARRY === #

    def test_stock_comes_as_the_api_tells_it(self):
        endpoint = self.endpoint_of(self.subscribe("stock.changed").data)
        self.product._emit_event("stock.changed")
        [body] = self.render(endpoint, "stock.changed")
        asked = self.call("GET", f"/products/{self.product.id}/availability").data["items"][0]
        told = {name: value for name, value in body["data"].items() if name not in ("id", "revision")}
        self.assertEqual(told, {name: value for name, value in asked.items() if name != "product"})

    def test_prices_are_those_of_the_price_list_of_the_key(self):
        pricelist = self.env["product.pricelist"].create(
            {"name": "Site", "item_ids": [(0, 0, {"compute_price": "fixed", "fixed_price": 77})]}
        )
        endpoint = self.endpoint_of(self.subscribe("price.changed").data)
        self.product._emit_event("price.changed")
        self.assertEqual(self.render(endpoint)[0]["data"]["price"]["price"], "100.00")
        self.key.pricelist_id = pricelist
        self.assertEqual(self.render(endpoint)[0]["data"]["price"]["price"], "77.00")

    def test_goods_stores_and_categories_tell_what_they_are(self):
        endpoint = self.endpoint_of(self.subscribe("product.updated", "category.updated", "store.updated").data)
        self.product.default_code = "R-1"
        category = self.env["product.category"].create({"name": "Rums"})
        self.near.name = "Nearest"
        self.env.cr.flush()
        told = {body["type"]: body["data"] for body in self.render(endpoint)}
        self.assertEqual((told["product.updated"]["article"], told["product.updated"]["on_sale"]), ("R-1", True))
        self.assertEqual((told["category.updated"]["id"], told["category.updated"]["name"]), (category.id, "Rums"))
        self.assertEqual((told["store.updated"]["code"], told["store.updated"]["name"]), (self.near.code, "Nearest"))

    def test_people_are_named_by_their_number_alone(self):
        endpoint = self.endpoint_of(self.subscribe("customer.updated").data)
        self.customer.name = "Anna Petrova"
        self.env.cr.flush()
        [body] = self.render(endpoint)
        self.assertEqual(set(body["data"]), {"id", "revision"})

    def test_every_event_of_the_registry_is_emitted_and_described(self):
        webhooks = self.call("GET", "/openapi.json").data["webhooks"]
        codes = {row["code"] for row in self.call("GET", "/events").data["items"]}
        self.assertEqual(codes | {"exchange.test"}, set(webhooks))
        wanted = {"order.created", "order.changed", "order.stage_changed", "stock.changed", "price.changed"}
        wanted |= {"customer.updated", "product.updated", "category.updated", "store.updated", "document.ready"}
        self.assertLessEqual(wanted, codes)

    def test_order_webhook_is_what_the_description_promises(self):
        from odoo.addons.torg_api.schemas.events import OrderEvent

        endpoint = self.endpoint_of(self.subscribe("order.created").data)
        self.order()
        [body] = self.render(endpoint, "order.created")
        self.assertEqual(set(body["data"]) - set(OrderEvent.model_fields), set())
        self.assertEqual(OrderEvent.model_validate(body["data"]).lines[0].product_id, self.product.id)
