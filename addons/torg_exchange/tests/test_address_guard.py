import socket

from odoo.tests import BaseCase

from odoo.addons.torg_exchange.tools import address_guard as guard

PRIVATE = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd12::1", "::ffff:10.0.0.1"]
NEVER = [
    "169.254.169.254", "::ffff:169.254.169.254", "fe80::1%eth0", "fd00:ec2::254", "100.100.100.200", "0.0.0.0", "::",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "2002:7f00:1::", "64:ff9b::a9fe:a9fe",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "2a00:1450:4010::64", "64:ff9b::808:808"]


def answers(*ips):
    """Return a resolver that always answers the same."""
    return lambda host, port, **kw: [
        (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips
    ]


class TestAddressGuard(BaseCase):
    def test_public_addresses_are_allowed(self):
        for ip in PUBLIC:
            self.assertTrue(guard.is_allowed(ip), ip)

    def test_inner_addresses_need_permission(self):
        for ip in PRIVATE:
            self.assertFalse(guard.is_allowed(ip), ip)
            self.assertTrue(guard.is_allowed(ip, allow_private=True), ip)

    def test_metadata_and_special_addresses_are_never_allowed(self):
        for ip in NEVER:
            self.assertFalse(guard.is_allowed(ip, allow_private=True), ip)

    def test_good_url_is_split(self):
        self.assertEqual(guard.split_url("https://shop.example/a?b=1"), ("https", "shop.example", 443, "/a?b=1"))
        self.assertEqual(guard.split_url("https://shop.example:8443"), ("https", "shop.example", 8443, "/"))

    def test_russian_url_is_written_for_the_wire(self):
        self.assertEqual(
            guard.split_url("https://пример.рф/приём"),
            ("https", "xn--e1afmkfd.xn--p1ai", 443, "/%D0%BF%D1%80%D0%B8%D1%91%D0%BC"),
        )

    def test_malformed_urls_are_refused(self):
        for url in (
            "ftp://a.example",
            "shop.example",
            "https://",
            "https://a b/",
            "https://u:p@a.example",
            "https://a:99999",
        ):
            with self.assertRaises(guard.MalformedURL):
                guard.split_url(url)

    def test_plain_http_and_inner_literals_are_refused(self):
        for url in (
            "http://shop.example",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://localhost/",
            "https://LOCALHOST./",
        ):
            with self.assertRaises(guard.ForbiddenAddress):
                guard.split_url(url)

    def test_plain_http_is_fine_inside_when_allowed(self):
        self.assertEqual(guard.split_url("http://10.0.0.5:8080/x", allow_private=True)[2], 8080)

    def test_name_that_resolves_inside_is_refused(self):
        for ip in ("10.0.0.1", "::1", "169.254.169.254"):
            with self.assertRaises(guard.ForbiddenAddress):
                guard.open_socket("evil.example", 443, False, 1, answers(ip))

    def test_mixed_answer_is_refused(self):
        with self.assertRaises(guard.ForbiddenAddress):
            guard.open_socket("evil.example", 443, False, 1, answers("8.8.8.8", "127.0.0.1"))

    def test_connection_goes_to_the_judged_address(self):
        """DNS rebinding: a second answer of the name server is never asked for."""
        server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(server.close)
        asked = []

        def resolve(host, port, **kw):
            asked.append(host)
            return answers("127.0.0.1")(host, server.getsockname()[1])

        connection = guard.open_socket("inner.example", 80, True, 1, resolve)
        self.addCleanup(connection.close)
        self.assertEqual(connection.getpeername(), server.getsockname())
        self.assertEqual(asked, ["inner.example"])

    def test_refused_connection_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        with self.assertRaises(ConnectionRefusedError):
            guard.open_socket("inner.example", port, True, 1, answers("127.0.0.1"))
