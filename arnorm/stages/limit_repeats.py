"""Letters and punctuation repeated for emphasis."""

from typing import Annotated

import numpy as np

from arnorm.kinds import ARABIC_MARKS, ELLIPSIS, PAUSE, STOP, TATWEEL, Codes, Mask, is_arabic, is_latin
from arnorm.stage import Rule, stage
from arnorm.text import Text

_MARKS = [*sorted(ARABIC_MARKS), TATWEEL]
_DOTS = 3
"""How many dots an ellipsis has."""


@stage(effect="fold", example=("جميييييل!!!!", "جمييل!"))
def limit_repeats(
    *,
    letters: Annotated[int, "How often an Arabic letter may stand in a row."] = 2,
    punctuation: Annotated[int, "How often a sign may stand in a row; dots at least three times."] = 1,
) -> Rule:
    """Shorten runs of one Arabic letter or one punctuation mark.

    Lossy: تتتابع has three teh; letters=3 keeps it, letters=1 would also shorten الله. Latin letters and digits stay.
    """

    def rule(text: Text) -> None:
        repeated = _repeated(text.codes, letters)
        if repeated.any():
            at = np.flatnonzero(repeated)
            found = text.codes[at]
            repeated[at] = is_arabic(found) & text.in_words()[at] & ~np.isin(found, _MARKS)
            text.delete(repeated)
        gaps = text.gaps
        at = np.flatnonzero(gaps.of(PAUSE | STOP))
        if not len(at):
            return
        drop = gaps.of(PAUSE | STOP) & _repeated(gaps.codes, punctuation, gaps.run_before == 0)
        dots = (gaps.codes == ord(".")) | (gaps.codes == ELLIPSIS)
        drop &= ~dots | _repeated(gaps.codes, max(punctuation, _DOTS), gaps.run_before == 0)
        if drop.any():
            # A run that Latin text goes on after (std::vector, ../..) is not emphasis.
            latin = gaps.mask(
                np.flatnonzero(gaps.run_after)[is_latin(gaps.letters_after(np.flatnonzero(gaps.run_after)))]
            )
            signs = gaps.of(PAUSE | STOP)
            gaps.delete(drop & ~gaps.whole_runs(signs, signs & latin))

    return rule


def _repeated(codes: Codes, limit: int, touching: Mask | None = None) -> Mask:
    """Return which elements continue a run of one code point that is already `limit` long."""
    same = np.zeros(len(codes), bool)
    same[1:] = codes[1:] == codes[:-1]
    if touching is not None:
        same &= touching
    longer = same.copy()
    for back in range(1, limit):
        longer[back:] &= same[:-back]
        longer[:back] = False
    return longer
