"""Yeh and alef maqsura."""

from typing import Annotated, Literal

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import ALEF_MAKSURA, YEH, codes, letters_of
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

_HAMZA_ABOVE = ord("\N{ARABIC HAMZA ABOVE}")
_YEH_HAMZA = ord("\N{ARABIC LETTER YEH WITH HAMZA ABOVE}")


@stage(effect="fold", example=("على", "علي"), reads=codes([YEH]), changes=codes([YEH, ALEF_MAKSURA, _HAMZA_ABOVE]))
def unify_yeh(
    *,
    to: Annotated[Literal["yeh", "maqsura"], "ى becomes ي, or ي at the end of a word becomes ى."] = "yeh",
    marks: Annotated[bool, "Write ى with a combining hamza as ئ."] = False,
) -> tuple[Step, ...]:
    """Write alef maqsura as yeh, or final yeh as alef maqsura.

    Lossy: the preposition على and the name علي become one word.
    """
    step = Table({ALEF_MAKSURA: YEH}) if to == "yeh" else _write_final_maqsura
    return (Guarded(codes([_HAMZA_ABOVE]), _compose_maqsura), step) if marks else (step,)


def _write_final_maqsura(text: Text) -> None:
    final = np.ones(len(text.codes), bool)
    final[:-1] = ~text.in_words()[1:]
    text.replace((text.codes == YEH) & final, ALEF_MAKSURA)


def _compose_maqsura(text: Text) -> None:
    at = nonzero(text.codes == _HAMZA_ABOVE)
    letters, first = np.unique(letters_of(text.codes)[at], return_index=True)
    seats = text.codes[letters] == ALEF_MAKSURA
    seat, hamza = np.zeros(len(text.codes), bool), np.zeros(len(text.codes), bool)
    seat[letters[seats]] = hamza[at[first[seats]]] = True
    text.replace(seat, _YEH_HAMZA)
    text.delete(hamza)
