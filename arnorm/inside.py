"""Signs inside a number or a Latin word, which no rule about punctuation is to see."""

from typing import TYPE_CHECKING

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import CODE_MASK, DIGIT, PAUSE, QUOTE, SIGN, STOP, WORD, Kinds, Positions, is_latin

if TYPE_CHECKING:
    from arnorm.neighbours import Neighbours


def signs_inside(gaps: "Neighbours") -> tuple[Positions, Kinds]:
    """Return which signs stand inside a number or Latin text, and the kind that each of them counts as.

    One between digits (3.14, 10:30) counts as DIGIT; one between Latin letters, or a letter and a digit (v1.2, don't),
    has no kind at all.
    """
    at = nonzero(gaps.of(PAUSE | STOP | QUOTE | SIGN))
    at = at[(gaps.previous[at] & (DIGIT | WORD) != 0) & (gaps.following[at] & (DIGIT | WORD) != 0)]
    if not len(at):
        return at, gaps.kinds[at]
    left, right = gaps.previous[at] == DIGIT, gaps.following[at] == DIGIT
    after_word, before_word = gaps.previous[at] == WORD, gaps.following[at] == WORD
    latin_left = after_word & is_latin(gaps.elements_before(at, 1) & CODE_MASK)
    latin_right = before_word & is_latin(gaps.elements_after(at, 1) & CODE_MASK)
    latin = (latin_left | left) & (latin_right | right) & (latin_left | latin_right)
    return at, np.where(latin, np.uint16(0), np.where(left & right, np.uint16(DIGIT), gaps.kinds[at]))
