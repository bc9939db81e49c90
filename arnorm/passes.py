"""Edits of single lines that are repeated until nothing is left to do."""

from collections.abc import Callable, Iterable, Iterator

from arnorm.invisible import INVISIBLE, seen_text
from arnorm.patterns import Pattern
from arnorm.table import Table
from arnorm.text import Text

Edit = tuple[int, int, str]
"""A span of a line (start, end) and what is to stand there instead."""

MOST = 4
"""Passes over one line. Text that was damaged more often than that is not met with; a line that would need more of
them stays whole as it was, so that no line takes more than linear time and the result is still stable."""


def until_stable(
    text: Text,
    trigger: Pattern,
    edits: Callable[[str], Iterable[Edit]],
    *,
    release: bool = False,
    unseen: Table = INVISIBLE,
) -> None:
    """Apply the edits of each line in which the trigger is found, again and again until they change nothing.

    Protected elements are shown to the edits as a noncharacter, which they must not match; with `release` they are
    shown as they are, and an edit lifts the protection of its span. A line is read with its invisible characters and
    without them, and edited in the reading in which more of it is mended: strip-invisible, which comes later, must
    not bring to light what they broke up. They go with the span that they stand in. What is read as invisible, or
    otherwise than it is written, is what the table `unseen` says: of one element it makes one or none.
    """
    edits = _through_invisibles(edits, unseen)
    for _ in range(MOST):
        found = [
            (start + first, start + last, made)
            for start, line in _lines(text.string if release else text.unprotected_string, trigger, unseen)
            if _is_stable_soon(line, edits)
            for first, last, made in edits(line)
        ]
        if not found:
            return
        if release:
            text.release([(first, last) for first, last, _ in found])
        text.splice([(first, last) for first, last, _ in found], [made for _, _, made in found])


def _through_invisibles(edits: Callable[[str], Iterable[Edit]], unseen: Table) -> Callable[[str], list[Edit]]:
    def found(line: str) -> list[Edit]:
        plain = list(edits(line))
        if (seen := seen_text(line, unseen)) is None or seen.origin is None:
            return plain
        broken = list(edits(seen.string))
        if _covered(broken) <= _covered(plain):
            return plain
        origin = seen.origin
        return [(int(origin[start]), int(origin[end - 1]) + 1, made) for start, end, made in broken]

    return found


def _covered(edits: Iterable[Edit]) -> int:
    return sum(end - start for start, end, _ in edits)


def _lines(string: str, trigger: Pattern, unseen: Table) -> Iterator[tuple[int, str]]:
    places = [match.start() for match in trigger.finditer(string)]
    if (seen := seen_text(string, unseen)) is not None and seen.origin is not None:
        places = sorted([*places, *(int(seen.origin[match.start()]) for match in trigger.finditer(seen.string))])
    end = -1
    for place in places:
        if place < end:
            continue
        start = string.rfind("\n", 0, place) + 1
        end = string.find("\n", place)
        end = len(string) if end < 0 else end
        yield start, string[start:end]


def _is_stable_soon(line: str, edits: Callable[[str], list[Edit]]) -> bool:
    for _ in range(MOST):
        done, pieces = 0, list[str]()
        for start, end, made in edits(line):
            pieces += line[done:start], made
            done = end
        if not pieces:
            return True
        line = "".join(pieces) + line[done:]
    return not edits(line)
