"""Persian, Urdu and look-alike letters."""

from typing import Annotated, Literal

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import ALEF_MAKSURA, FARSI_YEH, HEH, YEH, codes, is_arabic, is_arabic_mark
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

_KAF, _NOON = ord("\N{ARABIC LETTER KAF}"), ord("\N{ARABIC LETTER NOON}")
_HEH_HAMZA = "\N{ARABIC LETTER HEH}\N{ARABIC HAMZA ABOVE}"
_LETTERS: dict[str, int | str] = {
    "\N{ARABIC LETTER KEHEH}": _KAF,
    "\N{ARABIC LETTER SWASH KAF}": _KAF,
    "\N{ARABIC LETTER NOON GHUNNA}": _NOON,
    "\N{ARABIC LETTER HEH DOACHASHMEE}": HEH,
    "\N{ARABIC LETTER HEH GOAL}": HEH,
    "\N{ARABIC LETTER AE}": HEH,
    "\N{ARABIC LETTER HEH WITH YEH ABOVE}": _HEH_HAMZA,
    "\N{ARABIC LETTER HEH GOAL WITH HAMZA ABOVE}": _HEH_HAMZA,
    "\N{ARABIC LETTER TEH MARBUTA GOAL}": ord("\N{ARABIC LETTER TEH MARBUTA}"),
    "\N{ARABIC LETTER YEH BARREE}": YEH,
    "\N{ARABIC LETTER YEH BARREE WITH HAMZA ABOVE}": ord("\N{ARABIC LETTER YEH WITH HAMZA ABOVE}"),
}


@stage(effect="repair", example=("رحمۃ اللہ علی", "رحمة الله على"))
def unify_letters(
    *, final: Annotated[Literal["maqsura", "yeh"], "What a Farsi yeh becomes at the end of a word."] = "maqsura"
) -> tuple[Step, ...]:
    """Write Persian, Urdu and look-alike letters with the Arabic ones.

    Loses nothing in Arabic. Not for Persian, Urdu, Kurdish or Uyghur text, where ک ی ہ ە are letters of their own.
    A Farsi yeh becomes ي inside a word; at its end it looks like ى, so it becomes that unless final=yeh.
    """
    end = ALEF_MAKSURA if final == "maqsura" else YEH

    def unify_farsi_yeh(text: Text) -> None:
        # A mark is part of its letter: look beyond it for the next one.
        bare = nonzero(~is_arabic_mark(text.codes))
        following = bare[1:]
        joined = np.zeros(len(text.codes), bool)
        joined[bare[:-1]] = is_arabic(text.codes[following]) & text.in_words()[following]
        yeh = text.codes == FARSI_YEH
        text.replace(yeh & joined, YEH)
        text.replace(yeh & ~joined, end)

    return Guarded(codes([FARSI_YEH]), unify_farsi_yeh), Table({ord(key): value for key, value in _LETTERS.items()})
