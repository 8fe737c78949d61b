import sys
from pathlib import Path

from odoo.addons.torg_1c.models.torg_onec_soap import TorgOnecSoap
from odoo.addons.torg_1c.tools.enterprise import soap

TILL_KEYS = "<КлючевыеСвойства><Ссылка>till</Ссылка></КлючевыеСвойства>"
TILL = ("Справочник.Кассы", "till", TILL_KEYS)  # a kind nobody reads
TESTS = Path(__file__).parents[3] / "tests"
PASSWORD = "a password of the test"  # noqa: S105 - of a test


def load_fake_soap():
    """Return the emulator of a 1C that is a SOAP server."""
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    from fakes import onec_soap  # noqa: PLC0415 - the folder of the repository, not an addon

    return onec_soap


def price_type(key, name="Wholesale"):
    """What an emulated base registers: kind, identifier, body."""
    keys = f"<КлючевыеСвойства><Ссылка>{key}</Ссылка><Наименование>{name}</Наименование></КлючевыеСвойства>"
    return "Справочник.ТипыЦен", key, keys


class SoapMixin:
    """An emulated 1C on a port of this machine, a base here that is talked to; jobs are done by hand."""

    @classmethod
    def set_up_soap(cls):
        cls.classPatch(soap, "TIMEOUT", 10)  # the test framework compares it with a number
        fakes = load_fake_soap()
        cls.server = fakes.Server(fakes.Base(), password=PASSWORD)
        cls.enterClassContext(cls.server)
        cls.onec.write(
            {
                "mode": "push",
                "allow_private_addresses": True,
                "onec_soap_url": cls.server.url,
                "onec_soap_user": "odoo",
                "onec_soap_new_password": PASSWORD,
                "onec_soap_peer_code": "ТГ",
                "onec_soap": True,
            }
        )
        cls.soap = cls.onec.onec_soap_ids

    def make_jobs(self):
        """Note the jobs that would be enqueued, `[seconds]`."""
        self.jobs = []
        self.patch(TorgOnecSoap, "_enqueue", lambda _talk, seconds=0: self.jobs.append(seconds))

    def talk(self):
        """Do the jobs of one conversation; return the verdicts."""
        verdicts = []
        while len(verdicts) < 10:
            verdicts.append(self.soap._talk())
            if verdicts[-1] in ("done", "failed", "off"):
                return verdicts
        raise AssertionError(verdicts)
