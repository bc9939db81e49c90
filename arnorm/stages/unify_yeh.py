"""Yeh and alef maqsura."""

from typing import Annotated, Literal

import numpy as np

from arnorm.kinds import ALEF_MAKSURA, YEH
from arnorm.stage import Step, stage
from arnorm.table import Table
from arnorm.text import Text


@stage(effect="fold", example=("على", "علي"))
def unify_yeh(
    *, to: Annotated[Literal["yeh", "maqsura"], "ى becomes ي, or ي at the end of a word becomes ى."] = "yeh"
) -> Step:
    """Write alef maqsura as yeh, or final yeh as alef maqsura.

    Lossy: the preposition على and the name علي become one word.
    """
    if to == "yeh":
        return Table({ALEF_MAKSURA: YEH})

    def rule(text: Text) -> None:
        final = np.ones(len(text.codes), bool)
        final[:-1] = ~text.in_words()[1:]
        text.replace((text.codes == YEH) & final, ALEF_MAKSURA)

    return rule
