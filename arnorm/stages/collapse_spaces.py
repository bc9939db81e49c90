"""White space."""

from arnorm.arrays import nonzero
from arnorm.kinds import LINE_END, SPACE, SPACES
from arnorm.stage import Rule, stage
from arnorm.text import Text


@stage(effect="repair", example=("  كتاب\u00a0 جديد ", "كتاب جديد"), reads=SPACES)
def collapse_spaces() -> Rule:
    """Make one plain space of every run of white space, none at either end of a line.

    Loses columns and indentation: not for tables, source code or verse set in two columns.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        space = gaps.of(SPACE)
        gaps.replace(nonzero(space & (gaps.codes != ord(" "))), ord(" "))
        first, last = gaps.spaces
        at_edge = gaps.after(LINE_END)[first] | gaps.before(LINE_END)[last]
        gaps.delete(space & (gaps.after(SPACE) | at_edge))

    return rule
