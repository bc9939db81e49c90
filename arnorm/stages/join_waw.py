"""The detached conjunction."""

import numpy as np

from arnorm.kinds import (
    ARABIC_MARKS,
    CLOSER,
    CODE_BITS,
    CODE_MASK,
    FIRST_GAP,
    LINE_END,
    OPENER,
    PAUSE,
    QUOTE,
    SPACE,
    STOP,
    TATWEEL,
    WAW,
    Codes,
    is_arabic,
    is_arabic_mark,
)
from arnorm.stage import Rule, stage
from arnorm.text import Text

_MOST_MARKS = 2
_REACH = 6
"""Code points that are read of the word after the conjunction: two letters with their marks."""
_SPACE = np.uint32(SPACE << CODE_BITS)
_LINE_END = np.uint32(LINE_END << CODE_BITS)
_BEFORE = np.uint32((SPACE | LINE_END | OPENER | CLOSER | QUOTE | PAUSE | STOP) << CODE_BITS)


@stage(effect="repair", example=("الحواجز و المقرات", "الحواجز والمقرات"))
def join_waw() -> Rule:
    """Join a detached conjunction و to the word after it.

    Loses nothing in prose: و is a prefix. It stays detached before a single letter (a list: أ و ب; the era هـ), after
    another detached و, and before anything but an Arabic word.
    """

    def rule(text: Text) -> None:
        entries = text.entries
        starts = text.codes == WAW
        starts[1:] &= entries[:-1] >= FIRST_GAP
        first = np.flatnonzero(starts)
        padded = np.concatenate([entries, np.full(_MOST_MARKS + 1, _LINE_END)])
        last = first
        for _ in range(_MOST_MARKS):
            last = last + is_arabic_mark(padded[last + 1] & CODE_MASK)
        lone = (padded[last + 1] & _SPACE != 0) & ((first == 0) | (entries[first - 1] & _BEFORE != 0))
        gone = np.zeros(len(entries), bool)
        after_lone = -1
        for start, end in zip(first[lone].tolist(), last[lone].tolist(), strict=True):
            word = end + 1
            while word < len(entries) and entries[word] & _SPACE:
                word += 1
            if start != after_lone and _is_longer_word(text.codes[word : word + _REACH]):
                gone[end + 1 : word] = True
            after_lone = word
        text.delete(gone)

    return rule


def _is_longer_word(codes: Codes) -> bool:
    """Return whether these code points begin with two Arabic letters and their marks."""
    letters = 0
    for code, arabic in zip(codes.tolist(), is_arabic(codes).tolist(), strict=True):
        if code not in ARABIC_MARKS:
            if not arabic or code == TATWEEL or not chr(code).isalpha():
                break
            letters += 1
    return letters > 1
