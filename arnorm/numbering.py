"""Numbers before and after dots that end no sentence: of list items, headings and pages."""

import numpy as np

from arnorm.arrays import leads, nonzero
from arnorm.gaps import Gaps
from arnorm.kinds import DIGIT, LINE_END, SPACE, Mask, Positions
from arnorm.words import MARKS_A_LETTER, are, room_before, word_before

_DOT, _COLON = ord("."), ord(":")
_LEADER = 4
"""Dots that are more than an ellipsis."""
_LABELS = [
    article + label for label in ("مادة", "فصل", "باب", "شكل", "جدول", "سؤال", "بند", "فقرة") for article in ("", "ال")
]
"""Words before the number of what a line is about."""
_LONGEST_LABEL = max(map(len, _LABELS)) * MARKS_A_LETTER


def leads_to_number(gaps: Gaps, dots: Positions) -> Mask:
    """Return which of these stops before a space and a number are dots that belong to it.

    The last of so many that they lead to a page, or one between the parts of a number that are set apart (5 . 2024).
    """
    last = np.maximum(dots - np.arange(_LEADER)[:, None], 0)
    dot = gaps.codes[last] == _DOT
    leader = np.logical_and.reduce(dot) & np.logical_and.reduce(gaps.touching[last[:-1]])
    apart: Mask = dot[0] & (gaps.previous[dots] == SPACE) & (gaps.previous[np.maximum(dots - 1, 0)] == DIGIT)
    return leader | apart


def is_list_letter(gaps: Gaps, dots: Positions) -> Mask:
    """Return before which of these dots only a letter (of a list) stands in their line."""
    return _first_in_line(gaps, dots) & (room_before(gaps, dots) == 1)


def is_list_number(gaps: Gaps, dots: Positions, ended: Mask) -> Mask:
    """Return before which of these dots only digits stand, from the start of their line or the end of a sentence.

    Or from a colon, or a label that begins the line (المادة 5.).
    """
    digits = gaps.of(DIGIT)
    first = leads(digits & gaps.after(DIGIT))[dots - 1]
    before = gaps.previous[first]
    space = gaps.spaces[0][np.maximum(first - 1, 0)]
    behind_end = (gaps.previous[space] == LINE_END) | (gaps.touching[space] & ended[np.maximum(space - 1, 0)])
    colon = gaps.touching[space] & (gaps.codes[np.maximum(space - 1, 0)] == _COLON)
    listed: Mask = (before == LINE_END) | ((before == SPACE) & (behind_end | colon))
    at = nonzero(~listed & (before == SPACE) & _first_in_line(gaps, space))
    if len(at):
        word = word_before(gaps, space[at], _LONGEST_LABEL + 1)
        alone = room_before(gaps, space[at]) == np.count_nonzero(word, axis=1)
        listed[at] = alone & are(word[:, ::-1], _LABELS)
    return listed


def _first_in_line(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these elements are the first gap elements of their lines."""
    first: Mask = (at == 0) | (gaps.kinds[at - 1] == LINE_END)
    return first
