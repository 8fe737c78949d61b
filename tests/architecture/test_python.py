"""Transactions, SQL, calls outside, rights and words in the Python of the suite."""

from pathlib import Path

import pytest

from . import allowed, layers, outside_rules
from . import python_rules as rules
from .reader import ADDONS, python_sources, read_addons
from .samples import expect_none, make_source

EVERYWHERE = (outside_rules.check_timeouts, rules.check_blind_except)
IN_ADDONS = (
    rules.check_no_commit,
    rules.check_sql_has_reason,
    rules.check_sql_not_built_from_text,
    outside_rules.check_xml_readers,
    rules.check_sudo_has_reason,
    rules.check_no_eval,
    rules.check_secret_fields_have_groups,
    rules.check_no_print,
    rules.check_words,
    rules.check_routes,
)
SOURCES = [source for addon in read_addons() for source in addon.sources]


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
def test_repository_keeps_the_rule(rule):
    outside = [source for source in python_sources() if not source.path.is_relative_to(ADDONS)]
    expect_none(finding for source in (*SOURCES, *outside) for finding in rule(source))


@pytest.mark.parametrize("rule", IN_ADDONS, ids=lambda rule: rule.__name__)
def test_addons_keep_the_rule(rule):
    expect_none(finding for source in SOURCES for finding in rule(source))


def test_domain_knows_no_protocol():
    domain = [source for addon in read_addons() if addon.name in layers.DOMAIN for source in addon.sources]
    expect_none(finding for source in domain for finding in rules.check_domain_is_pure(source))


def test_tools_are_pure():
    tools = [source for source in SOURCES if source.path.parent.name == "tools"]
    expect_none(finding for source in tools for finding in rules.check_tools_are_pure(source))


def test_exceptions_still_apply():
    """An entry whose file is gone is deleted; the addon itself may still be on its way."""
    files = [*allowed.COMMIT, *(file for file, _module in allowed.DOMAIN_IMPORTS)]
    files += [entry.partition(":")[0] for entry in allowed.PLAIN_SECRETS]
    here = [file for file in files if (ADDONS / Path(file).parts[0]).is_dir()]
    expect_none(f"allowed.py: {file} does not exist" for file in here if not (ADDONS / file).is_file())


# === THE RULES THEMSELVES: every bad line is found, every good one passes === #

SAMPLES = {
    rules.check_no_commit: (
        ["self.env.cr.commit()", "cr.rollback()", "self._cr.commit()", "with f() as cursor:\n    cursor.commit()"],
        ["savepoint.rollback()", "order.commit()", "self._commit_progress(1)"],
    ),
    rules.check_sql_has_reason: (
        [
            "self.env.cr.execute('SELECT 1')",
            "rows = self.env.execute_query(SQL('SELECT 1'))",
            "cr.execute('#1')",
            'def f():\n    """Count."""\n    cr.execute("SELECT 1")',
        ],
        [
            'def f():\n    """Count, in SQL: a million rows."""\n    cr.execute("SELECT 1")',
            "# report over a million rows\ncr.execute('SELECT 1')",
            "cr.execute('SELECT 1')  # lock",
            "job.execute()",
        ],
    ),
    rules.check_sql_not_built_from_text: (
        [
            "cr.execute(f'SELECT {name}')",
            "cr.execute('SELECT %s' % name)",
            "cr.execute('SELECT {}'.format(name))",
            "cr.execute('SELECT ' + name)",
            "from odoo.tools import SQL\nq = SQL(f'SELECT {name}')",
            "def f(self):\n    query = 'SELECT '\n    query += self.name\n    self.env.cr.execute(query)",
        ],
        [
            "cr.execute('SELECT %s', (name,))",
            "# sql: columns are identifiers already\ncr.execute(f'SELECT {columns}')",
            "cr.execute('SELECT ' + '1')",
            "from odoo.tools import SQL\nenv.execute_query(SQL('SELECT %s', SQL(', ').join(names)))",
            "def f(self):\n    query = SQL('SELECT 1')\n    self.env.cr.execute(query)",
        ],
    ),
    outside_rules.check_timeouts: (
        [
            "import requests\nrequests.get(url)",
            "import requests as r\nr.post(url, timeout=None)",
            "from requests import post\npost(url)",
            "import requests\ns = requests.Session()\ns.get(url)",
            "import requests\nself.web = requests.Session()\nself.web.put(url)",
            "import requests\nwith requests.Session() as s:\n    s.get(url)",
            "import requests\ndef f(s: requests.Session):\n    s.get('x')",
            "from urllib.request import urlopen\nurlopen(url)",
            "import urllib.request\nurllib.request.urlopen(url, data)",
            "import socket\nsocket.create_connection((host, 5038))",
            "import http.client\nhttp.client.HTTPConnection('h')",
            "import smtplib\nsmtplib.SMTP('h', 25)",
            "from zeep import Transport\nTransport(timeout=5)",
            "import asyncio\nasync def f():\n    await asyncio.open_connection('h', 1)",
        ],
        [
            "import requests\nrequests.get(url, timeout=10)",
            "import requests\ns = requests.Session()\ns.get(url, timeout=5)",
            "values = {}\nvalues.get('timeout')",
            "from urllib.request import urlopen\nurlopen(url, data, 5)",
            "import socket\nsocket.create_connection(address, 5)",
            "import socket\nsocket.create_connection(address, timeout=limit)",
            "from zeep import Transport\nTransport(timeout=5, operation_timeout=20)",
            "import asyncio\nasync def f():\n    await asyncio.wait_for(asyncio.open_connection('h', 1), 5)",
            "import asyncio as a\nasync def f():\n    async with a.timeout(5):\n      await a.open_connection('h', 1)",
        ],
    ),
    outside_rules.check_xml_readers: (
        [
            "import xml.etree.ElementTree as ET",
            "from xml.dom import minidom",
            "from lxml import etree\netree.fromstring(body)",
            "from lxml import etree\nparser = etree.XMLParser(huge_tree=True)",
            "from lxml import etree\nfor _e, x in etree.iterparse(f):\n    pass",
            "from lxml import etree\nparser = etree.XMLParser(resolve_entities=True)",
        ],
        [
            "from xml.sax.saxutils import escape",
            "from xml.etree.ElementTree import ParseError",
            "from lxml import etree\netree.fromstring(body, PARSER)",
            "from lxml import etree\netree.parse(f, parser=PARSER)",
            "from lxml import etree\nPARSER = etree.XMLParser(resolve_entities=False)",
            "from lxml import etree\netree.tostring(node)",
        ],
    ),
    rules.check_sudo_has_reason: (
        [
            "order.sudo()",
            "order = order.sudo()  # because",
            "x = '# sudo: no'; order.sudo()",
            "from odoo import SUPERUSER_ID\norder.with_user(SUPERUSER_ID)",
            "# sudo:\norder.sudo()",
        ],
        [
            "order.sudo(False)",
            "# sudo: a courier reads the price of his order only\norder.sudo()",
            "order.sudo()  # sudo: settings are read for everybody",
            "# sudo: counters belong to nobody\ntotal = (\n    self.env['torg.x']\n    .sudo()\n    .count()\n)",
            "order.with_user(manager)",
        ],
    ),
    rules.check_no_eval: (
        ["eval(text)", "exec(text)", "from odoo.tools.safe_eval import safe_eval\nsafe_eval(text)"],
        ["import ast\nast.literal_eval(text)", "self.evaluate(text)"],
    ),
    rules.check_secret_fields_have_groups: (
        [
            "from odoo import fields\npassword = fields.Char()",
            "from odoo import fields\nami_secret = fields.Char(copy=False)",
            "from odoo import fields\naccess_token = fields.Text(groups=None)",
        ],
        [
            "from odoo import fields\npassword = fields.Char(groups='base.group_system')",
            "from odoo import fields\npassword_hint = fields.Char()",
            "from odoo import fields\nhas_secret = fields.Boolean()",
        ],
    ),
    rules.check_blind_except: (
        [
            "try:\n    f()\nexcept Exception:\n    pass",
            "try:\n    f()\nexcept:\n    x = 1",
            "try:\n    f()\nexcept (ValueError, Exception):\n    catalog.error('x')",
        ],
        [
            "try:\n    f()\nexcept Exception:\n    _logger.exception('x')",
            "try:\n    f()\nexcept Exception as error:\n    raise UserError('x') from error",
            "try:\n    f()\nexcept ValueError:\n    pass",
        ],
    ),
    rules.check_no_print: (["print('x')"], ["report.print_report()", "_logger.info('print')"]),
    rules.check_words: (
        [
            "_sql_constraints = []",
            "self.read_group([], [], [])",
            "def name_get(self):\n    return []",
            "from odoo.osv import expression",
            "from odoo import _, models",
        ],
        ["self._read_group([], [])", "from odoo.fields import Domain", "user.group_ids"],
    ),
    rules.check_routes: (
        [
            "from odoo import http\n@http.route('/x')\ndef f(self): ...",
            "from odoo.http import route\n@route('/x', type='http', auth='user')\ndef f(self): ...",
            "from odoo import http\n@http.route('/x', type='json', auth='user', methods=['POST'])\ndef f(self): ...",
        ],
        [
            "from odoo import http\n@http.route()\ndef f(self): ...",
            "from odoo import http\n@http.route('/x', type='jsonrpc', auth='user')\ndef f(self): ...",
            "from odoo import http\n@http.route('/x', type='http', auth='none', methods=['GET'])\ndef f(self): ...",
        ],
    ),
    rules.check_domain_is_pure: (
        [
            "import requests",
            "from lxml import etree",
            "import json",
            "from odoo import http",
            "from odoo.http import request",
        ],
        ["from odoo import models", "import datetime", "from odoo.tools import float_round"],
    ),
    rules.check_tools_are_pure: (
        ["from odoo import fields", "import odoo.tools", "from ..models import order", "from .. import hooks"],
        ["import requests", "from . import money", "from ..const import VAT", "from .. import const"],
    ),
}
BAD = [(rule, text) for rule, (bad, _good) in SAMPLES.items() for text in bad]
GOOD = [(rule, text) for rule, (_bad, good) in SAMPLES.items() for text in good]


@pytest.mark.parametrize(("rule", "text"), BAD, ids=lambda value: getattr(value, "__name__", None) or repr(value)[:60])
def test_bad_line_is_found_once(tmp_path, rule, text):
    assert len(list(rule(make_source(tmp_path, text)))) == 1


@pytest.mark.parametrize(("rule", "text"), GOOD, ids=lambda value: getattr(value, "__name__", None) or repr(value)[:60])
def test_good_line_passes(tmp_path, rule, text):
    assert not list(rule(make_source(tmp_path, text)))


def test_every_rule_has_samples():
    written = {
        value for module in (rules, outside_rules) for name, value in vars(module).items() if name.startswith("check_")
    }
    assert written == set(SAMPLES)


def test_controllers_in_the_domain_are_found(tmp_path):
    assert list(rules.check_domain_is_pure(make_source(tmp_path, "x = 1\n", "controllers/main.py")))


def test_tests_may_use_sudo_and_parse_what_they_made(tmp_path):
    text = "from lxml import etree\netree.fromstring(order.sudo().body)\n"
    source = make_source(tmp_path, text, "tests/test_a.py")
    assert not [*rules.check_sudo_has_reason(source), *outside_rules.check_xml_readers(source)]


def test_exception_from_the_list_passes(tmp_path, monkeypatch):
    source = make_source(tmp_path, "cr.commit()\n")
    monkeypatch.setitem(allowed.COMMIT, str(source), "the reason")
    assert not list(rules.check_no_commit(source))
