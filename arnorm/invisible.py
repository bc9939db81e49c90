"""Characters that are not seen."""

import numpy as np

from arnorm.kinds import BIDI_CONTROLS, CRLF, SPACES, ZWJ, ZWNJ, codes, membership
from arnorm.table import Table
from arnorm.text import Text

_CONTROLS = codes(range(0x00, 0x20), range(0x7F, 0xA0)) - SPACES - codes("\n")
INVISIBLE = Table(
    dict.fromkeys(
        _CONTROLS
        | BIDI_CONTROLS
        | codes(
            "\N{SOFT HYPHEN}\N{COMBINING GRAPHEME JOINER}\N{MONGOLIAN VOWEL SEPARATOR}\N{ZERO WIDTH SPACE}",
            range(0x2060, 0x2065), range(0x206A, 0x2070), "\N{ZERO WIDTH NO-BREAK SPACE}", range(0xFFF9, 0xFFFC),
        )
    )
)  # fmt: skip
"""What is never seen, whatever stands around it. The joiners are not among it."""
JOINERS = codes([ZWNJ, ZWJ])
_VARIATION_16 = ord("\N{VARIATION SELECTOR-16}")
UNSEEN = codes(INVISIBLE.entries, JOINERS)
_is_invisible = membership(UNSEEN)


def strip_joiners(text: Text, joiners: frozenset[int] = JOINERS) -> None:
    """Delete these joiners but for those that a letter or an emoji before them needs."""
    previous = np.zeros(len(text.codes), np.uint32)
    previous[1:] = text.codes[:-1]
    # Emoji and the scripts with orthographic joiners (Indic, Sinhala …) lie above the Arabic blocks.
    needed = (previous >= 0x0900) & (previous < CRLF) & ~((previous >= 0x2000) & (previous < 0x2070))
    needed &= ~((previous >= 0xFB50) & (previous <= 0xFEFF)) | (previous == _VARIATION_16)
    text.delete(np.isin(text.codes, list(joiners)) & ~needed)


def seen_text(string: str) -> Text | None:
    """Return what is seen of a string, with the origin of each element, or None where that is all of it."""
    text = Text.of(string, origin=True)
    if not _is_invisible(text.codes).any():
        return None
    text.map(INVISIBLE.lookup)
    strip_joiners(text)
    return text
