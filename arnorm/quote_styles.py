"""How pairs of double quotation marks are written, and the spaces at them."""

from typing import Literal, get_args

import numpy as np

from arnorm.arabic_lines import in_arabic_lines
from arnorm.arrays import nonzero, spans
from arnorm.gaps import Gaps
from arnorm.kinds import CLOSER, PAUSE, QUOTE, SPACE, TATWEEL, WORD, Mask, Positions, is_arabic
from arnorm.quotation import Pairs, after_prefix, in_data_lines
from arnorm.words import letter_count_before, letters_before, word_after

Style = Literal["keep", "guillemets", "straight", "curly"]
ALL_STYLES: tuple[Style, ...] = get_args(Style)
_STYLES: dict[str, tuple[str, str]] = {"guillemets": ("«»", '""'), "straight": ('""', "''"), "curly": ("“”", "‘’")}
_SHORT = 3
_LONG = 5
"""A word of so many letters is no prefix of a quoted word (وبال"كذا")."""


def marks_of(gaps: Gaps) -> Positions:
    """Return the marks that pair-quotes looks at: of lines with Arabic letters that are no fields of a table."""
    at = nonzero(gaps.of(QUOTE))
    return at[in_arabic_lines(gaps, at) & ~in_data_lines(gaps, at)] if len(at) else at


def mend(gaps: Gaps, at: Positions, style: Style, pairs: Pairs | None = None) -> None:
    """Write the pairs of these marks in a style, and mend the spaces at them."""
    if not len(at):
        return
    pairs = pairs or Pairs(gaps, at)
    if style != "keep":
        _write(gaps, _STYLES[style], at, pairs)
    _space(gaps, at[pairs.opens], at[pairs.closes])


def changed_again(gaps: Gaps, lines: Positions, style: Style) -> Mask:
    """Return which of these mended lines (numbers, ascending) a second run of pair-quotes would change again.

    How their marks pair up is a guess, which the edits made for it do not confirm.
    """
    once, numbers = gaps.lines_apart(lines)
    again = once.afresh()
    mend(again, marks_of(again), style)
    if len(again) == len(once) and np.array_equal(again.codes, once.codes) and np.array_equal(again.words, once.words):
        return np.zeros(len(lines), bool)
    pairs = zip(_by_line(once, numbers), _by_line(again, numbers), strict=True)
    return np.array([one != other for one, other in pairs], bool)


def _by_line(gaps: Gaps, lines: Positions) -> list[tuple[bytes, bytes]]:
    """Return for each of these lines what its elements are and where they stand."""
    edges = np.searchsorted(gaps.lines, [lines, lines + 1]).tolist()
    return [(gaps.codes[i:j].tobytes(), gaps.words[i:j].tobytes()) for i, j in zip(*edges, strict=True)]


def _write(gaps: Gaps, style: tuple[str, str], at: Positions, pairs: Pairs) -> None:
    new = gaps.codes[at]
    for level, marks in enumerate(style):
        new[pairs.opens & (pairs.depth == level)] = ord(marks[0])
        new[pairs.closes & (pairs.depth == level)] = ord(marks[1])
    gaps.replace(at, new)


def _space(gaps: Gaps, opens: Positions, closes: Positions) -> None:
    """Take the spaces inside the pairs away; what stood inside is put outside where words would touch."""
    first, last = gaps.spaces
    spaced_open = gaps.following[opens] == SPACE
    spaced_close = gaps.previous[closes] == SPACE
    due = gaps.following[closes] == WORD
    if len(followed := closes[due]):
        word = word_after(gaps, followed, _SHORT)
        due[due] = is_arabic(word[:, 0]) & (spaced_close[due] | (word[:, -1] > 0))
    inner_open, inner_close = opens[spaced_open] + 1, closes[spaced_close] - 1
    gone = spans(np.append(inner_open, first[inner_close]), np.append(last[inner_open], inner_close), len(gaps))
    gaps.edit(gone, before=_apart(gaps, opens, spaced_open), after=closes[due])


def _apart(gaps: Gaps, opens: Positions, spaced: Mask) -> Positions:
    """Return before which of these opening marks, spaced on their inner side or not, a space is due.

    Where one touches a word that is no prefix of what is quoted, or the colon or comma that announces it (قال:«نعم»).
    """
    previous = gaps.previous[opens]
    touches = previous == WORD
    if len(word := opens[touches]):
        letter = letters_before(gaps, word)
        long = (letter != TATWEEL) & (letter_count_before(gaps, word, _LONG) == _LONG)
        word = word[is_arabic(letter) & ((spaced[touches] & ~after_prefix(gaps, word)) | long)]
    if len(announced := opens[previous == PAUSE]):
        before = gaps.previous[announced - 1]
        spoken = (before == WORD) & is_arabic(letters_before(gaps, announced - 1))
        announced = announced[spoken | (before & (SPACE | CLOSER) != 0)]
    return np.append(word, announced)
