"""How the quotation marks of one line pair up, when they do not simply alternate."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

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


MARKS = [Mark(byte >> 4, byte >> 2 & 3, byte & 3) for byte in range(256)]
"""What each byte means where marks are bytes: so many lines are told apart faster."""


def in_bytes(family: NDArray[np.int8], direction: NDArray[np.int8], side: NDArray[np.int8]) -> bytes:
    """Return marks as bytes, given what they are in arrays of one length."""
    return (family << 4 | direction << 2 | side).tobytes()


Pair = tuple[int, int, int]
"""The numbers of the opening and the closing mark, and how deep the pair lies, from 0."""


def pair(marks: bytes) -> Sequence[Pair]:
    """Return the pairs of one line's marks, a byte each (`MARKS`).

    Three readings are tried in turn: what neighbours and shapes say, nested, if all of it comes out even; the marks
    two by two, if each pair is off in one place at most (a detached closing mark); and at last what nests, with the
    marks left over that find no partner.
    """
    return _usual(marks) if len(marks) <= _USUAL else _read(marks)


@lru_cache(1024)
def _usual(marks: bytes) -> Sequence[Pair]:
    """Return the pairs of a few marks: in most lines they stand in one of a few hundred ways."""
    return tuple(_read(marks))


def _read(marks: bytes) -> Sequence[Pair]:
    return _paired([MARKS[byte] for byte in marks])


def _paired(marks: Sequence[Mark]) -> list[Pair]:
    inch = [number for number, mark in enumerate(marks) if _role(mark) == INCH]
    if inch:
        return _without_inches(marks, inch)
    marks = _turned(marks)
    return _nested(marks) or _two_by_two(marks) or _outer(marks, _nested(marks, whole=False))


def _role(mark: Mark) -> int:
    return mark.direction or mark.side


def _turned(marks: Sequence[Mark]) -> Sequence[Mark]:
    """Return the marks with the direction of guillemets turned round, if all of the line's stand the wrong way."""
    directed = [mark for mark in marks if mark.direction]
    if directed and all(mark.side not in (UNCLEAR, mark.direction) for mark in directed):
        return [mark._replace(direction=mark.side if mark.direction else UNCLEAR) for mark in marks]
    return marks


def _without_inches(marks: Sequence[Mark], inch: list[int]) -> list[Pair]:
    """Return the pairs where marks stand behind digits: a closing mark if one is open before it, else an inch sign."""
    closing = [mark._replace(side=CLOSES) if mark.side == INCH else mark for mark in marks]
    if pairs := _nested(_turned(closing)):
        return pairs
    inches = set(inch)
    rest = [number for number in range(len(marks)) if number not in inches]
    return [
        (rest[opener], rest[closer], depth) for opener, closer, depth in _paired([marks[number] for number in rest])
    ]


def _nested(marks: Sequence[Mark], *, whole: bool = True) -> list[Pair]:
    """Return the pairs of marks that nest; with `whole` none at all unless every mark has its partner."""
    open_marks: list[int] = []
    pairs: list[Pair] = []
    for number, mark in enumerate(marks):
        role = _role(mark)
        same = bool(open_marks) and marks[open_marks[-1]].family == mark.family
        if role == UNCLEAR:
            role = CLOSES if same else OPENS
        if role == OPENS:
            open_marks.append(number)
        elif same:
            pairs.append((open_marks.pop(), number, len(open_marks)))
        elif whole:
            return []
    return [] if whole and open_marks else pairs


def _two_by_two(marks: Sequence[Mark]) -> list[Pair]:
    if len(marks) % 2:
        return []
    pairs = []
    for number in range(0, len(marks), 2):
        opener, closer = marks[number : number + 2]
        off = (_role(opener) == CLOSES) + (_role(closer) == OPENS)
        if opener.family != closer.family or off > 1 or (off and opener.direction):
            return []
        pairs.append((number, number + 1, 0))
    return pairs


def _outer(marks: Sequence[Mark], pairs: list[Pair]) -> list[Pair]:
    """Return the pairs with their depth counted among themselves: a mark without a partner is no level.

    Only a guillemet is one, whose partner is in another line (of the same quotation), to the pairs of other marks on
    its inner side.
    """
    paired = {number for opener, closer, _ in pairs for number in (opener, closer)}
    alone = [number for number, mark in enumerate(marks) if mark.family == GUILLEMETS and number not in paired]
    inside_from = min((number for number in alone if _role(marks[number]) == OPENS), default=len(marks))
    inside_to = max((number for number in alone if _role(marks[number]) == CLOSES), default=-1)
    ends: list[int] = []
    counted = []
    for opener, closer, _ in sorted(pairs):
        while ends and ends[-1] < opener:
            ends.pop()
        enclosed = marks[opener].family != GUILLEMETS and (opener > inside_from or closer < inside_to)
        counted.append((opener, closer, len(ends) + enclosed))
        ends.append(closer)
    return counted
