"""One sentence a line."""

import numpy as np

from arnorm.abbreviations import is_abbreviation
from arnorm.gaps import Gaps
from arnorm.kinds import (
    BIDI_CONTROLS,
    CLOSER,
    CRLF,
    DIGIT,
    LINE_END,
    LINE_FEED,
    PAUSE,
    QUOTE,
    SPACE,
    STOP,
    WORD,
    Mask,
    Positions,
    is_arabic,
    is_latin,
    membership,
)
from arnorm.stage import Rule, stage
from arnorm.text import Text

_DOT = ord(".")
_is_control = membership(BIDI_CONTROLS)
_LONGEST_DOUBTFUL = 4
"""Letters of the longest word that may be an abbreviation before a dot."""


@stage(effect="layout", example=("ذهب. ثم عاد! لماذا؟", "ذهب.\nثم عاد!\nلماذا؟"))
def split_sentences() -> Rule:
    """Put each sentence on a line of its own.

    Loses which sentences shared a line. A sentence ends at . ! ? ؟ … with the closing quotation marks and brackets
    behind them; not at an abbreviation, an initial, a list number, a decimal, and not at ، ؛ :.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        if not gaps.of(STOP).any():
            return
        space = gaps.of(SPACE)
        stop, ended = _ends(gaps)
        at = np.flatnonzero(ended & gaps.before(SPACE))
        at = at[_goes_on(gaps, at, space)]
        at = at[~_doubtful(gaps, stop[at], at)]
        glued = _glued(gaps, stop, ended)
        spaces = gaps.whole_runs(space, space & gaps.after(gaps.mask(at)))
        breaks = gaps.mask(np.concatenate([at, glued]))
        ends = np.zeros(len(gaps), np.uint32)
        ends[breaks] = gaps.line_ends(np.flatnonzero(breaks))
        gaps.delete(spaces)
        breaks, ends = breaks[~spaces], ends[~spaces]
        for line_end in (LINE_FEED, CRLF):
            chosen = breaks & (ends == line_end)
            gaps.insert_after(chosen, line_end)
            if chosen.any():
                places = np.flatnonzero(chosen) + 1
                breaks, ends = np.insert(breaks, places, False), np.insert(ends, places, 0)

    return rule


def _ends(gaps: Gaps) -> tuple[Positions, Mask]:
    """Return for each element the last stop before the closing marks that it belongs to, and whether it has one."""
    closing = gaps.of(CLOSER | QUOTE) | _is_control(gaps.codes)
    number = np.arange(len(gaps))
    hangs_on = closing & gaps.touching
    anchor = np.maximum.accumulate(np.where(hangs_on, 0, number))
    return anchor, gaps.of(STOP)[anchor]


def _goes_on(gaps: Gaps, at: Positions, space: Mask) -> Mask:
    """Return which ends are followed by more of the line that can begin a sentence."""
    last = space & ~gaps.before(SPACE)
    place = np.flatnonzero(last)
    after = place[np.searchsorted(place, at)]
    following: Mask = (gaps.following[after] & (LINE_END | STOP | PAUSE | CLOSER)) == 0
    return following


def _doubtful(gaps: Gaps, stop: Positions, at: Positions) -> Mask:
    """Return which ends are no ends of sentences: a lone dot after an abbreviation, an initial, a list number."""
    doubtful = np.zeros(len(at), bool)
    dot = (gaps.codes[stop] == _DOT) & ~gaps.after(STOP)[stop]
    latin_next = is_latin(gaps.letters_after(at + 1)) & (at + 1 < len(gaps))
    lower = latin_next & (gaps.letters_after(at + 1) >= ord("a"))
    short = gaps.after(WORD)[stop] & (gaps.length_before(stop, _LONGEST_DOUBTFUL + 1) <= _LONGEST_DOUBTFUL)
    number = gaps.after(DIGIT)[stop]
    for place in np.flatnonzero(dot & (short | number | lower)).tolist():
        where = int(stop[place])
        doubtful[place] = (
            lower[place]
            or (bool(number[place]) and _is_list_number(gaps, where))
            or (bool(short[place]) and is_abbreviation(gaps, where))
        )
    return doubtful


def _is_list_number(gaps: Gaps, dot: int) -> bool:
    """Return whether only digits stand between the start of the line and this dot."""
    first = dot
    while first > 0 and gaps.kinds[first - 1] == DIGIT and gaps.touching[first]:
        first -= 1
    return bool(gaps.after(LINE_END)[first])


def _glued(gaps: Gaps, stop: Positions, ended: Mask) -> Positions:
    """Return the stops that end a sentence although no space follows."""
    at = np.flatnonzero(ended & (stop == np.arange(len(gaps))) & gaps.after(WORD) & gaps.before(WORD))
    at = at[is_arabic(gaps.letters_before(at)) & is_arabic(gaps.letters_after(at))]
    dot = gaps.codes[at] == _DOT
    return at[~dot | ((gaps.length_before(at, 3) == 3) & (gaps.length_after(at, 2) == 2))]
