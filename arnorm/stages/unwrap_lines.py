"""Hard-wrapped lines."""

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import (
    BOUNDARY,
    CODE_BITS,
    DIGIT,
    LINE_END,
    SPACE,
    SPACE_CODE,
    STOP,
    Mask,
    Positions,
    codes,
    is_arabic_mark,
    membership,
)
from arnorm.stage import Rule, stage
from arnorm.text import Text

_NARROWEST, _WIDEST = 40, 120
"""Between these widths text is wrapped by hand or by a program; shorter lines are verse or lists, longer ones whole."""
_RAGGED = 0.9
"""A line is full if the next line's first word would have brought it to this share of the widest line; one that ends
in a full stop, as a paragraph does, only if the word would have made it wider than that."""
_LINE_ENDS = codes("\r\n")
_is_bullet = membership("-*•·–—▪◦")
_ends_number = membership(".)-–")


@stage(
    effect="layout",
    example=(
        "خرج الرجل من بيته في الصباح الباكر يريد السوق\nالقريب ليشتري لأهله الخبز واللبن ثم يعود.\n",
        "خرج الرجل من بيته في الصباح الباكر يريد السوق القريب ليشتري لأهله الخبز واللبن ثم يعود.\n",
    ),
    across_lines=True,
    reads=_LINE_ENDS,
    changes=_LINE_ENDS,
)
def unwrap_lines() -> Rule:
    """Join the lines of a hard-wrapped paragraph.

    Loses the wrapping, and with it where verse was set in lines as wide as prose: not for poetry. A blank line, an
    indented line, a list item and a line that had room for the next word end a paragraph, so that a heading stays on
    its own line. Not idempotent: joined lines no longer show how wide the text was wrapped.
    """

    def rule(text: Text) -> None:
        kinds = text.entries >> CODE_BITS
        ends = nonzero(kinds & LINE_END)
        if not len(ends):
            return
        starts = np.append(0, ends + 1)
        stops = np.append(ends, len(kinds))
        space = kinds & SPACE != 0
        width = _count(~is_arabic_mark(text.codes), starts, stops)
        blank = _count(~space, starts, stops) == 0
        spaces = np.append(nonzero(space), len(kinds))
        word_ends = np.minimum(spaces[np.searchsorted(spaces, starts)], stops)
        first_word = _count(~is_arabic_mark(text.codes), starts, word_ends)
        # A chunk is what stands between blank lines, within one record.
        seam = np.append(text.codes[ends] == BOUNDARY, False)
        chunk = np.cumsum(blank | np.append(False, seam[:-1]))
        widest = np.zeros(chunk[-1] + 1, np.intp)
        np.maximum.at(widest, chunk, np.where(width <= _WIDEST, width, 0))
        with_word, page = width[:-1] + 1 + first_word[1:], widest[chunk[:-1]]
        ends_sentence = _last_of(kinds, starts, stops)[:-1] & STOP != 0
        full = np.where(ends_sentence, with_word > page, with_word >= _RAGGED * page) & (width[:-1] <= _WIDEST)
        begins = blank | _indented(space, starts, stops) | _is_item(text, kinds, starts, stops)
        joined = full & ~blank[:-1] & ~begins[1:] & ~seam[:-1] & (page >= _NARROWEST)
        seats = np.zeros(len(kinds), bool)
        seats[ends[joined]] = True
        after_space = seats & np.append(False, space[:-1])
        text.replace(seats & ~after_space, SPACE_CODE)
        text.delete(after_space)

    return rule


def _count(mask: Mask, starts: Positions, stops: Positions) -> Positions:
    total = np.append(0, np.cumsum(mask))
    return total[stops] - total[starts]


def _last_of(kinds: Positions, starts: Positions, stops: Positions) -> Positions:
    """Return the kinds of each line's last element that is no space, 0 for a blank line."""
    solid = nonzero(kinds & SPACE == 0)
    last = np.append(-1, solid)[np.searchsorted(solid, stops)]
    return np.where(last >= starts, np.append(kinds, 0)[last], 0)


def _indented(space: Mask, starts: Positions, stops: Positions) -> Mask:
    return np.append(space, False)[starts] & (starts < stops)


def _is_item(text: Text, kinds: Positions, starts: Positions, stops: Positions) -> Mask:
    """Return which lines begin with a bullet, or with a number and the sign that ends it in a list."""
    codes = np.append(text.codes, np.zeros(4, np.uint32))
    item = _is_bullet(codes[starts]) & (starts < stops)
    digits = np.append(kinds & DIGIT != 0, np.zeros(4, bool))
    number = digits[starts]
    for ahead in range(1, 4):
        item |= number & _ends_number(codes[starts + ahead]) & (starts + ahead < stops)
        number = number & digits[starts + ahead]
    return item
