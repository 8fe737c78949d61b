import socket
import time
from unittest.mock import patch

from odoo.tests import BaseCase

from odoo.addons.torg_exchange.tools import webhook_client as client

from .common import load_fake


class TestWebhookClient(BaseCase):
    def setUp(self):
        super().setUp()
        self.sink = load_fake("webhook_sink").WebhookSink()
        self.enterContext(self.sink)
        self.enterContext(patch.object(client, "READ_TIMEOUT", 0.4))

    def request(self, number=1, **extra):
        vals = {"url": self.sink.url, "headers": {"webhook-id": f"m{number}"}, "body": b"{}", "allow_private": True}
        return client.Request(**(vals | extra))

    def post(self, behaviour):
        self.sink.behaviour = behaviour
        return client.post(self.request())

    def test_good_receiver_answers(self):
        answer = self.post("ok")
        self.assertEqual((answer.status, answer.failure, answer.body), (200, "", '{"received": true}'))
        self.assertIn("m1", self.sink.applied)

    def test_failing_receiver_is_an_answer_too(self):
        answer = self.post("fail")
        self.assertEqual((answer.status, answer.failure, answer.body), (500, "", "internal error"))

    def test_hanging_receiver_is_left_in_time(self):
        answer = self.post("hang")
        self.assertEqual(answer.failure, "timeout")
        self.assertLess(answer.seconds, 2)

    def test_receiver_that_drips_bytes_is_left_in_time(self):
        answer = self.post("drip")
        self.assertEqual(answer.failure, "timeout")
        self.assertLess(answer.seconds, 2)

    def test_slow_receiver_is_waited_for(self):
        self.sink.pause = 0.2
        self.assertEqual(self.post("slow").status, 200)

    def test_dropped_connection_is_told(self):
        self.assertEqual(self.post("drop").failure, "dropped")

    def test_redirect_is_not_followed(self):
        self.assertEqual(self.post("redirect").status, 302)
        self.assertEqual(sum(self.sink.attempts.values()), 1)

    def test_flood_is_cut(self):
        self.assertEqual(len(self.post("flood").body), client.MAX_ANSWER)

    def test_nobody_there_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        self.assertEqual(client.post(self.request(url=f"http://127.0.0.1:{port}/")).failure, "connect")

    def test_unknown_name_is_told(self):
        with patch.object(socket, "getaddrinfo", side_effect=socket.gaierror) as resolve:
            self.assertEqual(client.post(self.request(url="https://nowhere.example/")).failure, "dns")
        resolve.assert_called_once()

    def test_inner_address_is_refused_before_any_call(self):
        answer = client.post(self.request(allow_private=False))
        self.assertEqual(answer.failure, "forbidden")
        self.assertFalse(self.sink.attempts)

    def test_name_leading_inside_is_refused(self):
        inner = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 443))]
        with patch.object(socket, "getaddrinfo", return_value=inner):
            answer = client.post(self.request(url="https://shop.example/", allow_private=False))
        self.assertEqual(answer.failure, "forbidden")

    def test_bad_url_is_told(self):
        self.assertEqual(client.post(self.request(url="shop")).failure, "url")

    def test_plain_server_behind_https_address_is_a_tls_failure(self):
        url = self.sink.url.replace("http://", "https://")
        self.assertEqual(client.post(self.request(url=url)).failure, "tls")

    def test_many_are_sent_at_once_and_answered_in_order(self):
        self.sink.behaviour, self.sink.pause = "slow", 0.1
        started = time.monotonic()
        answers = client.post_all([self.request(number) for number in range(24)], seconds=10)
        self.assertEqual([answer.status for answer in answers], [200] * 24)
        self.assertLess(time.monotonic() - started, 24 * 0.1)

    def test_dead_receiver_is_given_up_soon(self):
        self.sink.behaviour = "drop"
        answers = client.post_all([self.request(number) for number in range(100)], seconds=10)
        tried = [answer for answer in answers if answer]
        self.assertGreaterEqual(len(tried), client.GIVE_UP_AFTER)
        self.assertLessEqual(len(tried), client.GIVE_UP_AFTER + client.LANES)

    def test_time_of_a_batch_is_limited(self):
        self.assertEqual(client.post_all([self.request()], seconds=0), [None])
