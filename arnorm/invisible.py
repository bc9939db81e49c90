"""What is not seen is taken out: all that is never seen, and joiners where nothing needs them."""

import unicodedata

import numpy as np

from arnorm import kinds
from arnorm.arrays import among, distinct
from arnorm.kinds import CRLF, ZWJ, ZWNJ, codes, membership
from arnorm.table import Table
from arnorm.text import Text

INVISIBLE = Table(dict.fromkeys(kinds.INVISIBLE))
"""Deletes what is never seen, whatever stands around it. The joiners are not among it."""
JOINERS = codes([ZWNJ, ZWJ])
UNSEEN = kinds.INVISIBLE | JOINERS
"""What may stand inside of what a reader sees as one."""
_FIRST_WITH_JOINERS = 0x0900
"""Emoji and the scripts with orthographic joiners (Indic, Sinhala …) lie above the Arabic blocks."""
_VARIATION_16 = ord("\N{VARIATION SELECTOR-16}")
_is_joiner = membership(JOINERS)


def strip_joiners(text: Text, joiners: frozenset[int] = JOINERS) -> None:
    """Delete these joiners but for those that a letter or an emoji before them needs."""
    previous = np.zeros(len(text.codes), np.uint32)
    previous[1:] = text.codes[:-1]
    needed = (previous >= _FIRST_WITH_JOINERS) & (previous < CRLF) & ~((previous >= 0x2000) & (previous < 0x2070))
    needed &= ~((previous >= 0xFB50) & (previous <= 0xFEFF)) | (previous == _VARIATION_16)
    joiner = among(text.codes, np.array(sorted(joiners), np.uint32))
    # A letter of another look (𝒜) is no letter of those scripts, whatever block it stands in.
    kept = distinct(previous[joiner & needed])
    needed &= ~among(previous, kept[[_compatible(code) < _FIRST_WITH_JOINERS for code in kept.tolist()]])
    text.delete(joiner & ~needed)


def _compatible(code: int) -> int:
    """Return the (last) code point that this one is another look of, or itself."""
    return ord(unicodedata.normalize("NFKC", chr(code))[-1])


def seen_text(string: str, table: Table = INVISIBLE) -> Text | None:
    """Return what is seen of a string, with the origin of each element, or None where that is all of it.

    With another table than INVISIBLE it is what that one makes of the string, without joiners too.
    """
    text = Text.of(string, origin=True)
    codes = text.codes
    text.map(table.lookup)
    if _is_joiner(text.codes).any():
        strip_joiners(text)
    return None if np.array_equal(text.codes, codes) else text
