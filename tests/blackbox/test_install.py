"""Addons come alone, are updated without a warning, and go without leaving anything; core works on.

The suite as one is removed in every run. With TORG_INSTALL=each every addon is installed alone into a base of core,
updated and removed: half an hour.
"""

import ast
import os
import re
import subprocess

import pytest

from kit import fingerprints, layout
from kit.databases import Bases
from kit.odoo_process import run_odoo, write_config
from kit.postgres import ensure_server

EACH = fingerprints.suite() if os.environ.get("TORG_INSTALL") == "each" else []

# What a person does in a base of core: sell, reserve, ship, and open the screens.
DAY = """
partner = env["res.partner"].create({"name": "Anna"})
product = env["product.product"].create({"name": "Rum", "type": "consu", "is_storable": True, "list_price": 10})
store = env["stock.warehouse"].search([], limit=1)
env["stock.quant"]._update_available_quantity(product, store.lot_stock_id, 5)
line = (0, 0, {"product_id": product.id, "product_uom_qty": 2})
order = env["sale.order"].create({"partner_id": partner.id, "order_line": [line]})
order.action_confirm()
order.picking_ids.button_validate()
assert order.order_line.qty_delivered == 2, order.picking_ids.mapped("state")
for model in ("sale.order", "res.partner", "product.template", "stock.picking", "stock.warehouse", "res.users"):
    env[model].get_views([(False, kind) for kind in ("form", "list", "search")])
env["res.config.settings"].get_views([(False, "form")])
env["ir.ui.menu"].load_menus(False)
env.cr.commit()
print("the day is over")
"""
# What belongs to no model and no addon of the base.
ORPHANS = """
    SELECT 'table ' || relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE nspname = 'public' AND relkind IN ('r', 'v', 'm')
       AND relname NOT IN (SELECT replace(model, '.', '_') FROM ir_model)
       AND relname NOT IN (SELECT name FROM ir_model_relation)
    UNION SELECT 'column ' || c.table_name || '.' || c.column_name
      FROM information_schema.columns c JOIN ir_model m ON replace(m.model, '.', '_') = c.table_name
      LEFT JOIN ir_model_fields f ON f.model = m.model AND f.name = c.column_name
     WHERE c.table_schema = 'public' AND f.id IS NULL
    UNION SELECT 'sequence ' || relname FROM pg_class WHERE relkind = 'S' AND relname NOT LIKE '%_id_seq'
      AND relname NOT LIKE 'ir_sequence_%'
    UNION SELECT 'function ' || proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
      LEFT JOIN pg_depend d ON d.objid = pg_proc.oid AND d.deptype = 'e'
     WHERE nspname = 'public' AND d.objid IS NULL
    UNION SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION SELECT 'half done ' || name FROM ir_module_module WHERE state LIKE 'to %'
    UNION SELECT 'record ' || d.module || '.' || d.name FROM ir_model_data d
      JOIN ir_module_module m ON m.name = d.module AND m.state = 'uninstalled'
    UNION SELECT 'parameter ' || key FROM ir_config_parameter WHERE key LIKE 'torg%' AND key NOT LIKE 'torg.kit.%'
    UNION SELECT 'job ' || uuid FROM queue_job
     WHERE state NOT IN ('done', 'failed', 'cancelled') AND model_name NOT IN (SELECT model FROM ir_model)
"""


class Base:
    """A base that addons come into and go from."""

    def __init__(self, bases, name):
        self.bases, self.name, self.connection = bases, name, bases.connection

    def rows(self, query):
        """The first column of a query."""
        return [row[0] for row in self.connection.psql(query, self.name)]

    def installed(self):
        """Names of the addons of the suite that are installed."""
        ours = ", ".join(f"'{addon}'" for addon in fingerprints.suite())
        return {*self.rows(f"SELECT name FROM ir_module_module WHERE state = 'installed' AND name IN ({ours})")}

    def put(self, flag, addon):
        """Install (-i) or update (-u) and expect a quiet log."""
        run_odoo(self.connection, self.name, flag, addon, title="box-install")
        self.expect_quiet(layout.LOGS / f"box-install-{self.name}.log")

    def remove(self, addon):
        """Uninstall as an administrator does in a shell, and expect a quiet log."""
        log = layout.LOGS / f"box-remove-{self.name}.log"
        log.unlink(missing_ok=True)
        self.odoo("module", "uninstall", addon, log=log)
        self.expect_quiet(log)

    def live(self):
        """Sell something."""
        assert "the day is over" in self.odoo("shell", "--no-http", said=DAY)

    def odoo(self, *command, said="", log=None):
        """Run a command of Odoo's; return what it printed."""
        options = {"logfile": log} if log else {"log_level": "error"}
        config = write_config(f"box-{self.name}", self.connection, **options)
        where = ["-c", str(config), "-d", self.name]
        done = subprocess.run(
            [str(layout.ODOO_BIN), command[0], *command[1:-1], *where, command[-1]] if command[0] == "module"
            else [str(layout.ODOO_BIN), *command, *where],
            cwd=layout.ROOT, input=said, capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip
        config.unlink()
        assert not done.returncode, done.stderr[-2000:]
        return done.stdout

    def expect_quiet(self, log):
        """No warning, no error."""
        loud = [line for line in log.read_text().splitlines() if re.search(r" (WARNING|ERROR|CRITICAL) ", line)]
        assert not loud, loud[:5]

    def orphans(self):
        """What belongs to nobody."""
        has_jobs = self.rows("SELECT 1 FROM pg_class WHERE relname = 'queue_job'")
        return {*self.rows(ORPHANS if has_jobs else ORPHANS[: ORPHANS.index("UNION SELECT 'job")])}


@pytest.fixture
def make_base():
    """Make bases by copying others; they are dropped at the end."""
    bases, made = Bases(ensure_server()), []

    def make(source):
        name = f"torg_box_{layout.STATE_HASH}_{os.getpid()}_{len(made)}"
        bases.drop(name)
        bases.copy(source, name)
        made.append(name)
        return Base(bases, name)

    yield make
    for name in made:
        bases.drop(name)


def test_suite_goes_and_core_works_on(make_base):
    base = make_base(Bases(ensure_server()).template())
    base.live()  # what is removed has a history: orders, messages, jobs
    before = base.orphans()
    base.remove("torg_ru")
    assert base.installed() == set()
    assert base.orphans() - before == set()
    base.live()


@pytest.fixture(scope="session")
def core():
    """A base of what the suite stands on, without the suite."""
    bases = Bases(ensure_server())
    name = f"torg_core_{layout.STATE_HASH}_{os.getpid()}"
    wanted = {depends for addon in fingerprints.suite() for depends in read_depends(addon)} - {*fingerprints.suite()}
    run_odoo(bases.connection, name, "-i", ",".join(sorted(wanted)), "--load-language", "ru_RU", title="install")
    yield name
    bases.drop(name)


def read_depends(addon):
    """What the manifest says the addon needs."""
    manifest = (layout.ADDONS / addon / "__manifest__.py").read_text(encoding="utf-8")
    return ast.literal_eval(manifest)["depends"]


def close(addon):
    """The addon and all of the suite that it needs."""
    ours = {*read_depends(addon)} & {*fingerprints.suite()}
    return {addon}.union(*map(close, ours))


@pytest.mark.parametrize("addon", EACH)
def test_addon_comes_alone_is_updated_and_goes(make_base, core, addon):
    base = make_base(core)
    base.put("-i", addon)
    assert base.installed() == close(addon)
    base.put("-u", addon)
    base.live()
    before = base.orphans()
    base.remove(addon)
    assert base.installed() == close(addon) - {addon}
    assert base.orphans() - before == set()
    base.live()
