"""What was read last time, so that only what changed is read and told again."""

import gzip
import json
from hashlib import blake2b


class Memory:
    """Key → mark (a version, or a hash of the content) of one table.

    :ivar dirty: whether it has to be kept anew; a reading that met nothing new leaves it as it was
    """

    def __init__(self, rows=None, seen=()):
        self.rows = rows or {}
        self.seen = set(seen)  # of a reading under way
        self._kept_seen = bool(seen)
        self.dirty = False

    def begin(self):
        """A new reading of the whole table begins."""
        self.seen = set()
        self.dirty = self.dirty or self._kept_seen

    def see(self, key, mark):
        """Note a row; return whether it is new or changed."""
        self.seen.add(key)
        if self.rows.get(key) == mark:
            return False
        self.rows[key] = mark
        self.dirty = True
        return True

    def note(self, key):
        """Note a row outside of any reading; return whether it is new."""
        if key in self.rows:
            return False
        self.rows[key] = ""
        self.dirty = True
        return True

    def knows(self, key):
        """Whether the row was read before."""
        return key in self.rows

    def unseen(self):
        """Keys that this reading did not meet."""
        return [key for key in self.rows if key not in self.seen]

    def forget(self, keys):
        """These are gone."""
        for key in keys:
            self.rows.pop(key, None)
            self.dirty = True

    def end(self):
        """The reading is over."""
        self.begin()

    def leave(self):
        """The reading goes on elsewhere."""
        self.dirty = self.dirty or bool(self.seen)

    def dump(self):
        """Bytes to keep."""
        told = json.dumps([self.rows, sorted(self.seen)], ensure_ascii=False, separators=(",", ":"))
        return gzip.compress(told.encode(), 3)

    @classmethod
    def load(cls, data):
        """Of kept bytes; nothing kept is a memory without rows."""
        return cls(*json.loads(gzip.decompress(data))) if data else cls()


class Memories(dict):
    """Memories of one stream by name, loaded when somebody asks.

    :param load: function of a name that returns the bytes kept, or None
    """

    def __init__(self, load=None):
        super().__init__()
        self._load = load or (lambda name: None)

    def __missing__(self, name):
        self[name] = Memory.load(self._load(name))
        return self[name]

    def leave(self):
        """The reading goes on elsewhere."""
        for memory in self.values():
            memory.leave()

    def dirty(self):
        """Name → Memory of those that have to be kept anew."""
        return {name: memory for name, memory in self.items() if memory.dirty}


def mark_of(value):
    """Short hash of any text."""
    return blake2b(value.encode(), digest_size=9).hexdigest()
