"""Arabic presentation forms."""

import unicodedata
from typing import Annotated, Literal

from arnorm.kinds import codes
from arnorm.stage import stage
from arnorm.table import Table

_FORMS = codes(range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD))

# Ligatures that stand for whole words or phrases, and what they say. Unicode decomposes U+FDFC with a Farsi yeh and
# U+FDFD not at all.
_WORDS = {
    ord("\N{ARABIC LIGATURE ALLAH ISOLATED FORM}"): "الله",
    ord("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}"): "صلى الله عليه وسلم",
    ord("\N{ARABIC LIGATURE JALLAJALALOUHOU}"): "جل جلاله",
    ord("\N{RIAL SIGN}"): "ريال",
    ord("\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}"): "بسم الله الرحمن الرحيم",
}


@stage(effect="repair", example=("ﻻ ﷺ", "لا ﷺ"))
def expand_presentation_forms(
    *, words: Annotated[Literal["keep", "expand", "only"], "Of ﷺ ﷲ ﷻ ﷽ ﷼: none, these too, or nothing else."] = "keep"
) -> Table:
    """Spell positional letter forms and ligatures with plain letters.

    Loses nothing: the forms are how old fonts and PDF files draw the same letters. An isolated mark loses the space
    that Unicode would give it, for in running text it belongs to the letter before.
    """
    if words == "only":
        return Table(_WORDS)
    entries: dict[int, int | str | None] = {}
    for code in _FORMS - _WORDS.keys():
        expanded = unicodedata.normalize("NFKC", chr(code))
        # The words inside a ligature stay apart; a space at the start only carries an isolated mark.
        entries[code] = expanded.lstrip(" ")
    return Table(entries | _WORDS if words == "expand" else entries)
