"""What the conversation of `tools.enterprise.exchange` takes from here, and puts here."""

import hashlib
import json
import tempfile
from collections import defaultdict

from odoo.addons.torg_1c.tools.enterprise.reader import topic_of
from odoo.addons.torg_1c.tools.records import HeaderRec, SectionEndRec, SectionRec
from odoo.addons.torg_1c.tools.records.codec import dumps, load

SECTIONS = {
    "catalogue": "catalog",
    "prices": "offers",
    "stock": "offers",
    "partners": "partners",
    "orders": "documents",
}
CHUNK = 4 << 20  # bytes of a file that are appended at once
IN_MEMORY = 8 << 20


class Outbox:
    """Messages of the exchange log that wait for a base, offered under the number of the message that carries them."""

    def __init__(self, endpoint):
        self._endpoint, self._env = endpoint, endpoint.env
        self._messages = endpoint.env["torg.exchange.message"]

    @property
    def is_ours(self):
        """Whether orders of this base go by SOAP at all: where 1C fetches them itself, they do not."""
        return self._endpoint.mode == "push"

    def take(self, number, limit):
        """Return the records to send in this message."""
        if not self.is_ours:
            return []
        parts, records = self._env["torg.onec.order.part"], []
        for message in self._messages._offer(self._endpoint, limit, self._session(number)):
            if message.res_model == "sale.order":
                records += parts._get_records(message)
            else:
                records += load(json.loads(message._get_payload()))
        return records

    def waits(self):
        """Whether anything could be sent now."""
        domain = [("endpoint_id", "=", self._endpoint.id), ("direction", "=", "out"), ("state", "=", "ready")]
        return self.is_ours and bool(self._messages.search_count(domain, limit=1))

    def confirm(self, number):
        """1C says that it has this message."""
        self._messages._confirm(self._endpoint, self._session(number))

    def release(self, number, problem=None):
        """What it carried goes with a later message, under the same identifiers."""
        error = problem and self._endpoint._explain_problem(problem)
        messages = self._offered(number)
        messages.write({"state": "ready", "session": False, "error": error})
        for waiting in messages._get_parts_of_records().values():
            waiting._note_released()

    def refuse(self, number, problem):
        """1C cannot take the one order it carried."""
        messages = self._offered(number)
        messages._refuse(self._endpoint._explain_problem(problem))
        for refused in messages._get_parts_of_records().values():
            refused._note_released()

    def _session(self, number):
        return f"soap:{number}"

    def _offered(self, number):
        session = [("session", "=", self._session(number)), ("state", "=", "offered")]
        return self._messages.search([("endpoint_id", "=", self._endpoint.id), *session])


class Inbox:
    """Messages of 1C become files of records, one for each stream, with their runs."""

    def __init__(self, talk):
        self._talk, self._endpoint, self._env = talk, talk.endpoint_id, talk.env

    def handled(self):
        """Return the names of records that somebody here applies."""
        return set(self._env["torg.onec.applier"]._get_handlers())

    def take(self, header, objects, known):
        """Keep a message, start its runs; return the kinds that must not be confirmed.

        The same message again, numbered anew because we did not confirm it, is kept once.
        """
        spools, held, content = defaultdict(_Spool), set(), hashlib.blake2b(digest_size=16)
        for kind, records in objects:
            if kind not in known and any(type(record).__name__ != "DeletedRec" for record in records):
                held.add(kind)
            topic = topic_of(records)
            for record in records:
                line = dumps(record).encode()
                content.update(line)
                spools[topic].write(line)
        held = set() if self._endpoint.onec_soap_confirm_unknown else held
        if not held or content.hexdigest() != self._talk.held_hash:
            for topic, spool in spools.items():
                self._start(header, topic, spool)
        self._talk.held_hash = content.hexdigest() if held else False
        return held

    def _start(self, header, topic, spool):
        section = SectionRec(SECTIONS[topic], only_changes=True)
        formed = self._endpoint._to_onec_time(header.created)
        first = (HeaderRec(f"EnterpriseData/{header.version}", formed, node_id=header.sender), section)
        name = f"soap/{header.sender}-{header.number}-{topic}"
        file = self._env["torg.onec.file"].create({"name": name, "endpoint_id": self._endpoint.id, "format": "records"})
        file._append("\n".join(map(dumps, first)).encode())
        spool.file.seek(0)
        while body := spool.file.read(CHUNK):
            file._append(body)
        file._append(b"\n" + dumps(SectionEndRec(section, spool.count)).encode())
        file._start_run(topic)


class _Spool:
    """Lines of one stream, on the disk when they are many."""

    def __init__(self):
        self.file, self.count = tempfile.SpooledTemporaryFile(IN_MEMORY), 0  # noqa: SIM115 closed with the message

    def write(self, line):
        self.file.write(b"\n" + line)
        self.count += 1
