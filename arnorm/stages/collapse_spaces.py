"""White space."""

from arnorm.arrays import nonzero
from arnorm.kinds import LINE_END, SPACE, SPACE_CODE, SPACES
from arnorm.stage import Rule, stage
from arnorm.text import Text


@stage(effect="repair", example=("  كتاب\u00a0 جديد ", "كتاب جديد"), reads=SPACES)
def collapse_spaces() -> Rule:
    """Make one plain space of every run of white space, none at either end of a line.

    Loses columns and indentation: not for tables, source code or verse set in two columns.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        at = nonzero(gaps.of(SPACE))
        gaps.replace(at[gaps.codes[at] != SPACE_CODE], SPACE_CODE)
        if not ((gaps.previous[at] | gaps.following[at]) & (SPACE | LINE_END)).any():
            return
        first, last = gaps.spaces
        at_edge = (gaps.previous[first[at]] == LINE_END) | (gaps.following[last[at]] == LINE_END)
        gaps.delete(gaps.mask(at[at_edge | (gaps.previous[at] == SPACE)]))

    return rule
