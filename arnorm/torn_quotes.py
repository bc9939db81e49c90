"""Which line breaks would leave quotation marks that pair up anew, with another partner than in their line.

A quotation of several sentences may be broken: its two marks then stand alone in their lines. But where a line breaks
between marks that have no partner, or inside a quotation with another in it, what is left can look like a pair, and
the next run of pair-quotes would make one of it.
"""

import numpy as np

from arnorm.arrays import distinct, nonzero, runs
from arnorm.gaps import Gaps
from arnorm.kinds import QUOTE, Mask, Positions
from arnorm.quotation import Pairs, in_data_lines
from arnorm.quote_styles import ALL_STYLES, changed_again, marks_of, mend
from arnorm.quotes import FAMILY, GUILLEMETS, Pair, pair

_MOST = 8
"""Breaks of one line that are tried in vain one after another, so that no line takes more than linear time."""


def torn(gaps: Gaps, breaks: Positions) -> Mask:
    """Return which of these breaks, each after a gap element (ascending), the quotation marks of their line forbid."""
    at, part = _in_broken_lines(gaps, breaks)
    forbidden = np.zeros(len(breaks) + 1, np.intp)
    if not len(at):
        return forbidden[:-1] > 0
    pairs, data = Pairs(gaps, at), in_data_lines(gaps, at)
    crossing = (pairs.partner < 0) | (part[pairs.partner] != part)
    starts, counts = runs(pairs.line)
    doubtful = np.logical_or.reduceat(crossing | ~pairs.plain | data, starts)
    ends = starts + counts
    unclear = _unclear(gaps, at[~pairs.plain])
    for start, end in zip(starts[doubtful].tolist(), ends[doubtful].tolist(), strict=True):
        parts = part[start:end].tolist()
        groups = (
            [(0, end - start)]
            if data[start]
            else _groups(_Line(pairs, start, end, unclear=pairs.line[start] in unclear), parts)
        )
        for first, last in groups:
            # Break number n stands before part n + 1.
            forbidden[parts[first]] += 1
            forbidden[parts[last - 1]] -= 1
    return np.cumsum(forbidden[:-1]) > 0


def _in_broken_lines(gaps: Gaps, breaks: Positions) -> tuple[Positions, Positions]:
    """Return the marks of the lines with three and more in different parts, and the number of each one's part."""
    at = nonzero(gaps.of(QUOTE)) if len(breaks) else breaks
    if len(at) < 3:
        return at[:0], at[:0]
    line, part = gaps.lines[at], np.searchsorted(breaks, at)
    starts, counts = runs(line)
    broken = (counts > 2) & (part[starts] != part[starts + counts - 1])
    if not broken.any():
        return at[:0], at[:0]
    chosen = np.repeat(broken, counts)
    return at[chosen], part[chosen]


def _unclear(gaps: Gaps, at: Positions) -> set[int]:
    """Return the numbers of the lines of these marks that pair-quotes, in any style, would leave alone."""
    unclear: set[int] = set()
    lines = distinct(gaps.lines[at])
    once, numbers = gaps.lines_apart(lines)
    marks = marks_of(once)
    if not len(marks):
        return unclear
    pairs = Pairs(once, marks)
    for style in ALL_STYLES:
        mended = once.copy()
        mend(mended, marks, style, pairs)
        unclear.update(lines[changed_again(mended, numbers, style)].tolist())
    return unclear


class _Line:
    """The marks of one line, and how they pair up: not at all in an unclear line, which pair-quotes leaves alone."""

    def __init__(self, pairs: Pairs, start: int, end: int, *, unclear: bool) -> None:
        self.marks = pairs.marks(start, end)
        numbers = nonzero(pairs.opens[start:end] & (not unclear))
        closers, depths = pairs.partner[start + numbers] - start, pairs.depth[start + numbers]
        self._depths = dict(zip(zip(numbers.tolist(), closers.tolist(), strict=True), depths.tolist(), strict=True))
        # Where outer pairs are written as guillemets, an inner one that looks like an outer one would become one.
        families = self.marks.translate(FAMILY)
        self._styled = all(families[opener] == GUILLEMETS for (opener, _), depth in self._depths.items() if not depth)

    def keeps(self, first: int, last: int) -> bool:
        """Return whether these marks, alone in a line, form no pairs but those that they form in this one."""
        return last - first == 1 or all(self._has(made, first) for made in pair(self.marks[first:last]))

    def _has(self, made: Pair, first: int) -> bool:
        depth = self._depths.get((made[0] + first, made[1] + first))
        return depth is not None and (not self._styled or min(made[2], 2) == min(depth, 2))


def _groups(line: _Line, parts: list[int]) -> list[tuple[int, int]]:
    """Return the marks (first, behind the last) that have to stay in one line, from the left as few as possible."""
    count = len(parts)
    groups: list[tuple[int, int]] = []
    start, in_vain = 0, 0
    for cut in range(1, count):
        if parts[cut] == parts[cut - 1]:
            continue
        if line.keeps(start, cut):
            groups.append((start, cut))
            start, in_vain = cut, 0
        elif (in_vain := in_vain + 1) == _MOST:
            break
    in_vain = 0
    while not line.keeps(start, count):
        in_vain += 1
        if not groups or in_vain == _MOST:
            return [(0, count)]
        start, _ = groups.pop()
    return [*groups, (start, count)]
