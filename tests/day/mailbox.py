"""A mail server that keeps what it is given."""

import email
import email.policy
import threading
from collections import Counter

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

    def doubles(self):
        """Letters that came more than once to the same person."""
        seen = Counter((letter["Message-Id"], person) for letter, people in self.letters for person in people)
        return [key for key, times in seen.items() if times > 1]

    def subjects(self):
        """How many letters there are of each subject without its numbers."""
        return Counter(
            "".join(char for char in str(letter["Subject"]) if not char.isdigit()) for letter, _ in self.letters
        )
