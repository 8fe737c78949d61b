"""What the day says while it goes, and in the end."""

import json
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Report:
    """Progress for a person, figures for both a person and a program.

    :ivar seed: what the same customers and baskets come from again
    :ivar figures: what was done, by name
    :ivar books: the reconciliation, `{name: number}`; every number must be zero, None was not measured
    :ivar reasons: why a figure is less than it could be, `{name: {reason: None}}`, in the order they came
    """

    quiet: bool = False
    seed: str = ""
    figures: dict = field(default_factory=dict)
    books: dict = field(default_factory=dict)
    details: dict = field(default_factory=dict)
    reasons: dict = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @contextmanager
    def chapter(self, title):
        """Announce a part of the day and say how long it took."""
        began = time.monotonic()
        self.say(f"{self._clock()}  {title}")
        yield
        self.say(f"       done in {time.monotonic() - began:.1f} s")

    def note(self, text, **figures):
        """Say something that happened and keep its figures."""
        self.figures.update(figures)
        self.say(f"       {text}")

    def count(self, name, number=1):
        """Add to a figure; several people may at once."""
        with self._lock:
            self.figures[name] = self.figures.get(name, 0) + number

    def explain(self, name, reason):
        """Keep why a figure did not grow."""
        with self._lock:
            self.reasons.setdefault(name, {})[reason] = None

    def book(self, name, wrong):
        """Keep a line of the reconciliation: a number, or the things that are wrong; None: nobody could look."""
        is_counted = wrong is None or isinstance(wrong, int)
        things = [] if is_counted else list(wrong)
        self.books[name] = wrong if is_counted else len(things)
        if things:
            self.details[name] = [str(thing) for thing in things[:20]]

    @property
    def balanced(self):
        """Whether all books agree."""
        return bool(self.books) and not any(self.books.values())

    def say(self, text):
        """Tell a person, unless a program reads."""
        if not self.quiet:
            print(text, file=sys.stderr, flush=True)  # noqa: T201

    def break_off(self, cause, as_json):
        """Say why the day could not be played to its end."""
        text = f"The day broke off: {cause}"
        if as_json:
            told = {"balanced": False, "broke_off": text, "seed": self.seed, "figures": self.figures}
            print(json.dumps(told, ensure_ascii=False))  # noqa: T201
        print(text, file=sys.stderr)  # noqa: T201

    def finish(self, as_json):
        """Print the end of the day."""
        if as_json:
            told = {"balanced": self.balanced, "figures": self.figures, "books": self.books, "details": self.details}
            told["seed"] = self.seed
            told["reasons"] = {name: list(found) for name, found in self.reasons.items()}
            print(json.dumps(told | {"seconds": round(time.monotonic() - self.started, 1)}, ensure_ascii=False))  # noqa: T201
            return
        self.say("\nWhat happened")
        self._print_rows(self.figures)
        self.say("\nReconciliation: everything must be zero")
        self._print_rows(self.books)
        for name, things in self.details.items():
            self.say(f"\n{name}:")
            for thing in things:
                self.say(f"  {thing}")
        self.say(f"\nThe same customers and baskets again: --seed {self.seed}")
        self.say("\nThe books agree." if self.balanced else "\nThe books do NOT agree.")

    def _print_rows(self, rows):
        for name, number in rows.items():
            self.say(f"  {name.replace('_', ' '):<44} {'not measured' if number is None else number}")

    def _clock(self):
        minutes, seconds = divmod(int(time.monotonic() - self.started), 60)
        return f"{minutes:02}:{seconds:02}"
