import csv

from odoo.tests import TransactionCase
from odoo.tools import file_open

from odoo.addons.torg_demo.models.torg_demo import NAMESPACE


def read_table(name):
    """Rows of a table of the demo, without a database."""
    with file_open(f"torg_demo/tables/{name}.csv") as table:
        return list(csv.DictReader(table))


class DemoCase(TransactionCase):
    """The demo company as the installation of this addon has loaded it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = cls.env["torg.demo"]

    def get_demo(self, name):
        """The demo record with this external id."""
        return self.env.ref(f"{NAMESPACE}.{name}")

    def get_demo_records(self, model, prefix=""):
        """Demo records of a model whose external id begins with the prefix."""
        found = self.demo._get_records(model)
        return self.env[model].union(*[record for name, record in found.items() if name.startswith(prefix)])
