"""Double quotation marks: which opens, which closes, how they are written, and the spaces at them."""

from typing import Annotated

from arnorm.arrays import among, distinct
from arnorm.kinds import QUOTES, SPACES
from arnorm.quotation import Pairs
from arnorm.quote_styles import Style, changed_again, marks_of, mend
from arnorm.stage import Rule, stage
from arnorm.text import Text


@stage(effect="repair", example=('"الطبقة "بالريف', '"الطبقة" بالريف'), reads=QUOTES, changes=QUOTES | SPACES)
def pair_quotes(*, style: Annotated[Style, "How pairs are written, inner pairs differently."] = "keep") -> Rule:
    """Tell opening from closing quotation marks, and mend the spaces at them.

    Loses nothing: nested pairs stay distinct («نعم "أكيد" الآن»). A mark without a partner in its line stays as it
    was, and so do single quotation marks, apostrophes, the inch sign, and all marks of a line without Arabic,
    of quoted fields ("نعم","لا") or of code ({"نعم": 1}, dir="rtl").
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        at = marks_of(gaps)
        if not len(at):
            return
        pairs = Pairs(gaps, at)
        guessed = distinct(pairs.line[~pairs.plain & (pairs.partner >= 0)])
        tried = gaps.copy() if len(guessed) else gaps
        mend(tried, at, style, pairs)
        unclear = guessed[changed_again(tried, guessed, style)] if len(guessed) else guessed
        if len(unclear):
            mend(gaps, at[~among(pairs.line, unclear)], style)
        else:
            gaps.take_over(tried)

    return rule
