import json
from datetime import datetime

from odoo.tests import TransactionCase

from odoo.addons.torg_1c.tools.records import HeaderRec, SectionEndRec, SectionRec
from odoo.addons.torg_1c.tools.records.codec import dumps

FORMED = datetime(2026, 3, 2, 12, 0)


class OnecMixin:
    """A 1C base ``ut``, and ways to feed it files without a network or a job runner."""

    @classmethod
    def set_up_onec(cls):
        cls.env["torg.exchange.endpoint"].search([("kind", "=", "onec")]).active = False  # of the demo company
        cls.env.company.partner_id.lang = "en_US"  # the log speaks the language of the company
        cls.onec = cls.make_onec("ut-test")

    @classmethod
    def make_onec(cls, code, **vals):
        values = {"name": f"1C {code}", "code": code, "kind": "onec", "mode": "pull", **vals}
        return cls.env["torg.exchange.endpoint"].create(values)

    @classmethod
    def make_only_onec(cls, code, **vals):
        """Make a base for which there is no other: it finds nothing that others have brought."""
        cls.env["torg.exchange.endpoint"].search([("kind", "=", "onec")]).active = False
        return cls.make_onec(code, **vals)

    @classmethod
    def make_file(cls, content, name="import.xml", endpoint=None, **vals):
        """Keep bytes, or a list of records, as a file that came."""
        endpoint = endpoint or cls.onec
        is_xml = isinstance(content, bytes)
        body = content if is_xml else "\n".join(dumps(record) for record in content).encode()
        kind = "commerceml" if is_xml else "records"
        file = cls.env["torg.onec.file"].create({"name": name, "endpoint_id": endpoint.id, "format": kind, **vals})
        file._append(body)
        return file

    @classmethod
    def load(cls, content, seconds=60, **vals):
        """Apply bytes, or records with a header, to the end; return the run."""
        run = cls.make_file(content, **vals)._start_run()
        cls.finish(run, seconds)
        return run

    @classmethod
    def load_rows(cls, records, only_changes=True, section="catalog", formed=FORMED, **vals):
        """Apply records as one section of a message."""
        head = SectionRec(section, only_changes=only_changes)
        return cls.load([HeaderRec("2.10", formed), head, *records, SectionEndRec(head, len(records))], **vals)

    @classmethod
    def finish(cls, runs, seconds=60):
        """Do what the jobs of these runs would do, in their turn."""
        for run in runs.sorted("id"):
            for _piece in range(1000):
                if run.message_id._process() != "ready":
                    break

    def counts(self, run, kind):
        """Return the figures of one kind of a run."""
        return (run.counts or {}).get(kind, {})

    def texts(self, run):
        """Return the remarks of a run."""
        return run.issue_ids.sorted("id").mapped("text")

    def show(self, run):
        """Return a run as text, for the message of a failed test."""
        return json.dumps([run.state, run.error, run.counts, self.texts(run)], ensure_ascii=False)


class OnecCase(OnecMixin, TransactionCase):
    """Transactions with a 1C base."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_onec()
