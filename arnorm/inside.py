"""Signs inside a number or a Latin word, which no rule about punctuation is to see."""

import numpy as np

from arnorm.kinds import CODE_MASK, DIGIT, PAUSE, QUOTE, SIGN, STOP, WORD, Codes, Kinds, is_latin

MAY_STAND_INSIDE = PAUSE | STOP | QUOTE | SIGN
"""The kinds of signs that stand inside something where they touch a word or a digit on both sides."""
INSIDES = DIGIT | WORD


def kinds_inside(kinds: Kinds, previous: Kinds, following: Kinds, before: Codes, behind: Codes) -> Kinds:
    """Return what such signs count as: their kinds, those of their neighbours and the entries beside them are given.

    A sign between digits (3.14, 10:30) counts as DIGIT; one between Latin letters, or a letter and a digit (v1.2,
    don't), has no kind at all.
    """
    left, right = previous == DIGIT, following == DIGIT
    latin_left = (previous == WORD) & is_latin(before & CODE_MASK)
    latin_right = (following == WORD) & is_latin(behind & CODE_MASK)
    latin = (latin_left | left) & (latin_right | right) & (latin_left | latin_right)
    return np.where(latin, np.uint16(0), np.where(left & right, np.uint16(DIGIT), kinds))
