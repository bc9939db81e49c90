"""Double quotation marks: which opens, which closes, how they are written, and the spaces at them."""

from collections.abc import Callable
from typing import Annotated, Literal

import numpy as np

from arnorm.gaps import Gaps
from arnorm.kinds import QUOTE, SPACE, WORD, Positions, is_arabic
from arnorm.quotation import Pairs, after_prefix, in_data_lines
from arnorm.stage import Rule, stage
from arnorm.text import Text

Style = Literal["keep", "guillemets", "straight", "curly"]
_STYLES: dict[str, tuple[str, str]] = {"guillemets": ("«»", '""'), "straight": ('""', "''"), "curly": ("“”", "‘’")}

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
        at = _marks(gaps)
        if not len(at):
            return
        pairs = Pairs(gaps, at)
        if not pairs.plain.all() and len(unclear := _changed_again(gaps, at[~pairs.plain], mend)):
            at = at[~np.isin(pairs.line, unclear)]
            if not len(at):
                return
            pairs = Pairs(gaps, at)
        mend(gaps, at, pairs)

    def mend(gaps: Gaps, at: Positions, pairs: Pairs) -> None:
        if style != "keep":
            _write(gaps, _STYLES[style], at, pairs)
        _space(gaps, at[pairs.opens], at[pairs.closes])

    return rule


def _marks(gaps: Gaps) -> Positions:
    at = np.flatnonzero(gaps.of(QUOTE))
    return at[gaps.in_arabic_lines(at) & ~in_data_lines(gaps, at)] if len(at) else at


def _changed_again(gaps: Gaps, at: Positions, mend: Callable[[Gaps, Positions, Pairs], None]) -> Positions:
    """Return the numbers of those lines of these marks that a second run would change again.

    How their marks pair up is a guess, which the edits made for it do not confirm: so they stay as they are.
    """
    once = gaps.lines_apart(at)
    quoted = np.unique(once.lines[once.of(QUOTE)])
    first = _marks(once)
    mend(once, first, Pairs(once, first))
    again = once.afresh()
    second = _marks(again)
    if len(second):
        mend(again, second, Pairs(again, second))
    lines = np.unique(gaps.lines[at])
    if len(again) == len(once) and np.array_equal(again.codes, once.codes) and np.array_equal(again.words, once.words):
        return lines[:0]
    return lines[[one != other for one, other in zip(_by_line(once, quoted), _by_line(again, quoted), strict=True)]]


def _by_line(gaps: Gaps, lines: Positions) -> list[tuple[bytes, bytes]]:
    """Return for each of these lines what its elements are and where they stand."""
    edges = np.searchsorted(gaps.lines, [lines, lines + 1]).tolist()
    return [(gaps.codes[i:j].tobytes(), gaps.words[i:j].tobytes()) for i, j in zip(*edges, strict=True)]


def _write(gaps: Gaps, style: tuple[str, str], at: Positions, pairs: Pairs) -> None:
    new = gaps.codes.copy()
    for level, marks in enumerate(style):
        new[at[pairs.opens & (pairs.depth == level)]] = ord(marks[0])
        new[at[pairs.closes & (pairs.depth == level)]] = ord(marks[1])
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
    due_before = gaps.mask(led[is_arabic(gaps.letters_before(led)) & ~after_prefix(gaps, led)])
    if spaced_open.any() or spaced_close.any():
        inner_open, inner_close = opens[spaced_open] + 1, closes[spaced_close] - 1
        gone = gaps.spans(np.append(inner_open, first[inner_close]), np.append(last[inner_open], inner_close))
        gaps.delete(gone)
        due_before, due_after = due_before[~gone], due_after[~gone]
    gaps.insert_before(due_before, ord(" "))
    if due_before.any():
        due_after = np.insert(due_after, np.flatnonzero(due_before), False)
    gaps.insert_after(due_after, ord(" "))
