import random
import time
import tracemalloc
from io import BytesIO
from unittest.mock import patch

from odoo.exceptions import ConcurrencyError
from odoo.tests import BaseCase, tagged

from odoo.addons.torg_api.reading import UPLOAD_LIMIT
from odoo.addons.torg_api.tools import ndjson, upload

from .shop import ShopCase

LINES = "application/x-ndjson"
PEAK = 12 * 1024 * 1024


class TestUpload(BaseCase):
    """Files are read a piece at a time, as far as they may be."""

    def test_file_ends_at_its_limit_whatever_was_promised(self):
        self.assertEqual(upload.keep(BytesIO(b"12345"), 5).read(), b"12345")
        with self.assertRaises(upload.TooLong):
            upload.keep(BytesIO(b"123456"), 5)

    def test_file_has_the_digest_of_its_bytes(self):
        content = random.Random(1).randbytes(3 * upload.CHUNK + 7)
        file = upload.keep(BytesIO(content), UPLOAD_LIMIT)
        self.assertEqual(upload.digest(b"POST\n", file), upload.digest(b"POST\n", content))
        self.assertNotEqual(upload.digest(b"POST\n", file), upload.digest(b"PUT\n", content))

    def test_parts_are_bounded_by_rows_and_by_bytes(self):
        rows = [part for part in ndjson.split(BytesIO(b"1\n\n2\r\n3\n"), 2)]
        self.assertEqual(rows, [[(1, b"1"), (3, b"2")], [(4, b"3")]])
        long = b"x" * (ndjson.LARGEST // 8)
        parts = list(ndjson.split(BytesIO(b"\n".join([long] * 20)), 1000))
        self.assertEqual([len(part) for part in parts], [8, 8, 4])

    def test_line_too_long_is_named(self):
        fits = b"x" * ndjson.LONGEST
        self.assertEqual(len(list(ndjson.split(BytesIO(fits + b"\r\n" + fits), 9))[0]), 2)
        with self.assertRaises(ndjson.TooLong) as caught:
            list(ndjson.split(BytesIO(b"1\n" + fits + b"x\n"), 9))
        self.assertEqual(caught.exception.args, (2,))


@tagged("post_install", "-at_install")
class TestUploads(ShopCase):
    """Thirty-two megabytes come without being held in memory, however they are sent."""

    def send(self, content, **headers):
        return self.call("POST", "/imports?kind=customers", raw=content, headers={"Content-Type": LINES, **headers})

    def make_file(self, megabytes):
        """A file of lines that no packing makes small."""
        chance = random.Random(7)
        line = lambda: b'{"external_id": "%s"}\n' % chance.randbytes(8000).hex().encode()  # noqa: E731
        return b"".join(line() for _number in range(megabytes * 1024 * 1024 // 16_020))

    def find_imports(self):
        return self.env["torg.api.import"].search([("key_id", "=", self.key.id)])

    def test_large_file_is_never_whole_in_memory(self):
        content = self.make_file(30)
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        response = self.send(BytesIO(content), **{"Idempotency-Key": "big-1"})
        peak = tracemalloc.get_traced_memory()[1]
        self.assertEqual(response.status_code, 202, response.text[:300])
        self.assertEqual(response.data["rows"], content.count(b"\n"))
        self.assertLess(peak, PEAK, f"{peak / 1024 / 1024:.1f} MB")

    def test_file_in_chunks_is_the_same_file(self):
        content = b'{"phone": "+79125557701"}\n{"phone": "+79125557702"}\n'
        first = self.send(iter([content[:10], content[10:]]), **{"Idempotency-Key": "chunks"})
        self.assertEqual((first.status_code, first.data["rows"]), (202, 2), first.text)
        again = self.send(content, **{"Idempotency-Key": "chunks"})
        self.assertEqual((again.content, again.headers["Idempotent-Replayed"]), (first.content, "true"))

    def test_chunks_without_an_end_are_cut_off(self):
        piece = b" " * (1024 * 1024)
        self.assert_problem(self.send(piece for _number in range(33)), 413, "too_large")
        self.assertFalse(self.find_imports())

    def test_json_in_chunks_has_its_limit_too(self):
        piece = b" " * (64 * 1024)
        body = self.call("POST", "/orders", raw=(piece for _number in range(17)))
        self.assert_problem(body, 413, "too_large")

    def test_row_too_long_is_named_and_nothing_is_kept(self):
        problem = self.assert_problem(self.send(b"{}\n" + b"x" * (ndjson.LONGEST + 1)), 413, "too_large")
        self.assertIn("2", problem["detail"])
        self.assertFalse(self.find_imports())

    def test_request_that_is_begun_anew_reads_its_file_again(self):
        imports, calls = self.registry["torg.api.import"], []
        original = imports._enqueue_part

        def fail_once(one):
            calls.append(one.row_count)
            if len(calls) == 1:
                raise ConcurrencyError("Somebody was faster")
            return original(one)

        with patch.object(imports, "_enqueue_part", fail_once), patch.object(time, "sleep"):
            response = self.send(b'{"phone": "+79125557701"}\n{"phone": "+79125557702"}\n')
        self.assertEqual((response.status_code, response.data["rows"]), (202, 2), response.text)
        self.assertEqual(calls, [2, 2])
