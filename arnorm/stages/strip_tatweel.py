"""The letter stretcher."""

from typing import Annotated, Literal

import numpy as np
import regex

from arnorm.kinds import TATWEEL
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

# Heh on its own with a tatweel behind it: the era (1445 هـ), written so that it is not taken for a five.
_ERA = regex.compile(r"(?<![\p{L}\p{M}])هـ(?![\p{L}\p{M}])")


@stage(effect="repair", example=("الـســلام", "السلام"))
def strip_tatweel(
    *, keep: Annotated[frozenset[Literal["era"]], "keep=era leaves the abbreviation هـ as it is."] = frozenset()
) -> Step:
    """Delete the tatweel (kashida) that stretches words.

    Loses the emphasis that stretching may carry, and without keep=era the shape of the abbreviation هـ.
    """
    if not keep:
        return Table({TATWEEL: None})

    def rule(text: Text) -> None:
        mask = text.codes == TATWEEL
        for match in _ERA.finditer(text.string):
            mask[match.end() - 1] = False
        text.delete(np.asarray(mask))

    return Guarded(frozenset({TATWEEL}), rule)
