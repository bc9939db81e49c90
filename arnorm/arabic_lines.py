"""Which lines are Arabic: many rules leave others as they are."""

import numpy as np

from arnorm.arrays import nonzero, ranges
from arnorm.gaps import Gaps
from arnorm.kinds import CODE_MASK, LINE_END, SPACE, WORD, Codes, Mask, Positions, is_arabic
from arnorm.words import room_before


def in_arabic_lines(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these elements stand in a line with an Arabic letter beside any gap element or at its end.

    Nearly always the nearest letter is one.
    """
    arabic = is_arabic(nearest_letter_before(gaps, at))
    for look in (_arabic_follows, _in_arabic_line):
        rest = nonzero(~arabic)
        if len(rest):
            arabic[rest] = look(gaps, at[rest])
    return arabic


def nearest_letter_before(gaps: Gaps, at: Positions) -> Codes:
    """Return the last letter before each of these elements in its line, 0 for none."""
    inside = gaps.previous[at] == WORD
    if len(apart := nonzero(~inside)):
        # Mostly only a space stands between.
        inside[apart] = (gaps.previous[at[apart]] == SPACE) & (gaps.previous[at[apart] - 1] == WORD)
    if len(apart := apart[~inside[apart]]):
        inside[apart] = gaps.words[at[apart]] > gaps.line_starts[gaps.lines[at[apart]]]
    return (gaps.elements_before(at, 1) & CODE_MASK) * inside


def nearest_letter_after(gaps: Gaps, at: Positions) -> Codes:
    """Return the first letter after each of these elements in its line, 0 for none."""
    inside = gaps.following[at] == WORD
    if len(apart := nonzero(~inside)):
        inside[apart] = (gaps.following[at[apart]] == SPACE) & (gaps.following.take(at[apart] + 1, mode="clip") == WORD)
    if len(apart := apart[~inside[apart]]):
        inside[apart] = gaps.words[at[apart]] < gaps.line_starts[gaps.lines[at[apart]] + 1]
    return (gaps.elements_after(at, 1) & CODE_MASK) * inside


def _arabic_follows(gaps: Gaps, at: Positions) -> Mask:
    return is_arabic(nearest_letter_after(gaps, at))


def _in_arabic_line(gaps: Gaps, at: Positions) -> Mask:
    lines, which = np.unique(gaps.lines[at], return_inverse=True)
    starts, ends = np.searchsorted(gaps.lines, [lines, lines + 1])
    line, members = np.repeat(np.arange(len(lines)), ends - starts), ranges(starts, ends - starts)
    filled = room_before(gaps, members) > 0
    line, members = line[filled], members[filled]
    # Of a word before a gap element its last letter, and its first one unless the line begins with it.
    found = is_arabic(gaps.elements_before(members, 1) & CODE_MASK)
    led = nonzero((members > 0) & (gaps.kinds[members - 1] != LINE_END))
    found[led] |= is_arabic(gaps.elements_after(members[led] - 1, 1) & CODE_MASK)
    arabic = np.zeros(len(lines), bool)
    arabic[line[found]] = True
    if ends[-1] == len(gaps) and gaps.kinds[-1] != LINE_END:
        arabic[-1] |= is_arabic(gaps.text_end() & CODE_MASK).any()
    return arabic[which]
