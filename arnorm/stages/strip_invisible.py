"""Characters that are not seen."""

import unicodedata
from typing import Annotated, Literal

import numpy as np

from arnorm.kinds import CRLF, INVISIBLE, ZWJ, ZWNJ, codes, membership
from arnorm.stage import Guarded, Step, stage
from arnorm.table import Table
from arnorm.text import Text

_JOINERS = {"zwnj": ZWNJ, "zwj": ZWJ}
_FIRST_WITH_JOINERS = 0x0900
"""Emoji and the scripts with orthographic joiners (Indic, Sinhala …) lie above the Arabic blocks."""
_VARIATION_16 = ord("\N{VARIATION SELECTOR-16}")


@stage(effect="repair", example=("كت\u200fاب", "كتاب"))
def strip_invisible(
    *, keep: Annotated[frozenset[Literal["zwnj", "zwj"]], "Joiners to leave in place."] = frozenset()
) -> tuple[Step, ...]:
    """Delete bidi controls, zero-width characters, soft hyphens and control codes.

    Loses nothing that is seen. White space stays, also where it is a control code (tab, form feed, U+0085). A joiner
    stays after an emoji or a letter of a script that needs it; in Persian, keep=zwnj keeps it between letters.
    """
    joiners = codes([code for name, code in _JOINERS.items() if name not in keep])
    is_joiner = membership(joiners)

    def strip_joiners(text: Text) -> None:
        previous = np.zeros(len(text.codes), np.uint32)
        previous[1:] = text.codes[:-1]
        needed = (previous >= _FIRST_WITH_JOINERS) & (previous < CRLF) & ~((previous >= 0x2000) & (previous < 0x2070))
        needed &= ~((previous >= 0xFB50) & (previous <= 0xFEFF)) | (previous == _VARIATION_16)
        joiner = is_joiner(text.codes)
        # A letter of another look (𝒜) is no letter of those scripts, whatever block it stands in.
        kept = np.unique(previous[joiner & needed])
        needed &= ~np.isin(previous, [code for code in kept.tolist() if _compatible(code) < _FIRST_WITH_JOINERS])
        text.delete(joiner & ~needed)

    table = Table(dict.fromkeys(INVISIBLE))
    return (table, Guarded(joiners, strip_joiners)) if joiners else (table,)


def _compatible(code: int) -> int:
    """Return the (last) code point that this one is another look of, or itself."""
    return ord(unicodedata.normalize("NFKC", chr(code))[-1])
