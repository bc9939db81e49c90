"""Double quotation marks: which opens, which closes, how they are written, and the spaces at them."""

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from arnorm.gaps import Gaps
from arnorm.kinds import (
    CLOSER,
    CURLY_CLOSE,
    CURLY_OPEN,
    DIGIT,
    GUILLEMET_CLOSE,
    GUILLEMET_OPEN,
    LINE_END,
    LOW_QUOTE,
    OPENER,
    PAUSE,
    QUOTE,
    QUOTES,
    SPACE,
    STOP,
    STRAIGHT_QUOTE,
    TATWEEL,
    WORD,
    Mask,
    Positions,
    is_arabic,
    membership,
)
from arnorm.quotes import CLOSES, INCH, OPENS, UNCLEAR, Mark, pair
from arnorm.stage import Rule, stage
from arnorm.text import Text

Style = Literal["keep", "guillemets", "straight", "curly"]
_STYLES: dict[str, tuple[str, str]] = {"guillemets": ("«»", '""'), "straight": ('""', "''"), "curly": ("“”", "‘’")}

_FAMILIES = np.zeros(max(QUOTES) + 1, np.int8)
_FAMILIES[[GUILLEMET_OPEN, GUILLEMET_CLOSE]] = 1
_FAMILIES[[CURLY_OPEN, CURLY_CLOSE, LOW_QUOTE]] = 2
# “ opens in “…” and closes in „…“: only its neighbours can tell.
_DIRECTIONS = np.full(max(QUOTES) + 1, UNCLEAR, np.int8)
_DIRECTIONS[[GUILLEMET_OPEN, LOW_QUOTE]] = OPENS
_DIRECTIONS[[GUILLEMET_CLOSE, CURLY_CLOSE]] = CLOSES

# Prefixes that are written together with a quoted word: و«المرصد»، بـ«الطبقة»، لل«تنظيم».
_is_prefix = membership("وفبكلا", [TATWEEL])
_SHORT = 3


@stage(effect="repair", example=('"الطبقة "بالريف', '"الطبقة" بالريف'))
def pair_quotes(*, style: Annotated[Style, "How pairs are written, inner pairs differently."] = "keep") -> Rule:
    """Tell opening from closing quotation marks, and mend the spaces at them.

    Loses nothing: nested pairs stay distinct («نعم "أكيد" الآن»). A mark without a partner in its line stays as it
    was, and so do single quotation marks, apostrophes, the inch sign, and all marks of a line without Arabic or
    of a line of quoted fields ("نعم","لا").
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        at = np.flatnonzero(gaps.of(QUOTE))
        at = at[gaps.in_arabic_lines(at) & ~_in_data_lines(gaps, at)] if len(at) else at
        if not len(at):
            return
        opens, closes, depth = _pairs(gaps, at)
        if style != "keep":
            _write(gaps, _STYLES[style], at, opens, closes, depth)
        _space(gaps, at[opens], at[closes])

    return rule


def _in_data_lines(gaps: Gaps, at: Positions) -> Mask:
    """Return which marks stand in a line with `","` in it: there they enclose the fields of a table."""
    between = gaps.of(PAUSE) & (gaps.previous == QUOTE) & (gaps.following == QUOTE)
    return np.isin(gaps.lines[at], gaps.lines[between])


def _pairs(gaps: Gaps, at: Positions) -> tuple[Mask, Mask, Positions]:
    """Return which of these quotation marks open and close a pair, and how deep each pair lies (0 for an outer one)."""
    marks, line, side = gaps.codes[at], gaps.lines[at], _sides(gaps, at)
    family, direction = _FAMILIES.take(marks), _DIRECTIONS.take(marks)
    starts = np.flatnonzero(np.append(True, line[1:] != line[:-1]))
    counts = np.diff(starts, append=len(at))
    opening = (np.arange(len(at)) - np.repeat(starts, counts)) % 2 == 0
    clear = np.where(direction == UNCLEAR, side, direction)
    fits = np.where(opening, clear != CLOSES, clear != OPENS) & (clear != INCH)
    fits[1:] &= opening[1:] | (family[1:] == family[:-1])
    # A directed mark that stands the wrong way round (»…«) makes its line one of the doubtful.
    fits &= (direction == UNCLEAR) | (side == UNCLEAR) | (side == direction)
    plain_line = np.logical_and.reduceat(fits, starts) & (counts % 2 == 0)
    plain = np.repeat(plain_line, counts)
    opens, closes, depth = plain & opening, plain & ~opening, np.zeros(len(at), np.intp)
    for number in np.flatnonzero(~plain_line).tolist():
        start, end = int(starts[number]), int(starts[number] + counts[number])
        columns = (column[start:end].tolist() for column in (family, direction, side))
        for opener, closer, deep in pair(list(map(Mark, *columns))):
            opens[start + opener], closes[start + closer] = True, True
            depth[[start + opener, start + closer]] = deep
    return opens, closes, depth


def _sides(gaps: Gaps, at: Positions) -> NDArray[np.int8]:
    """Return what the neighbours of each of these quotation marks say of it."""
    previous, following = gaps.previous[at], gaps.following[at]
    free_before = previous & (SPACE | LINE_END | OPENER) != 0
    free_after = following & (SPACE | LINE_END | CLOSER | STOP | PAUSE) != 0
    prefixed = (following & (WORD | DIGIT) != 0) & _after_prefix(gaps, at)
    sides = np.full(len(at), UNCLEAR, np.int8)
    sides[(free_before & ~free_after) | prefixed] = OPENS
    sides[~free_before & free_after] = CLOSES
    sides[(previous == DIGIT) & free_after & (gaps.codes[at] == STRAIGHT_QUOTE)] = INCH
    return sides


def _after_prefix(gaps: Gaps, at: Positions) -> Mask:
    """Return which of these marks stand directly after a prefix."""
    length = gaps.length_before(at, _SHORT)
    prefix: Mask = (length > 0) & (length < _SHORT) & _is_prefix(gaps.letters_before(at))
    return prefix & ((length < 2) | _is_prefix(gaps.letters_before(at, 2)))


def _write(gaps: Gaps, style: tuple[str, str], at: Positions, opens: Mask, closes: Mask, depth: Positions) -> None:
    new = gaps.codes.copy()
    for level, marks in enumerate(style):
        new[at[opens & (depth == level)]] = ord(marks[0])
        new[at[closes & (depth == level)]] = ord(marks[1])
    gaps.replace(new != gaps.codes, new)


def _space(gaps: Gaps, opens: Positions, closes: Positions) -> None:
    """Take the spaces inside the pairs away; what stood inside is put outside where words would touch."""
    first, last = gaps.spaces
    spaced_open = gaps.following[opens] == SPACE
    spaced_close = gaps.previous[closes] == SPACE
    followed = gaps.following[closes] == WORD
    followed[followed] = is_arabic(gaps.letters_after(closes[followed]))
    due = followed & spaced_close
    due[followed] |= gaps.length_after(closes[followed], _SHORT) == _SHORT
    due_after = gaps.mask(closes[due])
    led = opens[spaced_open & (gaps.previous[opens] == WORD)]
    due_before = gaps.mask(led[is_arabic(gaps.letters_before(led)) & ~_after_prefix(gaps, led)])
    if spaced_open.any() or spaced_close.any():
        inner_open, inner_close = opens[spaced_open] + 1, closes[spaced_close] - 1
        gone = gaps.spans(np.append(inner_open, first[inner_close]), np.append(last[inner_open], inner_close))
        gaps.delete(gone)
        due_before, due_after = due_before[~gone], due_after[~gone]
    gaps.insert_before(due_before, ord(" "))
    if due_before.any():
        due_after = np.insert(due_after, np.flatnonzero(due_before), False)
    gaps.insert_after(due_after, ord(" "))
