"""Letters and punctuation repeated for emphasis."""

from typing import Annotated

import numpy as np

from arnorm.arrays import nonzero
from arnorm.gaps import Gaps
from arnorm.kinds import (
    ARABIC,
    CODE_MASK,
    ELLIPSIS,
    FIRST_GAP,
    PAUSE,
    PAUSES,
    STOP,
    STOPS,
    TATWEEL,
    Codes,
    Mask,
    is_arabic,
    is_arabic_mark,
    is_latin,
    membership,
)
from arnorm.stage import Rule, stage
from arnorm.text import Text
from arnorm.words import letters_after

_is_sign = membership(PAUSES, STOPS)
_DOTS = 3
"""How many dots an ellipsis has."""


@stage(effect="fold", example=("جميييييل!!!!", "جمييل!"), reads=ARABIC | PAUSES | STOPS)
def limit_repeats(
    *,
    letters: Annotated[int, "How often an Arabic letter may stand in a row."] = 2,
    punctuation: Annotated[int, "How often a sign may stand in a row; dots at least three times."] = 1,
) -> Rule:
    """Shorten runs of one Arabic letter or one punctuation mark.

    Lossy: تتتابع has three teh; letters=3 keeps it, letters=1 would also shorten الله. Latin letters and digits stay.
    """

    def rule(text: Text) -> None:
        # Of a letter the entry is the code point.
        repeated = _repeated(text.entries, letters)
        at = nonzero(repeated)
        if len(at):
            word = text.entries[at] < FIRST_GAP
            found = text.entries[at] & CODE_MASK
            repeated[at] = word & is_arabic(found) & ~is_arabic_mark(found) & (found != TATWEEL)
            text.delete(repeated)
        gaps = text.gaps
        drop = _is_sign(gaps.codes) & _repeated(gaps.codes, punctuation, gaps.touching)
        dots = (gaps.codes == ord(".")) | (gaps.codes == ELLIPSIS)
        drop &= ~dots | _repeated(gaps.codes, max(punctuation, _DOTS), gaps.touching)
        if drop.any():
            # A run that Latin text goes on after (std::vector) is not emphasis.
            signs = gaps.of(PAUSE | STOP)
            at = nonzero(signs)
            latin = gaps.mask(at[is_latin(letters_after(gaps, at))])
            gaps.delete(drop & ~whole_runs(gaps, signs, latin))

    return rule


def _repeated(codes: Codes, limit: int, touching: Mask | None = None) -> Mask:
    """Return which elements continue a run of one code point that is already `limit` long."""
    same = np.zeros(len(codes), bool)
    np.equal(codes[1:], codes[:-1], out=same[1:])
    if touching is not None:
        same &= touching
    longer = same.copy()
    for back in range(1, limit):
        longer[back:] &= same[:-back]
        longer[:back] = False
    return longer


def whole_runs(gaps: Gaps, members: Mask, touched: Mask) -> Mask:
    """Return all elements of the runs of touching members in which any element is masked."""
    first = members & ~gaps.after(members)
    if first.sum() == members.sum():
        return members & touched
    at = nonzero(members)
    starts = nonzero(first[at])
    lengths = np.diff(starts, append=len(at))
    whole = np.zeros(len(gaps), bool)
    whole[at] = np.repeat(np.logical_or.reduceat(touched[at], starts), lengths)
    return whole
