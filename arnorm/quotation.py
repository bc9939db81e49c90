"""Which quotation marks of a block open and close: most lines at once, the doubtful ones by `quotes.pair`."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from arnorm.arrays import among, nonzero, runs
from arnorm.gaps import Gaps
from arnorm.kinds import (
    CLOSER,
    CURLY_CLOSE,
    CURLY_OPEN,
    DIGIT,
    GUILLEMET_CLOSE,
    GUILLEMET_OPEN,
    LINE_END,
    LOW_QUOTE,
    OPENER,
    PAUSE,
    QUOTE,
    QUOTES,
    SIGN,
    SPACE,
    STOP,
    STRAIGHT_QUOTE,
    TATWEEL,
    WORD,
    Mask,
    Positions,
    membership,
)
from arnorm.quotes import CLOSES, GUILLEMETS, INCH, OPENS, STRAIGHT, UNCLEAR, in_bytes, pair
from arnorm.words import word_before

_FAMILIES = np.full(max(QUOTES) + 1, STRAIGHT, np.int8)
_FAMILIES[[GUILLEMET_OPEN, GUILLEMET_CLOSE]] = GUILLEMETS
_FAMILIES[[CURLY_OPEN, CURLY_CLOSE, LOW_QUOTE]] = 2
# “ opens in “…” and closes in „…“: only its neighbours can tell.
_DIRECTIONS = np.full(max(QUOTES) + 1, UNCLEAR, np.int8)
_DIRECTIONS[[GUILLEMET_OPEN, LOW_QUOTE]] = OPENS
_DIRECTIONS[[GUILLEMET_CLOSE, CURLY_CLOSE]] = CLOSES

_begins_value = membership("{=")
# Prefixes that are written together with a quoted word: و«المرصد»، بـ«الطبقة»، لل«تنظيم».
_is_prefix = membership("وفبكلا", [TATWEEL])


class Pairs:
    """How some quotation marks of a block pair up; arrays of one element a mark.

    line     the number of its line
    partner  the number of the mark that it pairs with, -1 for none
    depth    how deep its pair lies, 0 for an outer one
    plain    whether the marks of its line simply alternate, all in pairs
    """

    def __init__(self, gaps: Gaps, at: Positions) -> None:
        codes = gaps.codes[at]
        self.line = gaps.lines[at]
        self._family, self._direction = _FAMILIES.take(codes), _DIRECTIONS.take(codes)
        self._side = _sides(gaps, at)
        self._marks = in_bytes(self._family, self._direction, self._side)
        starts, counts = runs(self.line)
        number = np.arange(len(at))
        opening = (number - np.repeat(starts, counts)) % 2 == 0
        plain_line = np.logical_and.reduceat(self._fits(opening), starts) & (counts % 2 == 0)
        self.plain = np.repeat(plain_line, counts)
        self.partner = np.where(self.plain, np.where(opening, number + 1, number - 1), -1)
        self.depth = np.zeros(len(at), np.intp)
        found: list[tuple[int, int, int]] = []
        doubtful = ~plain_line & (counts > 1)
        for start, count in zip(starts[doubtful].tolist(), counts[doubtful].tolist(), strict=True):
            made = pair(self.marks(start, start + count))
            found += [(start + opener, start + closer, depth) for opener, closer, depth in made]
        if found:
            openers, closers, depths = np.array(found).T
            self.partner[openers], self.partner[closers] = closers, openers
            self.depth[openers] = self.depth[closers] = depths

    @cached_property
    def opens(self) -> Mask:
        """Which marks open a pair."""
        return self.partner > np.arange(len(self.partner))

    @cached_property
    def closes(self) -> Mask:
        """Which marks close a pair."""
        return (self.partner >= 0) & ~self.opens

    def marks(self, start: int, end: int) -> bytes:
        """Return the marks of these numbers for `quotes.pair`."""
        return self._marks[start:end]

    def _fits(self, opening: Mask) -> Mask:
        """Return which marks are what they are in a line whose marks alternate."""
        family, direction, side = self._family, self._direction, self._side
        clear = np.where(direction == UNCLEAR, side, direction)
        fits: Mask = np.where(opening, clear != CLOSES, clear != OPENS) & (clear != INCH)
        fits[1:] &= opening[1:] | (family[1:] == family[:-1])
        # A directed mark that stands the wrong way round (»…«) makes its line one of the doubtful.
        fits &= (direction == UNCLEAR) | (side == UNCLEAR) | (side == direction)
        return fits


def in_data_lines(gaps: Gaps, at: Positions) -> Mask:
    """Return which marks (all of their lines) stand in a line of a table or of code, where they enclose values.

    A table has a comma between quoted fields in it, code a mark directly behind { or =: {"name": 1}, dir="rtl".
    """
    pauses, lines = nonzero(gaps.of(PAUSE)), gaps.lines[at]
    between = pauses[between_fields(gaps, pauses)]
    begins = (gaps.previous[at] & (OPENER | SIGN) != 0) & _begins_value(gaps.codes[at - 1])
    return among(lines, gaps.lines[between]) | among(lines, lines[begins])


def between_fields(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these elements are a comma or its like between quoted fields, or such a one and a number."""
    previous, following = gaps.previous[at], gaps.following[at]
    fields = (previous & (QUOTE | DIGIT) != 0) & (following & (QUOTE | DIGIT) != 0)
    between: Mask = (gaps.kinds[at] == PAUSE) & fields & ((previous | following) & QUOTE != 0)
    return between


def after_prefix(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these marks stand directly after a prefix."""
    last, first, more = word_before(gaps, at, 3).T
    prefix: Mask = _is_prefix(last) & ((first == 0) | _is_prefix(first)) & (more == 0)
    return prefix


def _sides(gaps: Gaps, at: Positions) -> NDArray[np.int8]:
    """Return what the neighbours of each of these quotation marks say of it."""
    previous, following = gaps.previous[at], gaps.following[at]
    free_before = previous & (SPACE | LINE_END | OPENER) != 0
    free_after = following & (SPACE | LINE_END | CLOSER | STOP | PAUSE) != 0
    prefixed = (previous == WORD) & (following & (WORD | DIGIT) != 0)
    if prefixed.any():
        prefixed[prefixed] = after_prefix(gaps, at[prefixed])
    sides = np.full(len(at), UNCLEAR, np.int8)
    sides[(free_before & ~free_after) | prefixed] = OPENS
    sides[~free_before & free_after] = CLOSES
    sides[(previous == DIGIT) & free_after & (gaps.codes[at] == STRAIGHT_QUOTE)] = INCH
    return sides
