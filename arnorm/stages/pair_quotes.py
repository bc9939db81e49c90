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
    SPACE,
    STOP,
    STRAIGHT_QUOTE,
    TATWEEL,
    WORD,
    Codes,
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

_FAMILY = {GUILLEMET_OPEN: 1, GUILLEMET_CLOSE: 1, CURLY_OPEN: 2, CURLY_CLOSE: 2, LOW_QUOTE: 2, STRAIGHT_QUOTE: 0}
# “ opens in “…” and closes in „…“: only its neighbours can tell.
_DIRECTION = {GUILLEMET_OPEN: OPENS, LOW_QUOTE: OPENS, GUILLEMET_CLOSE: CLOSES, CURLY_CLOSE: CLOSES}

# Prefixes that are written together with a quoted word: و«المرصد»، بـ«الطبقة»، لل«تنظيم».
_is_prefix = membership("وفبكلا", [TATWEEL])
_SHORT = 3


@stage(effect="repair", example=('"الطبقة "بالريف', '"الطبقة" بالريف'))
def pair_quotes(*, style: Annotated[Style, "How pairs are written, inner pairs differently."] = "keep") -> Rule:
    """Tell opening from closing quotation marks, and mend the spaces at them.

    Loses nothing: nested pairs stay distinct («نعم "أكيد" الآن»). A mark without a partner in its line stays as it
    was, and so do single quotation marks, apostrophes, the inch sign, and all marks of a line without Arabic.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        at = np.flatnonzero(gaps.of(QUOTE))
        at = at[gaps.in_arabic_lines(at)] if len(at) else at
        if len(at):
            opens, closes, depth = _pairs(gaps, at)
            if style != "keep":
                _write(gaps, _STYLES[style], opens, closes, depth)
            _space(gaps, opens, closes)

    return rule


def _pairs(gaps: Gaps, at: Positions) -> tuple[Mask, Mask, Positions]:
    """Return which of these quotation marks open and close a pair, and how deep each pair lies (0 for an outer one)."""
    marks = gaps.codes[at]
    line = gaps.lines[at]
    side = _sides(gaps)[at]
    family = np.array([_FAMILY[mark] for mark in marks.tolist()], np.int8)
    direction = np.array([_DIRECTION.get(mark, UNCLEAR) for mark in marks.tolist()], np.int8)
    first = np.append(True, line[1:] != line[:-1])
    starts = np.flatnonzero(first)
    rank = np.arange(len(at)) - np.repeat(starts, np.diff(starts, append=len(at)))
    clear = np.where(direction == UNCLEAR, side, direction)
    opening = rank % 2 == 0
    fits = np.where(opening, clear != CLOSES, clear != OPENS) & (clear != INCH)
    fits[1:] &= opening[1:] | (family[1:] == family[:-1])
    plain_line = np.logical_and.reduceat(fits, starts) & (np.diff(starts, append=len(at)) % 2 == 0)
    # A directed mark that stands the wrong way round (»…«) makes its line one of the doubtful.
    contrary = (direction != UNCLEAR) & (side != UNCLEAR) & (side != INCH) & (side != direction)
    plain_line &= ~np.logical_or.reduceat(contrary, starts)
    plain = np.repeat(plain_line, np.diff(starts, append=len(at)))
    opens, closes, depth = plain & opening, plain & ~opening, np.zeros(len(at), np.intp)
    ends = [*starts[1:].tolist(), len(at)]
    for start, end, done in zip(starts.tolist(), ends, plain_line.tolist(), strict=True):
        if not done:
            line_marks = [
                Mark(*mark)
                for mark in zip(
                    family[start:end].tolist(), direction[start:end].tolist(), side[start:end].tolist(), strict=True
                )
            ]
            for opener, closer, deep in pair(line_marks):
                opens[start + opener], closes[start + closer] = True, True
                depth[[start + opener, start + closer]] = deep
    whole_depth = np.zeros(len(gaps), np.intp)
    whole_depth[at] = depth
    return gaps.mask(at[opens]), gaps.mask(at[closes]), whole_depth


def _sides(gaps: Gaps) -> NDArray[np.int8]:
    """Return what the neighbours of each gap element say of it, if it is a quotation mark."""
    free_before = gaps.after(SPACE | LINE_END | OPENER)
    free_after = gaps.before(SPACE | LINE_END | CLOSER | STOP | PAUSE)
    prefixed = gaps.before(WORD | DIGIT) & _after_prefix(gaps)
    sides = np.full(len(gaps), UNCLEAR, np.int8)
    sides[(free_before & ~free_after) | prefixed] = OPENS
    sides[~free_before & free_after] = CLOSES
    sides[gaps.after(DIGIT) & free_after & (gaps.codes == STRAIGHT_QUOTE)] = INCH
    return sides


def _after_prefix(gaps: Gaps) -> Mask:
    at = np.flatnonzero(gaps.of(QUOTE) & gaps.after(WORD))
    length = gaps.length_before(at, _SHORT)
    prefix = _is_prefix(gaps.letters_before(at))
    prefix &= (length < 2) | _is_prefix(gaps.letters_before(at, 2))
    return gaps.mask(at[prefix & (length < _SHORT)])


def _write(gaps: Gaps, style: tuple[str, str], opens: Mask, closes: Mask, depth: Positions) -> None:
    new: Codes = gaps.codes.copy()
    for level, pair_of_marks in enumerate(style):
        new[opens & (depth == level)] = ord(pair_of_marks[0])
        new[closes & (depth == level)] = ord(pair_of_marks[1])
    gaps.replace(new != gaps.codes, new)


def _space(gaps: Gaps, opens: Mask, closes: Mask) -> None:
    """Take the spaces inside the pairs away; what stood inside is put outside where words would touch."""
    space = gaps.of(SPACE)
    inside_opener = gaps.whole_runs(space, space & gaps.after(opens))
    inside_closer = gaps.whole_runs(space, space & gaps.before(closes))
    followed = np.flatnonzero(closes & gaps.before(WORD))
    followed = followed[is_arabic(gaps.letters_after(followed))]
    moved = gaps.after(inside_closer)[followed]
    due_after = gaps.mask(followed[moved | (gaps.length_after(followed, _SHORT) == _SHORT)])
    led = np.flatnonzero(opens & gaps.before(inside_opener) & gaps.after(WORD))
    due_before = gaps.mask(led[is_arabic(gaps.letters_before(led))]) & ~_after_prefix(gaps)
    gone = inside_opener | inside_closer
    gaps.delete(gone)
    due_before, due_after = due_before[~gone], due_after[~gone]
    gaps.insert_before(due_before, ord(" "))
    if due_before.any():
        due_after = np.insert(due_after, np.flatnonzero(due_before), False)
    gaps.insert_after(due_after, ord(" "))
