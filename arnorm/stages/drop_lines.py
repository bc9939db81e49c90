"""Lines without use."""

from typing import Annotated

import numpy as np

from arnorm.kinds import CODE_BITS, FIRST_GAP, LINE_END, SPACE, is_arabic
from arnorm.stage import Rule, stage
from arnorm.table import KINDS_LOOKUP
from arnorm.text import Text


@stage(effect="layout", example=("نص\n\nآخر\n", "نص\nآخر\n"), reads="any code point of a line that it drops")
def drop_lines(
    *,
    min_chars: Annotated[int, "Drop lines with fewer characters than that, white space not counted."] = 1,
    min_arabic: Annotated[int, "Drop lines of whose letters a smaller share is Arabic, in percent."] = 0,
) -> Rule:
    """Delete lines that are blank, too short, or not Arabic enough.

    Loses the paragraph breaks that blank lines mark. A line without a letter is not dropped for want of Arabic ones.
    What it drops is dropped whole, with the addresses in it.
    """

    def rule(text: Text) -> None:
        entries, _ = KINDS_LOOKUP(text.codes)
        kinds = entries >> CODE_BITS
        ends = kinds & LINE_END != 0
        line = np.cumsum(ends) - ends
        lines = int(line.max(initial=0)) + 1
        chars = np.bincount(line[kinds & (SPACE | LINE_END) == 0], minlength=lines)
        letter = entries < FIRST_GAP
        letters = np.bincount(line[letter], minlength=lines)
        arabic = np.bincount(line[letter & is_arabic(text.codes)], minlength=lines)
        dropped = (chars < min_chars) | (arabic * 100 < letters * min_arabic)
        gone = dropped[line]
        if not gone.any():
            return
        text.release(gone)
        text.delete(gone)

    return rule
