"""Yeh and alef maqsura."""

from typing import Annotated, Literal

import numpy as np

from arnorm.errors import ArnormError
from arnorm.kinds import ALEF_MAKSURA, HAMZA_ABOVE, YEH, YEH_HAMZA
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text


@stage(effect="fold", example=("على", "علي"))
def unify_yeh(
    *,
    to: Annotated[Literal["yeh", "maqsura"], "ى becomes ي, or ي at the end of a word becomes ى."] = "yeh",
    precomposed: Annotated[bool, "Single code points only: ى with a combining hamza becomes ي with it, not ئ."] = False,
) -> tuple[Step, ...]:
    """Write alef maqsura as yeh, or final yeh as alef maqsura.

    Lossy: the preposition على and the name علي become one word. A ى that bears a combining hamza is no alef maqsura:
    to=yeh writes the two as ئ.
    """
    if to == "yeh":
        table = Table({ALEF_MAKSURA: YEH})
        return (table,) if precomposed else (Guarded(frozenset({HAMZA_ABOVE}), _compose_hamza), table)
    if precomposed:
        raise ArnormError("unify-yeh:precomposed has no meaning with to=maqsura, which composes nothing")

    def rule(text: Text) -> None:
        final = np.ones(len(text.codes), bool)
        final[:-1] = ~text.in_words()[1:]
        text.replace((text.codes == YEH) & final, ALEF_MAKSURA)

    return (rule,)


def _compose_hamza(text: Text) -> None:
    letters = text.letters()
    hamzas = np.flatnonzero((text.codes == HAMZA_ABOVE) & (text.codes.take(letters) == ALEF_MAKSURA))
    if text.protected is not None:
        hamzas = hamzas[~text.protected[hamzas] & ~text.protected[letters[hamzas]]]
    # A seat bears one hamza: the first.
    seats, first = np.unique(letters[hamzas], return_index=True)
    seated, borne = np.zeros(len(text.codes), bool), np.zeros(len(text.codes), bool)
    seated[seats], borne[hamzas[first]] = True, True
    text.replace(seated, YEH_HAMZA)
    text.delete(borne)
