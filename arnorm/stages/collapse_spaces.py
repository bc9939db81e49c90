"""White space."""

from arnorm.arrays import nonzero
from arnorm.gaps import Gaps
from arnorm.kinds import LINE_END, SPACE, SPACE_CODE, SPACES, Kinds, kind_table
from arnorm.stage import Rule, stage
from arnorm.text import Text

_SPACE_OR_LINE_END = kind_table(SPACE, LINE_END)


@stage(effect="repair", example=("  كتاب\u00a0 جديد ", "كتاب جديد"), reads=SPACES)
def collapse_spaces() -> Rule:
    """Make one plain space of every run of white space, none at either end of a line.

    Loses columns and indentation: not for tables, source code or verse set in two columns.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        # Mostly there is nothing to do, and what the other signs are need not be asked to tell that.
        kinds = _SPACE_OR_LINE_END.take(gaps.codes)
        gaps.replace(nonzero((kinds == SPACE) & (gaps.codes != SPACE_CODE)), SPACE_CODE)
        if not _any_to_spare(gaps, kinds):
            return
        at = nonzero(gaps.of(SPACE))
        first, last = gaps.spaces
        at_edge = (gaps.previous[first[at]] == LINE_END) | (gaps.following[last[at]] == LINE_END)
        gaps.delete(gaps.mask(at[at_edge | (gaps.previous[at] == SPACE)]))

    return rule


def _any_to_spare(gaps: Gaps, kinds: Kinds) -> bool:
    """Return whether any space stands beside another one or at either end of a line, or of the text."""
    before, behind = kinds[:-1], kinds[1:]
    spare = ((before | behind) & SPACE != 0) & (before > 0) & (behind > 0) & gaps.touching[1:]
    if spare.any():
        return True
    first, last = kinds[:1] == SPACE, kinds[-1:] == SPACE
    return bool((first & (gaps.words[:1] == 0)).any() or (last & (gaps.words[-1:] == gaps.word_count)).any())
