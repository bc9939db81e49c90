"""One sentence a line."""

from typing import Annotated, Literal

import numpy as np

from arnorm.abbreviations import Abbreviations
from arnorm.arrays import among, distinct, leads, nonzero, spans
from arnorm.gaps import Gaps
from arnorm.kinds import (
    BIDI_CONTROLS,
    CLOSER,
    CODE_MASK,
    CURLY_CLOSE,
    DIGIT,
    ELLIPSIS,
    EMOJI,
    GUILLEMET_CLOSE,
    LINE_END,
    OPENER,
    PAUSE,
    QUOTE,
    SEMICOLON,
    SIGN,
    SPACE,
    SPACES,
    STOP,
    STOPS,
    WORD,
    ZWJ,
    Mask,
    Positions,
    is_arabic,
    is_emoji,
    is_latin,
    membership,
)
from arnorm.numbering import is_list_letter, is_list_number, leads_to_number
from arnorm.quotation import Pairs
from arnorm.stage import File, Rule, stage
from arnorm.text import Text
from arnorm.torn_quotes import torn
from arnorm.words import are, letter_count_after, letter_count_before, letters_after, letters_before, parts, word_after

_NO_FILE = File("")
_DOT = ord(".")
_GOES_ON = ["إلخ", "الخ", "اهـ"]
"""Words that end what is listed or cited: they belong to what stands before them."""
_LONGEST_GOING_ON = max(map(len, _GOES_ON))
_LONGEST_NOTE = 4
"""Digits in a footnote mark, the bracket before them counted."""
_hangs_on = membership(BIDI_CONTROLS, EMOJI, "'\N{RIGHT SINGLE QUOTATION MARK}›")
_is_alef = membership("اإ")
_closes_by_shape = membership([GUILLEMET_CLOSE, CURLY_CLOSE])


@stage(
    effect="layout",
    example=("ذهب. ثم عاد! لماذا؟", "ذهب.\nثم عاد!\nلماذا؟"),
    reads=STOPS | {SEMICOLON},
    changes=SPACES,
)
def split_sentences(
    *,
    ellipsis: Annotated[Literal["split", "keep"], "Whether a sentence may end at an ellipsis."] = "split",
    semicolon: Annotated[bool, "A sentence also ends at ؛."] = False,
    abbreviations: Annotated[File, "A file with further abbreviations, one a line."] = _NO_FILE,
) -> Rule:
    """Put each sentence on a line of its own.

    Loses which sentences shared a line. A sentence ends at . ! ? ؟ … with the closing quotation marks, brackets and
    emoji behind them; not at an abbreviation, an initial, a list number, a decimal, and not at ، or :.
    """
    known = Abbreviations(abbreviations)

    def rule(text: Text) -> None:
        if not text.holds(STOP | PAUSE if semicolon else STOP):
            return
        gaps = text.gaps
        stops = gaps.of(STOP)
        if semicolon:
            stops |= gaps.of(PAUSE) & (gaps.codes == SEMICOLON)
        stop, ended = _ends(gaps, stops)
        if ellipsis == "keep":
            ended &= ~_in_ellipsis(gaps, stop)
        glued = _glued(gaps, ended & stops)
        at = nonzero(ended & gaps.before(SPACE))
        if len(at):
            first = leads(stops & gaps.after(stops))[stop[at]]
            at = at[~(_leading(gaps, first) | _halves_verse(gaps, stop[at], first, stops))]
            at = _beyond_what_hangs_on(gaps, at[~_doubtful(gaps, stop[at], at, ended, known)])
        breaks = distinct(np.append(at, glued)) if len(glued) else at
        if not len(breaks):
            return
        allowed = gaps.mask(breaks[~torn(gaps, breaks)])
        _break(gaps, at[allowed[at]], glued[allowed[glued]])

    return rule


def _ends(gaps: Gaps, stops: Mask) -> tuple[Positions, Mask]:
    """Return for each element the last stop before the closing signs that it belongs to, and whether it has one."""
    closing = gaps.of(CLOSER | QUOTE)
    if len(opener := nonzero(gaps.of(OPENER))):
        closing |= _notes(gaps, opener)
    signs = nonzero(gaps.of(SIGN))
    closing[signs] |= _hangs_on(gaps.codes[signs])
    anchor = leads(closing & gaps.touching)
    return anchor, stops[anchor]


def _notes(gaps: Gaps, opener: Positions) -> Mask:
    """Return the elements of footnote marks ([1], (٤)) that may hang on a stop."""
    first = opener[(gaps.following[opener] == DIGIT) & (gaps.previous[opener] & (STOP | CLOSER | QUOTE) != 0)]
    last = first + 1
    for _ in range(1, _LONGEST_NOTE):
        last += (gaps.kinds[last] == DIGIT) & (gaps.following[last] & (DIGIT | CLOSER) != 0)
    closed = gaps.kinds[last] == CLOSER
    return spans(first[closed], last[closed], len(gaps))


def _in_ellipsis(gaps: Gaps, stop: Positions) -> Mask:
    code = gaps.codes[stop]
    dot_before = (gaps.previous[stop] == STOP) & (gaps.codes[stop - 1] == _DOT)
    dot_after = (gaps.following[stop] == STOP) & (gaps.codes.take(stop + 1, mode="clip") == _DOT)
    mask: Mask = (code == ELLIPSIS) | ((code == _DOT) & (dot_before | dot_after))
    return mask


def _halves_verse(gaps: Gaps, stop: Positions, first: Positions, stops: Mask) -> Mask:
    """Return which are ellipses set off by spaces, the only stops of their line: they stand between half-verses."""
    halves: Mask = (gaps.following[stop] == SPACE) & (gaps.previous[first] == SPACE) & _in_ellipsis(gaps, stop)
    if halves.any():
        halves &= np.bincount(gaps.lines[stops & ~gaps.after(stops)])[gaps.lines[stop]] == 1
    return halves


def _leading(gaps: Gaps, first: Positions) -> Mask:
    """Return which (first) stops only lead into their line or quotation (… ثم), with nothing before them to end."""
    before = gaps.previous[first]
    earlier = gaps.previous[np.maximum(first - 1, 0)]
    opening = (before == QUOTE) & (earlier & (SPACE | LINE_END | OPENER) != 0)
    return (before & (LINE_END | OPENER) != 0) | opening | ((before == SPACE) & (earlier == LINE_END))


def _doubtful(gaps: Gaps, stop: Positions, at: Positions, ended: Mask, known: Abbreviations) -> Mask:
    """Return which ends are no ends of sentences: a lone dot after an abbreviation, an initial, a list number."""
    after = gaps.spaces[1][at + 1]
    following = gaps.following[after]
    doubtful = following & (LINE_END | STOP | PAUSE | CLOSER) != 0
    if len(before_number := nonzero(following == DIGIT)):
        doubtful[before_number] = leads_to_number(gaps, stop[before_number])
    dot = (gaps.codes[stop] == _DOT) & (gaps.previous[stop] != STOP) & ~doubtful
    letter = letters_after(gaps, after)
    doubtful |= dot & is_latin(letter) & (letter >= ord("a"))
    if len(may_go_on := nonzero(~doubtful & _is_alef(letter))):
        doubtful[may_go_on] = are(word_after(gaps, after[may_go_on], _LONGEST_GOING_ON + 1), _GOES_ON)
    behind_word = nonzero(dot & (gaps.previous[stop] == WORD))
    if len(behind_word):
        abbreviated = behind_word[known.ended_by(gaps, stop[behind_word], after[behind_word])]
        doubtful[abbreviated] = True
        # A number behind it is no list number (ص. 45.), but behind the letter of a list it is (أ. 1.).
        ended[at[abbreviated]] = is_list_letter(gaps, stop[abbreviated])
    behind_number = nonzero(dot & (gaps.previous[stop] == DIGIT))
    if len(behind_number):
        doubtful[behind_number] |= is_list_number(gaps, stop[behind_number], ended)
    return doubtful


def _beyond_what_hangs_on(gaps: Gaps, at: Positions) -> Positions:
    """Return the ends, each beyond the detached closing quotation mark or the emoji that follows it."""
    after = gaps.spaces[1][at + 1]
    candidate = (gaps.following[after] == QUOTE) | (is_emoji(gaps.codes[np.minimum(after + 1, len(gaps) - 1)]))
    candidate &= gaps.following[after] != WORD
    ends = at.tolist()
    closing = _closing(gaps, at[candidate & (gaps.following[after] == QUOTE)])
    for place in nonzero(candidate).tolist():
        sign = last = int(after[place]) + 1
        if gaps.kinds[sign] == QUOTE:
            belongs = bool(closing[sign] or gaps.following[sign] == LINE_END)
        else:
            while _joined(gaps, last):
                last += 1
            belongs = True
        if belongs and gaps.following[last] & (SPACE | LINE_END):
            ends[place] = last if gaps.following[last] == SPACE else -1
    at = np.array(ends, np.intp)
    at = at[at >= 0]
    return at[gaps.following[gaps.spaces[1][at + 1]] != LINE_END]


def _joined(gaps: Gaps, emoji: int) -> bool:
    """Return whether another emoji follows this one at once, or with a joiner between."""
    following = emoji + 1
    if following == len(gaps) or not is_emoji(gaps.codes[following : following + 1])[0]:
        return False
    between = int(gaps.words[following] - gaps.words[emoji])
    return not between or (between == 1 and gaps.elements_after(np.array([emoji]), 1)[0] & CODE_MASK == ZWJ)


def _closing(gaps: Gaps, places: Positions) -> Mask:
    """Return which quotation marks in the lines of these elements close, by their partner or else by their shape."""
    if not len(places):
        return gaps.mask(places)
    at = nonzero(gaps.of(QUOTE))
    at = at[among(gaps.lines[at], gaps.lines[places])]
    pairs = Pairs(gaps, at)
    return gaps.mask(at[pairs.closes | (_closes_by_shape(gaps.codes[at]) & ~pairs.opens)])


def _glued(gaps: Gaps, stops: Mask) -> Positions:
    """Return the stops that end a sentence although no space follows: a dot only between longer words."""
    at = nonzero(stops & gaps.after(WORD | SPACE | CLOSER | QUOTE) & gaps.before(WORD))
    at = at[(gaps.codes[at] != ELLIPSIS) & is_arabic(letters_after(gaps, at))] if len(at) else at
    return np.concatenate([at[:0], *(_ends_glued(gaps, at[part]) for part in parts(at))])


def _ends_glued(gaps: Gaps, at: Positions) -> Positions:
    """Return those of these stops, each before a letter, that have enough before and after them for two sentences."""
    dot, previous = gaps.codes[at] == _DOT, gaps.previous[at]
    before = np.where(previous == SPACE, gaps.spaces[0][at - 1], at)
    word = is_arabic(letters_before(gaps, before)) & ~(dot & (letter_count_before(gaps, before, 3) < 3))
    # Behind «نعم» or (غدا), but not behind the bracket of a list's number, nor behind a mark that opens.
    sign = gaps.previous[before]
    closed = (sign & (CLOSER | QUOTE) != 0) & (gaps.previous[before - 1] & (WORD | STOP | CLOSER | QUOTE) != 0)
    return at[(word | closed) & ~(dot & (letter_count_after(gaps, at, 2) < 2))]


def _break(gaps: Gaps, at: Positions, glued: Positions) -> None:
    """End the line after these elements: in the place of the spaces that follow, or between two letters."""
    last = gaps.spaces[1][at + 1]
    more = last > at + 1
    gone = spans(at[more] + 2, last[more], len(gaps)) if more.any() else None
    ends = gaps.line_ends(glued) if len(glued) else 0
    gaps.replace(at + 1, gaps.line_ends(at))
    gaps.edit(gone, after=glued, code=ends)
