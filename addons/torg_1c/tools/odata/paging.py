"""How many rows to ask for at once: few at first, then as many as make a page of some megabytes."""

START = 50
SMALLEST, LARGEST = 1, 10_000
GOAL = 7 << 20  # bytes of a page: 5 to 10 MB


class PageSize:
    """Size of the next page, learned from the pages before.

    :ivar rows: rows to ask for
    """

    def __init__(self, rows=START, goal=GOAL, largest=LARGEST):
        self.rows, self.goal, self.largest = rows, goal, largest
        self.ceiling = largest

    def learn(self, rows, size):
        """A page of so many rows had so many bytes."""
        if rows < self.rows:
            return  # the last page tells nothing
        fit = max(SMALLEST, int(self.goal * rows / max(size, 1)))
        self.rows = min(fit, rows * 2, self.ceiling)

    def shrink(self):
        """A page was too much for the other side; return whether a smaller one can be asked for."""
        if self.rows == SMALLEST:
            return False
        self.ceiling = max(SMALLEST, self.rows // 2)  # it is not tried again what failed once
        self.rows = self.ceiling
        return True
