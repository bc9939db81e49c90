"""Double quotation marks: which opens, which closes, how they are written, and the spaces at them."""

from typing import Annotated, Literal

import numpy as np

from arnorm.gaps import Gaps
from arnorm.kinds import QUOTE, QUOTES, SPACE, SPACES, WORD, Mask, Positions, is_arabic
from arnorm.quotation import Pairs, after_prefix, in_data_lines
from arnorm.stage import Rule, stage
from arnorm.text import Text

Style = Literal["keep", "guillemets", "straight", "curly"]
_STYLES: dict[str, tuple[str, str]] = {"guillemets": ("«»", '""'), "straight": ('""', "''"), "curly": ("“”", "‘’")}

_SHORT = 3


@stage(effect="repair", example=('"الطبقة "بالريف', '"الطبقة" بالريف'), reads=QUOTES, changes=QUOTES | SPACES)
def pair_quotes(*, style: Annotated[Style, "How pairs are written, inner pairs differently."] = "keep") -> Rule:
    """Tell opening from closing quotation marks, and mend the spaces at them.

    Loses nothing: nested pairs stay distinct («نعم "أكيد" الآن»). A mark without a partner in its line stays as it
    was, and so do single quotation marks, apostrophes, the inch sign, and all marks of a line without Arabic or
    of a line of quoted fields ("نعم","لا").
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        at = np.flatnonzero(gaps.of(QUOTE))
        at = at[gaps.in_arabic_lines(at) & ~in_data_lines(gaps, at)] if len(at) else at
        if not len(at):
            return
        pairs = Pairs(gaps, at)
        opens, closes, depth = pairs.opens, pairs.closes, pairs.depth
        if style != "keep":
            _write(gaps, _STYLES[style], at, opens, closes, depth)
        _space(gaps, at[opens], at[closes])

    return rule


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
