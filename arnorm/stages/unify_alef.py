"""Alef and its hamzas."""

from typing import Annotated

from arnorm.kinds import ALEF
from arnorm.stage import stage
from arnorm.table import Table

_HAMZA_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}\N{ARABIC LETTER ALEF WASLA}"
)
_WAVY_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH WAVY HAMZA BELOW}"
    "\N{ARABIC LETTER HIGH HAMZA ALEF}"
)


@stage(effect="fold", example=("أإآٱ", "اااا"))
def unify_alef(*, wide: Annotated[bool, "Also the alefs of other languages, ٲ ٳ ٵ."] = False) -> Table:
    """Write alef with hamza, madda or wasla as a bare alef.

    Lossy: أن and إن become one word. Alef maqsura is another letter: see unify-yeh.
    """
    return Table({ord(alef): ALEF for alef in _HAMZA_ALEFS + (_WAVY_ALEFS if wide else "")})
