"""Unified diffs, from lines that are known to belong together."""

from collections import deque
from collections.abc import Iterable, Iterator

from arnorm.corpus.part import Segment

_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file"


class Unified:
    """The unified diff of one text, made as its segments come; it has no lines where nothing changes."""

    def __init__(self, name: str) -> None:
        self._head = f"--- {name}\n+++ {name}\n"
        self._before: deque[str] = deque(maxlen=_CONTEXT)
        self._old, self._new = 1, 1
        self._hunk: list[str] = []
        """The lines of the hunk that is being made, each with its sign."""
        self._start = self._old, self._new
        self._quiet = 0
        """Unchanged lines at the end of the hunk."""

    def add(self, segments: Iterable[Segment]) -> Iterator[str]:
        """Yield the lines of the hunks that these segments end."""
        for old, new in segments:
            if old != new:
                self._change(old, new)
            elif self._hunk:
                self._hunk += [" " + line for line in old]
                self._quiet += len(old)
            if old == new:
                self._before.extend(old)
            self._old += len(old)
            self._new += len(new)
            if self._quiet > 2 * _CONTEXT:
                yield from self.end()

    def end(self) -> Iterator[str]:
        """Yield the lines of the hunk that is open."""
        if not self._hunk:
            return
        body = self._hunk[: len(self._hunk) - max(self._quiet - _CONTEXT, 0)]
        counts = [sum(line[0] in signs for line in body) for signs in (" -", " +")]
        old, new = (f"{at if count else at - 1},{count}" for at, count in zip(self._start, counts, strict=True))
        yield f"{self._head}@@ -{old} +{new} @@\n"
        yield from (line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}\n" for line in body)
        self._head, self._hunk, self._quiet = "", [], 0

    def _change(self, old: list[str], new: list[str]) -> None:
        if not self._hunk:
            self._hunk = [" " + line for line in self._before]
            self._start = self._old - len(self._hunk), self._new - len(self._hunk)
        self._hunk += ["-" + line for line in old] + ["+" + line for line in new]
        self._quiet = 0
        self._before.clear()
