"""The letter stretcher."""

import unicodedata
from typing import Annotated, Literal

from arnorm.arrays import nonzero
from arnorm.kinds import CRLF, HEH, TATWEEL, Codes
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text


@stage(effect="repair", example=("الـســلام", "السلام"))
def strip_tatweel(
    *, keep: Annotated[frozenset[Literal["era"]], "keep=era leaves the abbreviation هـ as it is."] = frozenset()
) -> Step:
    """Delete the tatweel (kashida) that stretches words.

    Loses the emphasis that stretching may carry, and without keep=era the shape of the abbreviation هـ (1445 هـ),
    which is written so that it is not taken for a five.
    """
    if not keep:
        return Table({TATWEEL: None})

    def rule(text: Text) -> None:
        codes = text.codes
        tatweel = codes == TATWEEL
        for at in (nonzero(tatweel[1:] & (codes[:-1] == HEH)) + 1).tolist():
            tatweel[at] = _in_word(codes, at - 2) or _in_word(codes, at + 1)
        text.delete(tatweel)

    return Guarded(frozenset({TATWEEL}), rule, writes=False)


def _in_word(codes: Codes, at: int) -> bool:
    """Return whether a letter or a mark stands at this place."""
    return 0 <= at < len(codes) and codes[at] < CRLF and unicodedata.category(chr(codes[at]))[0] in "LM"
