import sys
from pathlib import Path
from unittest.mock import patch

from odoo.tests import HttpCase

from odoo.addons.torg_1c.models.torg_onec_session_import import TorgOnecSession

from .common import OnecMixin

TESTS = Path(__file__).parents[3] / "tests"
FIXTURES = TESTS.parents[1] / "shared" / "fixtures"
PASSWORD = "right one"  # noqa: S105 - of a test


def load_fakes():
    """Return the emulator of a 1C that is an HTTP client."""
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    from fakes import onec_client  # noqa: PLC0415 - the folder of the repository, not an addon

    return onec_client


class OnecHttpCase(OnecMixin, HttpCase):
    """A 1C that speaks to the server of the test; the server itself does the jobs that 1C waits for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_onec()
        cls.onec.write({"onec_login": "1c", "onec_zip": False})
        cls.env["ir.config_parameter"].set_param("password.hashing.rounds", "1000")
        cls.onec._set_onec_password(PASSWORD)
        cls.fakes = load_fakes()

    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(TorgOnecSession, "_pause", work_instead_of_waiting))

    @property
    def url(self):
        return f"{self.base_url()}/1c/{self.onec.code}"

    def wire(self, login="1c", password=PASSWORD, cuts=None, url=None):
        """Return a connection as 1C opens one."""
        wire = self.fakes.Wire(url or self.url, login, password, timeout=60, cuts=cuts)
        ask = wire.ask

        def asked_in_turn(query, body=None):
            self.env.cr.flush()
            with self.allow_requests(all_requests=True):
                answer = ask(query, body)
            self.env.invalidate_all()
            return answer

        wire.ask = asked_in_turn
        return wire

    def ask(self, query, body=None, wire=None):
        """Return the text of an answer; it is always 200 and no page."""
        status, headers, raw = (wire or self.wire()).ask(query, body)
        self.assertEqual(status, 200, raw[:200])
        self.assertNotIn("session_id", headers.get("Set-Cookie", ""))
        return raw.decode("cp1251")

    def open(self, kind="catalog", dialect="ut"):
        """Return a session of the emulator, logged in."""
        return self.fakes.Session(self.wire(), kind, dialect).open()

    def files(self, *domain):
        """Return what came to the base of the test, in its order."""
        self.env.invalidate_all()
        return self.env["torg.onec.file"].search([("endpoint_id", "=", self.onec.id), *domain], order="id")


def work_instead_of_waiting(session, record):
    """Do what the job would do that a request waits for."""
    with session.env.registry.cursor() as cr:
        record = record.with_env(record.env(cr=cr))
        if record._name == "torg.onec.file":
            record._unpack()
        else:
            for run in record.search(
                [("endpoint_id", "=", record.endpoint_id.id), ("id", "<=", record.id)], order="id"
            ):
                run.message_id._process()


def load_xpath_counts():
    """Return the module that counts rows of a file with XPath alone."""
    if str(TESTS / "pure") not in sys.path:
        sys.path.append(str(TESTS / "pure"))
    import xpath_counts  # noqa: PLC0415 - the folder of the repository, not an addon

    return xpath_counts
