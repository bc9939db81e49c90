"""The words beside gap elements: their letters, and how many of them there are.

A word ends at the next gap element and at a plain space between letters. `at` are the places of gap elements
everywhere; letters are code points, 0 where there is none.
"""

from collections.abc import Iterator

import numpy as np

from arnorm.gaps import Gaps
from arnorm.kinds import ARABIC_MARKS, CODE_MASK, FIRST_GAP, WORD, Codes, Mask, Positions, is_arabic_mark

MARKS_A_LETTER = 3
"""A letter, and at most so many code points with its marks, as far as words are looked at."""
_AT_ONCE = 1 << 14
WEIGHTS = np.uint64(0x9E3779B97F4A7C15) ** np.arange(128, dtype=np.uint64)
"""Of the letters of a hash, modulo 2⁶⁴: powers of the golden ratio's fraction, which is odd and looks random."""


def parts(at: Positions) -> Iterator[slice]:
    """Yield slices of places for which rows of letters are laid side by side; for all at once they take much memory."""
    return (slice(start, start + _AT_ONCE) for start in range(0, len(at), _AT_ONCE))


def letters_before(gaps: Gaps, at: Positions) -> Codes:
    """Return the letter directly before each of these elements."""
    return (gaps.elements_before(at, 1) & CODE_MASK) * (gaps.previous[at] == WORD)


def letters_after(gaps: Gaps, at: Positions) -> Codes:
    """Return the letter directly after each of these elements."""
    return (gaps.elements_after(at, 1) & CODE_MASK) * (gaps.following[at] == WORD)


def word_before(gaps: Gaps, at: Positions, most: int) -> Codes:
    """Return the word directly before each of these elements: a row of `most` letters, the last first, then 0."""
    back = np.arange(1, most + 1)
    inside = (gaps.previous[at] == WORD)[:, None]
    if gaps.joined:
        inside = inside & (back <= room_before(gaps, at)[:, None])
    return _leading_letters(gaps.elements_before(at[:, None], back), inside)


def word_after(gaps: Gaps, at: Positions, most: int) -> Codes:
    """Return the word directly after each of these elements: a row of `most` letters, the first first, then 0."""
    ahead = np.arange(1, most + 1)
    inside = (gaps.following[at] == WORD)[:, None]
    if gaps.joined:
        inside = inside & (ahead <= _room_after(gaps, at)[:, None])
    return _leading_letters(gaps.elements_after(at[:, None], ahead), inside)


def length_before(gaps: Gaps, at: Positions, most: int) -> Positions:
    """Return how many letters and marks the word directly before each of these elements has, `most` for more."""
    return np.count_nonzero(word_before(gaps, at, most), axis=1) if len(at) else at


def length_after(gaps: Gaps, at: Positions, most: int) -> Positions:
    """Return how many letters and marks the word directly after each of these elements has, `most` for more."""
    return np.count_nonzero(word_after(gaps, at, most), axis=1) if len(at) else at


def letter_count_before(gaps: Gaps, at: Positions, most: int) -> Positions:
    """Return how many letters the word directly before each of these elements has, `most` for more."""
    return _letter_count(word_before(gaps, at, most * MARKS_A_LETTER), most)


def letter_count_after(gaps: Gaps, at: Positions, most: int) -> Positions:
    """Return how many letters the word directly after each of these elements has, `most` for more."""
    return _letter_count(word_after(gaps, at, most * MARKS_A_LETTER), most)


def room_before(gaps: Gaps, at: Positions) -> Positions:
    """Return how many elements of words stand between each of these elements and the gap element before it."""
    return gaps.words[at] - gaps.words[at - 1] * (at > 0)


def _room_after(gaps: Gaps, at: Positions) -> Positions:
    """Return how many elements of words stand between each of these elements and the gap element after it."""
    last = len(gaps) - 1
    return np.where(at < last, gaps.words[np.minimum(at + 1, last)], gaps.word_count) - gaps.words[at]


def are(rows: Codes, words: list[str]) -> Mask:
    """Return which of these rows of letters, marks and tatweel spell one of these words; marks do not count."""
    distinct, which = distinct_rows(rows)
    found: Mask = np.array([spelt(row) in words for row in distinct], bool)[which]
    return found


def distinct_rows(rows: Codes) -> tuple[Codes, Positions]:
    """Return the different ones among these rows, and for each row the number of its like among them."""
    hashes = rows.astype(np.uint64) @ WEIGHTS[: rows.shape[1]]
    _, first, which = np.unique(hashes, return_index=True, return_inverse=True)
    return rows[first], which


def spelt(letters: Codes) -> str:
    """Return a word of letters, without marks and zeros."""
    return "".join(chr(code) for code in letters.tolist() if code and code not in ARABIC_MARKS)


def _letter_count(rows: Codes, most: int) -> Positions:
    return np.minimum(np.count_nonzero((rows > 0) & ~is_arabic_mark(rows), axis=1), most)


def _leading_letters(entries: Codes, inside: Mask) -> Codes:
    """Return the code points of each row up to the first that is no word element or not inside the word, then zeros.

    A NUL ends a word as well: 0 says that there is no letter.
    """
    return (entries & CODE_MASK) * np.logical_and.accumulate(inside & (entries < FIRST_GAP) & (entries > 0), axis=1)
