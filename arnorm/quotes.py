"""How the quotation marks of one line pair up, when they do not simply alternate."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

UNCLEAR, OPENS, CLOSES, INCH = 0, 1, 2, 3
STRAIGHT, GUILLEMETS = 0, 1

_USUAL = 12


class Mark(NamedTuple):
    """One quotation mark of a line."""

    family: int
    """STRAIGHT, GUILLEMETS or another number; marks pair with marks of their family only."""
    direction: int
    """OPENS or CLOSES by its shape, UNCLEAR for a straight mark."""
    side: int
    """What its neighbours say: a space before it and a letter after it say that it OPENS."""

    @property
    def role(self) -> int:
        """What it does: what its shape says, and where that says nothing its neighbours."""
        return self.direction or self.side

    @property
    def wrong(self) -> bool:
        """Whether its shape and its neighbours contradict each other."""
        return self.direction != UNCLEAR and self.side not in (UNCLEAR, self.direction)


# The marks of a line are bytes: many lines are told apart, and long ones read, several times as fast as objects.
_MARKS = [Mark(byte >> 4, byte >> 2 & 3, byte & 3) for byte in range(256)]


def in_bytes(family: NDArray[np.int8], direction: NDArray[np.int8], side: NDArray[np.int8]) -> bytes:
    """Return marks as bytes, given what they are in arrays of one length."""
    return _byte(family, direction, side).tobytes()


def _byte(family: Any, direction: Any, side: Any) -> Any:
    return family << 4 | direction << 2 | side


def _table(of: Callable[[Mark], int]) -> bytes:
    return bytes(map(of, _MARKS))


def _those(which: Callable[[Mark], bool]) -> bytes:
    return bytes(byte for byte, mark in enumerate(_MARKS) if which(mark))


FAMILY = _table(lambda mark: mark.family)
"""For `bytes.translate`: the family of each mark."""
_ROLE = _table(lambda mark: mark.role)
_TURNED = _table(lambda mark: _byte(mark.family, mark.direction and mark.side, mark.side))
_NO_INCH = _table(lambda mark: _byte(mark.family, mark.direction, CLOSES if mark.side == INCH else mark.side))
_UNDIRECTED = _those(lambda mark: not mark.direction)
_WRONG = _those(lambda mark: mark.wrong)
_INCHES = _those(lambda mark: mark.role == INCH)

Pair = tuple[int, int, int]
"""The numbers of the opening and the closing mark, and how deep the pair lies, from 0."""


def pair(marks: bytes) -> Sequence[Pair]:
    """Return the pairs of one line's marks (`in_bytes`).

    Three readings are tried in turn: what neighbours and shapes say, nested, if all of it comes out even; the marks
    two by two, if each pair is off in one place at most (a detached closing mark); and at last what nests, with the
    marks left over that find no partner.
    """
    return _usual(marks) if len(marks) <= _USUAL else _paired(marks)


@lru_cache(1024)
def _usual(marks: bytes) -> Sequence[Pair]:
    """Return the pairs of a few marks: in most lines they stand in one of a few hundred ways."""
    return tuple(_paired(marks))


def _paired(marks: bytes) -> list[Pair]:
    if INCH in marks.translate(_ROLE):
        return _without_inches(marks)
    marks = _turned(marks)
    return _nested(marks) or _two_by_two(marks) or _outer(marks, _nested(marks, whole=False))


def _turned(marks: bytes) -> bytes:
    """Return the marks with the direction of guillemets turned round, if all of the line's stand the wrong way."""
    directed = marks.translate(None, _UNDIRECTED)
    return marks.translate(_TURNED) if directed and not directed.translate(None, _WRONG) else marks


def _without_inches(marks: bytes) -> list[Pair]:
    """Return the pairs where marks stand behind digits: closing marks, or inch signs that pair with nothing.

    They are what makes all of it come out even; else closing marks if all comes out even up to the last pair.
    """
    closing = _turned(marks.translate(_NO_INCH))
    if pairs := _nested(closing):
        return pairs
    rest = [number for number, role in enumerate(marks.translate(_ROLE)) if role != INCH]
    others = marks.translate(None, _INCHES)
    if not (pairs := _nested(_turned(others))):
        begun = _nested(closing, whole=False)
        if begun and max(closer for _, closer, _ in begun) < 2 * len(begun):
            return begun
        pairs = _paired(others)
    return [(rest[opener], rest[closer], depth) for opener, closer, depth in pairs]


def _nested(marks: bytes, *, whole: bool = True) -> list[Pair]:
    """Return the pairs of marks that nest; with `whole` none at all unless every mark has its partner."""
    families = marks.translate(FAMILY)
    open_marks: list[int] = []
    pairs: list[Pair] = []
    for number, role in enumerate(marks.translate(_ROLE)):
        same = bool(open_marks) and families[open_marks[-1]] == families[number]
        if role == UNCLEAR:
            role = CLOSES if same else OPENS
        if role == OPENS:
            open_marks.append(number)
        elif same:
            pairs.append((open_marks.pop(), number, len(open_marks)))
        elif whole:
            return []
    return [] if whole and open_marks else pairs


def _two_by_two(marks: bytes) -> list[Pair]:
    if len(marks) % 2:
        return []
    pairs = []
    for number in range(0, len(marks), 2):
        opener, closer = (_MARKS[byte] for byte in marks[number : number + 2])
        off = (opener.role == CLOSES) + (closer.role == OPENS)
        if opener.family != closer.family or off > 1 or (off and opener.direction):
            return []
        pairs.append((number, number + 1, 0))
    return pairs


def _outer(marks: bytes, pairs: list[Pair]) -> list[Pair]:
    """Return the pairs with their depth counted among themselves: a mark without a partner is no level.

    Only a guillemet is one, whose partner is in another line (of the same quotation), to the pairs of other marks on
    its inner side.
    """
    families, roles = marks.translate(FAMILY), marks.translate(_ROLE)
    paired = {number for opener, closer, _ in pairs for number in (opener, closer)}
    alone = [number for number, family in enumerate(families) if family == GUILLEMETS and number not in paired]
    inside_from = min((number for number in alone if roles[number] == OPENS), default=len(marks))
    inside_to = max((number for number in alone if roles[number] == CLOSES), default=-1)
    ends: list[int] = []
    counted = []
    for opener, closer, _ in sorted(pairs):
        while ends and ends[-1] < opener:
            ends.pop()
        enclosed = families[opener] != GUILLEMETS and (opener > inside_from or closer < inside_to)
        counted.append((opener, closer, len(ends) + enclosed))
        ends.append(closer)
    return counted
