"""Alef and its hamzas."""

from typing import Annotated

from arnorm.kinds import ALEF, LETTER_MARKS, letters_of, membership
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

_HAMZA_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}\N{ARABIC LETTER ALEF WASLA}"
)
_WAVY_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH WAVY HAMZA BELOW}"
    "\N{ARABIC LETTER HIGH HAMZA ALEF}"
)
_is_alef = membership([ALEF], _HAMZA_ALEFS, _WAVY_ALEFS)
_is_letter_mark = membership(LETTER_MARKS)


@stage(effect="fold", example=("أإآٱ", "اااا"))
def unify_alef(
    *,
    wide: Annotated[bool, "Also the alefs of other languages, ٲ ٳ ٵ."] = False,
    marks: Annotated[bool, "Also the combining madda and hamza on an alef."] = False,
) -> tuple[Step, ...]:
    """Write alef with hamza, madda or wasla as a bare alef.

    Lossy: أن and إن become one word. Alef maqsura is another letter: see unify-yeh.
    """

    def strip_letter_marks(text: Text) -> None:
        text.delete(_is_letter_mark(text.codes) & _is_alef(text.codes[letters_of(text.codes)]))

    table = Table({ord(alef): ALEF for alef in _HAMZA_ALEFS + (_WAVY_ALEFS if wide else "")})
    return (Guarded(LETTER_MARKS, strip_letter_marks), table) if marks else (table,)
