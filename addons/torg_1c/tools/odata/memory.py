"""What was read last time, so that only what changed is read and told again."""

import gzip
import json
from hashlib import blake2b


class Memory:
    """Key → mark (a version, or a hash of the content) of one table.

    :ivar dirty: whether it has to be kept anew
    """

    def __init__(self, rows=None, turn=0):
        self.rows = rows or {}  # key → [mark, turn it was last seen in]
        self.turn = turn
        self.dirty = False

    def begin(self):
        """A new reading of the whole table begins."""
        self.turn += 1
        self.dirty = True

    def see(self, key, mark):
        """Note a row; return whether it is new or changed."""
        known = self.rows.get(key)
        if known is None or known[0] != mark or known[1] != self.turn:
            self.rows[key] = [mark, self.turn]
            self.dirty = True
        return known is None or known[0] != mark

    def knows(self, key):
        """Whether the row was read before."""
        return key in self.rows

    def unseen(self):
        """Keys that this reading did not meet."""
        return [key for key, (_mark, turn) in self.rows.items() if turn != self.turn]

    def forget(self, keys):
        """These are gone."""
        for key in keys:
            self.rows.pop(key, None)
            self.dirty = True

    def dump(self):
        """Bytes to keep."""
        return gzip.compress(json.dumps([self.turn, self.rows], ensure_ascii=False, separators=(",", ":")).encode(), 3)

    @classmethod
    def load(cls, data):
        """Of kept bytes; nothing kept is a memory without rows."""
        if not data:
            return cls()
        turn, rows = json.loads(gzip.decompress(data))
        return cls(rows, turn)


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

    def dirty(self):
        """Name → Memory of those that have to be kept anew."""
        return {name: memory for name, memory in self.items() if memory.dirty}


def mark_of(value):
    """Short hash of any text."""
    return blake2b(value.encode(), digest_size=9).hexdigest()
