"""Alef and its hamzas."""

from typing import Annotated, Literal

from arnorm.kinds import ALEF
from arnorm.stage import stage
from arnorm.table import Table

_HAMZA_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
)
_WASLA = "\N{ARABIC LETTER ALEF WASLA}"
_WAVY_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH WAVY HAMZA BELOW}"
    "\N{ARABIC LETTER HIGH HAMZA ALEF}"
)


@stage(effect="fold", example=("أإآٱ", "اااا"))
def unify_alef(
    *,
    wide: Annotated[bool, "Also the alefs of other languages, ٲ ٳ ٵ."] = False,
    keep: Annotated[frozenset[Literal["wasla"]], "keep=wasla leaves ٱ, as Lucene does."] = frozenset(),
) -> Table:
    """Write alef with hamza, madda or wasla as a bare alef.

    Lossy: أن and إن become one word. Alef maqsura is another letter: see unify-yeh.
    """
    alefs = _HAMZA_ALEFS + ("" if keep else _WASLA) + (_WAVY_ALEFS if wide else "")
    return Table({ord(alef): ALEF for alef in alefs})
