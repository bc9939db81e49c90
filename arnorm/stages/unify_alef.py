"""Alef and its hamzas."""

from typing import Annotated, Literal

import numpy as np

from arnorm.kinds import ALEF, LETTER_MARKS
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

_WASLA = "\N{ARABIC LETTER ALEF WASLA}"
_HAMZA_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
)
_WAVY_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH WAVY HAMZA BELOW}"
    "\N{ARABIC LETTER HIGH HAMZA ALEF}"
)


@stage(effect="fold", example=("أإآٱ", "اااا"))
def unify_alef(
    *,
    wide: Annotated[bool, "Also the alefs of other languages, ٲ ٳ ٵ."] = False,
    keep: Annotated[frozenset[Literal["wasla"]], "Alefs to leave as they are."] = frozenset(),
    precomposed: Annotated[bool, "Single code points only: a combining hamza or madda on an alef stays."] = False,
) -> tuple[Step, ...]:
    """Write alef with hamza, madda or wasla as a bare alef.

    Lossy: أن and إن become one word. Alef maqsura is another letter: see unify-yeh.
    """
    alefs = _HAMZA_ALEFS + ("" if keep else _WASLA) + (_WAVY_ALEFS if wide else "")
    table = Table({ord(alef): ALEF for alef in alefs})
    # Left in place, the mark would join the bare alef when the text is composed again.
    return (table,) if precomposed else (table, Guarded(LETTER_MARKS, _strip_letter_marks))


def _strip_letter_marks(text: Text) -> None:
    marks = np.isin(text.codes, list(LETTER_MARKS))
    text.delete(marks & (text.codes.take(text.letters()) == ALEF))
