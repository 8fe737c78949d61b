"""What handlers report while a batch is applied; thrown away with the batch when something in it fails."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

CREATED, CHANGED, UNCHANGED, ARCHIVED, REFUSED, PARKED = (
    "created",
    "changed",
    "unchanged",
    "archived",
    "refused",
    "parked",
)


@dataclass
class Work:
    """Collector of one batch.

    :ivar run: torg.onec.run at work
    :ivar endpoint: its torg.exchange.endpoint
    :ivar section: SectionRec the records stand in, or None
    :ivar formed_at: naive UTC, when 1C formed the message
    :ivar counts: ``{(kind, verdict): number}``
    :ivar linked: ``{kind of link: {key}}`` that became known in this batch: what waits for them is replayed
    :ivar seen: ``{kind of link: {key}}`` named by a full export
    :ivar parked: ``[(record, kind of link it waits for, key, reason)]``
    :ivar issues: ``[(level, code, text, record or None, where, row, line)]``
    :ivar changes: ``[(verdict, model, record id, {field: [old, new]}, note)]``
    """

    run: object
    endpoint: object
    section: object = None
    formed_at: object = None
    counts: Counter = field(default_factory=Counter)
    linked: dict = field(default_factory=lambda: defaultdict(set))
    seen: dict = field(default_factory=lambda: defaultdict(set))
    parked: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    changes: list = field(default_factory=list)

    @property
    def only_changes(self):
        """Whether what is not named in this section stays as it is; so it is unless the message says otherwise."""
        return self.section is None or self.section.only_changes is not False

    def count(self, kind, verdict, number=1):
        """Count records of a kind."""
        if number:
            self.counts[kind, verdict] += number

    def see(self, kind, keys):
        """These keys stand in the message: they are not gone."""
        self.seen[kind].update(keys)

    def park(self, record, kind, key, reason=""):
        """Keep a record until somebody links the key it waits for."""
        self.parked.append((record, kind, key, reason))
        self.count(type(record).__name__, PARKED)

    def issue(self, code, text, record=None, level="row", where="", row="", line=0):
        """Tell a person; a row that was left out counts as refused."""
        self.issues.append((level, code, text, record, where, row, line))
        if level == "row" and record is not None:
            self.count(type(record).__name__, REFUSED)

    def change(self, verdict, record, difference=None, note=""):
        """Note what became of a record of the suite; ``difference`` is ``{field: [old, new]}``."""
        self.changes.append((verdict, record._name, record.id, difference or {}, note))
