"""A mail server that keeps what it is given."""

import email
import email.policy
import threading

from aiosmtpd.controller import Controller

from kit.system import free_port


class Mailbox:
    """Catches letters on a free local port."""

    def __init__(self):
        self.letters = []
        self._lock = threading.Lock()
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_error):
        self._controller.stop()

    async def handle_DATA(self, _server, _session, envelope):
        """Take a letter (a hook of aiosmtpd)."""
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._lock:
            self.letters.append((letter, list(envelope.rcpt_tos)))
        return "250 taken"


class Shelf:
    """Letters as a person sees them: what came again under its Message-Id is one letter.

    A worker that dies after it has handed a letter over and before it has kept that it did leaves the letter waiting,
    and the next worker hands it over again: mail knows no exactly once. Both have the same Message-Id, by which
    servers and clients hold them for one.

    :param caught: pairs of letter and addresses, as a Mailbox has them
    :ivar letters: `[(letter, address)]`, each once
    :ivar repeats: how many came again
    :ivar hidden: `Message-Id, address` of letters that say something else under a Message-Id that was there before:
        nobody would see them
    """

    def __init__(self, caught):
        self.letters, self.repeats, self.hidden = [], 0, []
        known = {}
        for letter, people in caught:
            for person in people:
                self._take(letter, person, known)

    def _take(self, letter, person, known):
        number, said = letter["Message-Id"], read_text(letter)
        if number is None or (number, person.lower()) not in known:
            known[number, person.lower()] = said
            self.letters.append((letter, person))
        elif known[number, person.lower()] == said:
            self.repeats += 1
        else:
            self.hidden.append((str(number), person))


def read_text(letter):
    """Subject and text of a letter; parts are told apart by their content, not by the line between them."""
    parts = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
    return str(letter["Subject"]), *parts
