"""Hamza on waw and on yeh."""

from typing import Annotated, Literal

from arnorm.kinds import WAW, YEH
from arnorm.stage import stage
from arnorm.table import Table

_SEATS = {
    ord("\N{ARABIC LETTER WAW WITH HAMZA ABOVE}"): WAW,
    ord("\N{ARABIC LETTER YEH WITH HAMZA ABOVE}"): YEH,
}
_HAMZA = ord("\N{ARABIC LETTER HAMZA}")


@stage(effect="fold", example=("مسؤول قائمة", "مسوول قايمة"))
def unify_hamza(
    *, to: Annotated[Literal["seat", "hamza"], "The letter without its hamza (و ي), or the bare hamza (ء)."] = "seat"
) -> Table:
    """Write hamza on waw and on yeh as the bare letter, or as a bare hamza.

    Lossy: سؤال and سوال become one word. For search indexes, where writers mix them; alef's hamzas are unify-alef's.
    """
    return Table({code: seat if to == "seat" else _HAMZA for code, seat in _SEATS.items()})
