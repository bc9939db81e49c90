"""The detached conjunction."""

import numpy as np

from arnorm.gaps import Gaps
from arnorm.kinds import ARABIC_MARKS, LINE_END, OPENER, PAUSE, QUOTE, SPACE, STOP, TATWEEL, WAW, Mask, is_arabic
from arnorm.stage import Rule, stage
from arnorm.text import Text

_MARKS = sorted(ARABIC_MARKS)
_MOST_MARKS = 2


@stage(effect="repair", example=("الحواجز و المقرات", "الحواجز والمقرات"))
def join_waw() -> Rule:
    """Join a detached conjunction و to the word after it.

    Loses nothing in prose: و is a prefix. It stays detached before a single letter (a list: أ و ب; the era هـ), after
    another detached و, and before anything but an Arabic word.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        lone = _after_lone_waw(gaps)
        at = np.flatnonzero(lone & (gaps.run_after > 1))
        if not len(at):
            return
        before = np.where(at > 0, gaps.kinds[at - 1], LINE_END)
        at = at[(before & (SPACE | LINE_END | OPENER | QUOTE | PAUSE | STOP) != 0) & ~((at > 0) & lone[at - 1])]
        second, third = gaps.letters_after(at, 2), gaps.letters_after(at, 3)
        single = (np.isin(second, _MARKS) & ((third == 0) | np.isin(third, _MARKS))) | (second == TATWEEL)
        at = at[is_arabic(gaps.letters_after(at)) & is_arabic(second) & ~single]
        gaps.delete(gaps.mask(at))

    return rule


def _after_lone_waw(gaps: Gaps) -> Mask:
    """Return which spaces follow a word that is one waw, or a waw with its marks."""
    at = np.flatnonzero(gaps.of(SPACE) & (gaps.run_before > 0) & (gaps.run_before <= 1 + _MOST_MARKS))
    length = gaps.run_before[at]
    lone = gaps.word_elements(gaps.words[at] - length) == WAW
    for back in range(1, 1 + _MOST_MARKS):
        lone &= (length <= back) | np.isin(gaps.letters_before(at, back), _MARKS)
    return gaps.mask(at[lone])
