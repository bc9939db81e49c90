"""Characters that are not seen."""

from functools import partial
from typing import Annotated, Literal

from arnorm.invisible import INVISIBLE, strip_joiners
from arnorm.kinds import ZWJ, ZWNJ, codes
from arnorm.stage import Guarded, Step, stage

_JOINERS = {"zwnj": ZWNJ, "zwj": ZWJ}


@stage(effect="repair", example=("كت\u200fاب", "كتاب"))
def strip_invisible(
    *, keep: Annotated[frozenset[Literal["zwnj", "zwj"]], "Joiners to leave in place."] = frozenset()
) -> tuple[Step, ...]:
    """Delete bidi controls, zero-width characters, soft hyphens and control codes.

    Loses nothing that is seen. White space stays, also where it is a control code (tab, form feed, U+0085). A joiner
    stays after an emoji or a letter of a script that needs it; in Persian, keep=zwnj keeps it between letters.
    """
    joiners = codes([code for name, code in _JOINERS.items() if name not in keep])
    if not joiners:
        return (INVISIBLE,)
    return INVISIBLE, Guarded(joiners, partial(strip_joiners, joiners=joiners), writes=False)
