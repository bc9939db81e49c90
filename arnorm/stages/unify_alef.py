"""Alef and its hamzas."""

from typing import Annotated, Literal

from arnorm.kinds import ALEF, LETTER_MARKS, letters_of, membership
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
_is_letter_mark = membership(LETTER_MARKS)


@stage(effect="fold", example=("أإآٱ", "اااا"))
def unify_alef(
    *,
    wide: Annotated[bool, "Also the alefs of other languages, ٲ ٳ ٵ."] = False,
    keep: Annotated[frozenset[Literal["wasla"]], "keep=wasla leaves ٱ as it is."] = frozenset(),
    marks: Annotated[bool, "Also the combining madda and hamza on an alef."] = False,
) -> tuple[Step, ...]:
    """Write alef with hamza, madda or wasla as a bare alef.

    Lossy: أن and إن become one word. Alef maqsura is another letter: see unify-yeh.
    """
    alefs = _HAMZA_ALEFS + ("" if keep else _WASLA) + (_WAVY_ALEFS if wide else "")
    table = Table({ord(alef): ALEF for alef in alefs})
    return (table, Guarded(LETTER_MARKS, _strip_letter_marks, writes=False)) if marks else (table,)


def _strip_letter_marks(text: Text) -> None:
    text.delete(_is_letter_mark(text.codes) & (text.codes[letters_of(text.codes)] == ALEF))
