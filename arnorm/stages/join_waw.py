"""The detached conjunction."""

import numpy as np

from arnorm.arrays import nonzero
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
    SPACES,
    STOP,
    TATWEEL,
    WAW,
    Codes,
    Mask,
    Positions,
    codes,
    is_arabic,
    is_arabic_mark,
    membership,
)
from arnorm.stage import Rule, stage
from arnorm.text import Text

_MOST_MARKS = 2
_REACH = 6
"""Code points that are read of the word after the conjunction: two letters with their marks."""
_BLOCKS = np.arange(0x0600, 0xFF00, dtype=np.uint32)
_ALPHABETIC = (code for code in _BLOCKS[is_arabic(_BLOCKS)].tolist() if chr(code).isalpha())
_is_letter = membership(codes(_ALPHABETIC) - ARABIC_MARKS - codes([TATWEEL]))
_SPACE = np.uint32(SPACE << CODE_BITS)
_LINE_END = np.uint32(LINE_END << CODE_BITS)
_BEFORE = np.uint32((SPACE | LINE_END | OPENER | CLOSER | QUOTE | PAUSE | STOP) << CODE_BITS)


@stage(effect="repair", example=("الحواجز و المقرات", "الحواجز والمقرات"), reads=codes([WAW]), changes=SPACES)
def join_waw() -> Rule:
    """Join a detached conjunction و to the word after it.

    Loses nothing in prose: و is a prefix. It stays detached before a single letter (a list: أ و ب; the era هـ), after
    another detached و, and before anything but an Arabic word.
    """

    def rule(text: Text) -> None:
        entries = text.entries
        starts = entries == WAW
        starts[1:] &= entries[:-1] >= FIRST_GAP
        first = nonzero(starts)
        following = _elements(entries, first + 1)
        last = first = first[(following >= FIRST_GAP) | is_arabic_mark(following & CODE_MASK)]
        if not len(first):
            return
        for _ in range(_MOST_MARKS):
            last = last + is_arabic_mark(_elements(entries, last + 1) & CODE_MASK)
        lone = _elements(entries, last + 1) & _SPACE != 0
        lone[lone] = (first[lone] == 0) | (entries[first[lone] - 1] & _BEFORE != 0)
        start, end = first[lone], last[lone]
        word = end + 2
        for place in nonzero(_elements(entries, word) & _SPACE).tolist():
            while word[place] < len(entries) and entries[word[place]] & _SPACE:
                word[place] += 1
        after_lone = np.append(False, start[1:] == word[:-1])
        joined = ~after_lone & _is_longer_word(entries, word)
        if joined.any():
            gone = np.zeros(len(entries), bool)
            for space, to in zip((end[joined] + 1).tolist(), word[joined].tolist(), strict=True):
                gone[space:to] = True
            text.delete(gone)

    return rule


def _is_longer_word(entries: Codes, at: Positions) -> Mask:
    """Return at which of these places two Arabic letters with their marks stand."""
    word = _elements(entries, at[:, None] + np.arange(_REACH)) & CODE_MASK
    letter = _is_letter(word)
    letter &= np.logical_and.accumulate(letter | is_arabic_mark(word), axis=1)
    return np.count_nonzero(letter, axis=1) > 1


def _elements(entries: Codes, at: Positions) -> Codes:
    """Return the elements at these places, a line end beyond the end of the text."""
    found = entries.take(at, mode="clip")
    found[at >= len(entries)] = _LINE_END
    return found
