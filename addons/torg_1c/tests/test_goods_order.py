import random
import tempfile
from pathlib import Path

from odoo.tests import tagged

from .goods_files import GoodsFilesCase


@tagged("post_install", "-at_install")
class TestGoodsOrder(GoodsFilesCase):
    """Parts of an export in any order, each twice, leave the same groups, products, prices and stock."""

    def test_order_and_repetition_of_parts_do_not_matter(self):
        data = self.make_data(items=4, offers=2, price_types=2, stores=2)
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / name for name in data.write(folder)]
            files = [*files[:2], *(half for file in files[2:] for half in self.halve(file))]
            endpoint = self.make_base("in-order")
            self.send(endpoint, files)
            wanted = self.read_all(endpoint)
            self.assertEqual([len(wanted[0]), len(wanted[1]), bool(wanted[2])], [8, 16, True])
            self.unlink_barcodes(endpoint)
            for seed in range(5):
                shuffled = files * 2
                random.Random(seed).shuffle(shuffled)
                endpoint = self.make_base(f"order-{seed}")
                self.send(endpoint, shuffled)
                self.assertEqual(self.read_all(endpoint), wanted, [file.name for file in shuffled])
                self.unlink_barcodes(endpoint)

    def unlink_barcodes(self, endpoint):
        """Free the barcodes of a base for the next one: a barcode belongs to one product."""
        self.env["product.product"].browse(self.find_offers(endpoint).values()).barcode = False
