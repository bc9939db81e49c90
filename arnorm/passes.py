"""Edits of single lines that are repeated until nothing is left to do."""

from collections.abc import Callable, Iterable, Iterator

from arnorm.patterns import Pattern
from arnorm.text import Text

Edit = tuple[int, int, str]
"""A span of a line (start, end) and what is to stand there instead."""

MOST = 4
"""Passes over one line. Text that was damaged more often than that is not met with; a line that would need more of
them stays whole as it was, so that no line takes more than linear time and the result is still stable."""


def until_stable(
    text: Text, trigger: Pattern, edits: Callable[[str], Iterable[Edit]], *, release: bool = False
) -> None:
    """Apply the edits of each line in which the trigger is found, again and again until they change nothing.

    Protected elements are shown to the edits as U+0000, which they must not match; with `release` they are shown as
    they are, and an edit lifts the protection of its span.
    """
    for _ in range(MOST):
        found = [
            (start + first, start + last, made)
            for start, line in _lines(text.string if release else text.unprotected_string, trigger)
            if _is_stable_soon(line, edits)
            for first, last, made in edits(line)
        ]
        if not found:
            return
        if release:
            text.release([(first, last) for first, last, _ in found])
        text.splice([(first, last) for first, last, _ in found], [made for _, _, made in found])


def _lines(string: str, trigger: Pattern) -> Iterator[tuple[int, str]]:
    end = -1
    for match in trigger.finditer(string):
        if match.start() < end:
            continue
        start = string.rfind("\n", 0, match.start()) + 1
        end = string.find("\n", match.end())
        end = len(string) if end < 0 else end
        yield start, string[start:end]


def _is_stable_soon(line: str, edits: Callable[[str], Iterable[Edit]]) -> bool:
    for _ in range(MOST):
        done, pieces = 0, list[str]()
        for start, end, made in edits(line):
            pieces += line[done:start], made
            done = end
        if not pieces:
            return True
        line = "".join(pieces) + line[done:]
    return next(iter(edits(line)), None) is None
