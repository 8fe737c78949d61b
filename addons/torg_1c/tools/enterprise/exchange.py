"""Exactly once, by numbers: what to send now, what to believe, what to confirm.

    exchange = Exchange(service, state, outbox, inbox, our, now)
    while (verdict := exchange.step()) == GO: …

A step may be broken off anywhere and done again from the state as it was last committed:

- A message of ours is frozen with its number and committed (`COMMIT`) before it leaves; until its fate is known it is
  sent again byte for byte, and 1C skips a number it has. There is never a second one under way.
- What it carried is delivered when a message of 1C says that it has received that number; otherwise it goes into the
  next message, with the same identifiers.
- A message of 1C is stored and its number remembered in one transaction; our next message says so, and only then does
  1C forget what it had sent. Kinds that nobody here can keep stop the confirmation, not the work.
"""

from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace

from ..problem import Problem
from .message import Header, check_header, declare, write_message
from .names import ORDER, choose_version, receivable
from .problem import MessageError, ServiceError
from .reader import MessageReader
from .service import ACTIVE, COMPLETED, FAILED
from .writer import BodyWriter

GO, COMMIT, WAIT, DONE = "go", "commit", "wait", "done"
IDLE, PUT, PUTTING, ASK, ASKING, GET, TIDY = "idle", "put", "putting", "ask", "asking", "get", "tidy"
LIMIT = 200  # records of a message of ours
STUBBORN = 3  # failures of a message with one record in it


@dataclass
class State:
    """What is remembered between steps; all but the frozen message is plain.

    :ivar sent_no: number of our last message
    :ivar confirmed_no: the last of ours that 1C says to have
    :ivar received_no: the last of 1C's that is stored here
    :ivar told_no: what 1C knows of `received_no`
    :ivar version: agreed one; empty until both sides have met
    :ivar batch: records in the message under way
    :ivar limit: orders the next message may carry: halved when 1C fails, so that a bad one is found
    :ivar held: kinds that stop the confirmation
    :ivar outgoing: the frozen message
    """

    phase: str = IDLE
    sent_no: int = 0
    confirmed_no: int = 0
    received_no: int = 0
    telling: int = 0
    told_no: int = 0
    version: str = ""
    their_code: str = ""
    operation: str = ""
    file_id: str = ""
    parts: int = 0
    batch: int = 0
    limit: int = LIMIT
    failures: int = 0
    takes_orders: bool = True
    held: list = field(default_factory=list)
    outgoing: bytes = b""

    def dump(self):
        """Plain values without the frozen message."""
        return {key: value for key, value in asdict(self).items() if key != "outgoing"}


class Exchange:
    """One conversation after another with a node of 1C.

    :param service: EnterpriseService
    :param outbox: `take(number, limit)` → records, the same for the same number; `waits()`; `confirm(number)`,
        `release(number, text)`, `refuse(number, problem)`
    :param inbox: `handled()` → names of records that are applied; `take(header, objects, known kinds)` → kinds that
        must not be confirmed
    :param our: code of our node
    :param now: function, naive UTC
    :ivar notes: Problems for a person that stop nothing
    """

    def __init__(self, service, state, outbox, inbox, our, now):
        self.service, self.state, self.outbox, self.inbox = service, state, outbox, inbox
        self.our, self.now = our, now
        self.notes = []

    def step(self):
        """Do the next thing; tell how to go on.

        :raise Problem: it cannot be done now; the state says where to begin again
        """
        before = replace(self.state)
        try:
            return getattr(self, f"_{self.state.phase}")()
        except Problem:
            for name, value in vars(before).items():
                setattr(self.state, name, value)
            if before.phase in (ASKING, GET):
                self.state.phase = ASK
            raise

    def run(self, seconds):
        """Steps for so many seconds; pauses grow while 1C is at work.

        :return: COMMIT, WAIT (1C is not ready), GO (time is over) or DONE
        """
        clock, pause = self.service.clock, 0.3
        until = clock.now() + seconds
        while clock.now() < until:
            verdict = self.step()
            if verdict in (COMMIT, DONE):
                return verdict
            if verdict == WAIT:
                if clock.now() + pause > until:
                    return WAIT
                clock.sleep(pause)
                pause = min(pause * 2, 5)
        return GO

    # === FROM US === #

    def _idle(self):
        """Freeze the next message: the number never leaves before it is committed."""
        state = self.state
        number = state.sent_no + 1 if state.version else 0
        records = self._collect(number) if number else ()
        if number and not records and state.told_no == state.received_no:
            state.phase, state.batch = ASK, 0
            return GO
        state.outgoing = self._write(number, records)
        state.sent_no, state.telling, state.batch, state.phase = number, state.received_no, len(records), PUT
        return COMMIT

    def _collect(self, number):
        if self.state.takes_orders:
            return self.outbox.take(number, self.state.limit)
        if self.outbox.waits():
            self.notes.append(MessageError("not_received"))
        return ()

    def _write(self, number, records):
        header = Header(
            plan=self.service.plan,
            to=self.state.their_code,
            sender=self.our,
            number=number,
            received=self.state.received_no,
            version=self.state.version if number else "",
            created=self.now(),
            types=declare(receivable(self.inbox.handled())),
        )
        body = BodyWriter(self.state.version).write_body(records) if records else ()
        return write_message(header, body)

    def _put(self):
        self.state.operation = self.service.put(self.state.outgoing)
        self.state.phase = PUTTING
        return GO

    def _putting(self):
        state = self.state
        verdict, text = self.service.ask_put(state.operation)
        if verdict == ACTIVE:
            return WAIT
        if verdict == FAILED:
            return self._put_failed(text)
        if verdict == COMPLETED:
            state.told_no, state.failures = state.telling, 0
        state.phase = ASK  # an operation that 1C does not know any more: its next message tells what it has
        return GO

    def _put_failed(self, text):
        """Halve the message, down to the one record that 1C cannot take; that one waits for a person."""
        state, problem = self.state, ServiceError("failed", text=text)
        state.failures += 1
        if state.limit == 1 and state.failures >= STUBBORN:
            self.outbox.refuse(state.sent_no, problem)
            state.failures = 0
        else:
            self.outbox.release(state.sent_no, problem)
        state.limit = max(1, min(state.batch, state.limit) // 2)
        state.phase, state.batch, state.outgoing = IDLE, 0, b""
        self.notes.append(problem)
        return DONE

    # === TO US === #

    def _ask(self):
        self.state.operation = self.service.prepare()
        self.state.phase = ASKING
        return GO

    def _asking(self):
        state = self.state
        verdict, state.file_id, state.parts, text = self.service.ask_prepared(state.operation)
        if verdict == ACTIVE:
            return WAIT
        if verdict != COMPLETED:
            raise ServiceError("failed", text=text or verdict)
        state.phase = GET
        return GO

    def _get(self):
        state = self.state
        reader = MessageReader(self.service.get(state.file_id, state.parts))
        check_header(reader.header, self.service.plan, self.our, state.their_code)
        self._meet(reader.header)
        self._settle(reader.header.received)
        self._receive(reader)
        state.phase = TIDY
        return COMMIT

    def _meet(self, header):
        """Learn who speaks and what it knows."""
        state = self.state
        theirs = header.versions or (header.version,)
        version = choose_version(theirs)
        if version is None:
            raise MessageError("no_version", theirs=", ".join(theirs), ours="1.2–1.21")
        if not state.version:
            state.sent_no = state.confirmed_no = header.received  # what another life of ours has sent
        state.version = version
        state.their_code = header.new_sender or header.sender or state.their_code
        state.takes_orders = header.takes(ORDER, version)

    def _settle(self, received):
        """What 1C has received decides about the message under way."""
        state = self.state
        if received > state.sent_no:
            self.notes.append(MessageError("numbers_ahead", number=received, known=state.sent_no))
            self.outbox.release(state.sent_no, self.notes[-1])
            state.sent_no = received
        elif state.batch and received == state.sent_no:
            self.outbox.confirm(state.sent_no)
            state.limit = min(LIMIT, state.limit * 2)
        elif state.batch:
            self.notes.append(MessageError("not_taken", number=state.sent_no))
            self.outbox.release(state.sent_no, self.notes[-1])
        if received < state.sent_no:
            state.told_no = -1  # what we said in it was not heard either
        state.confirmed_no, state.batch, state.outgoing = received, 0, b""

    def _receive(self, reader):
        """Store what is new; remember its number only when everything in it is kept."""
        state, number = self.state, reader.header.number
        if number <= state.received_no:
            if number and number < state.received_no:
                self.notes.append(MessageError("numbers_back", number=number, known=state.received_no))
            return
        state.held = sorted(self.inbox.take(reader.header, reader.objects(), receivable(self.inbox.handled())))
        if state.held:
            self.notes.append(MessageError("held", kinds=", ".join(state.held)))
        else:
            state.received_no = number

    def _tidy(self):
        with suppress(ServiceError):  # its temporary files are 1C's own affair
            self.service.forget(self.state.file_id)
        self.state.phase, self.state.file_id, self.state.operation = IDLE, "", ""
        return DONE
