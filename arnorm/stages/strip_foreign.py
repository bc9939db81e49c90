"""What is not Arabic script."""

from typing import Annotated, Literal

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import (
    ARABIC,
    CLOSER,
    CODE_BITS,
    CRLF,
    DIGIT,
    LINE_END,
    LINE_FEED,
    OPENER,
    PAUSE,
    QUOTE,
    SIGN,
    SPACE,
    SPACES,
    STOP,
    WITH_KIND,
    ZWNJ,
    Mask,
    Positions,
    codes,
    is_arabic,
    is_emoji,
)
from arnorm.stage import Rule, stage
from arnorm.table import KINDS_LOOKUP
from arnorm.text import Text

_KINDS = {"digits": DIGIT, "punctuation": OPENER | CLOSER | QUOTE | STOP | PAUSE | SIGN}


def _foreign() -> frozenset[int]:
    return codes(range(CRLF)) - (ARABIC - codes(WITH_KIND.tolist())) - SPACES - codes([ZWNJ, LINE_FEED])


@stage(
    effect="fold",
    example=("كتاب book قلم 12.", "كتاب قلم 12."),
    reads=_foreign,
    changes=lambda: _foreign() | SPACES,
)
def strip_foreign(
    *,
    keep: Annotated[
        frozenset[Literal["digits", "punctuation"]], "Digits (0–9, Arabic, Persian) and punctuation marks may stay."
    ] = frozenset({"digits", "punctuation"}),
) -> Rule:
    """Delete all that is not Arabic script: other scripts, emoji, symbols.

    Lossy: names and terms in Latin letters go, and so do addresses and mentions with a foreign letter in them, as a
    whole. Persian and Urdu letters are Arabic script. A space is left where words would touch.
    """
    kept_kinds = SPACE | LINE_END
    for name in keep:
        kept_kinds |= _KINDS[name]

    def rule(text: Text) -> None:
        kinds = KINDS_LOOKUP(text.codes)[0] >> CODE_BITS
        script = (kinds == 0) & (is_arabic(text.codes) | (text.codes == ZWNJ))
        foreign = ((kinds == 0) | is_emoji(text.codes)) & ~script
        gone = ~script & ((kinds & kept_kinds == 0) | is_emoji(text.codes))
        if text.protected is not None:
            starts, ends = _runs(text.protected)
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                gone[start:end] = foreign[start:end].any()
        if not gone.any():
            return
        text.release(gone)
        starts, ends = _runs(gone)
        word = script | (kinds & DIGIT != 0)
        space, edge = kinds & SPACE != 0, kinds & LINE_END != 0
        spaced = starts[_at(word, starts - 1, False) & _at(word, ends, False)]
        # What stood between spaces leaves one of them, at either end of a line none.
        before, after = _at(space, starts - 1, False), _at(space, ends, False)
        gone[starts[before & (after | _at(edge, ends, True))] - 1] = True
        gone[ends[after & _at(edge, starts - 1, True)]] = True
        blank = np.zeros_like(gone)
        blank[spaced] = True
        text.replace(blank, ord(" "))
        text.delete(gone & ~blank)

    return rule


def _runs(mask: Mask) -> tuple[Positions, Positions]:
    """Return where the runs of masked elements start and end."""
    edges = nonzero(np.diff(mask.astype(np.int8), prepend=0, append=0))
    return edges[::2], edges[1::2]


def _at(mask: Mask, places: Positions, outside: bool) -> Mask:
    """Return the mask at some places, and `outside` for places before or behind the text."""
    inside = (places >= 0) & (places < len(mask))
    return np.where(inside, mask[places.clip(0, max(len(mask) - 1, 0))], outside)
