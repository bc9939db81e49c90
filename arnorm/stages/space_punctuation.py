"""Spaces around punctuation marks and inside brackets."""

import numpy as np

from arnorm.arabic_lines import in_arabic_lines
from arnorm.arrays import distinct, nonzero, spans
from arnorm.brackets import matched
from arnorm.gaps import Gaps
from arnorm.kinds import (
    CLOSER,
    CLOSERS,
    COMMA,
    DIGIT,
    ELLIPSIS,
    LINE_END,
    OPENER,
    OPENERS,
    PAUSE,
    PAUSES,
    QUOTE,
    SPACE,
    SPACES,
    STOP,
    STOPS,
    WORD,
    Mask,
    Positions,
    is_arabic,
    membership,
)
from arnorm.stage import Rule, stage
from arnorm.text import Text
from arnorm.words import length_after, length_before, letters_after, letters_before, word_before

_is_eyes = membership(":;؛")
_DOT, _COLON = ord("."), ord(":")
_SHORT = 3
"""A particle (و، ال، لا) has fewer letters; around one of them a missing space may be meant: (ال)كتاب."""


@stage(
    effect="repair",
    example=("كتاب ،قلم . ( نص )", "كتاب، قلم. (نص)"),
    reads=OPENERS | CLOSERS | PAUSES | STOPS,
    changes=SPACES,
)
def space_punctuation() -> Rule:
    """Put the spaces around punctuation and in brackets where an editor would.

    None before a mark, one after it, none inside brackets. Loses nothing. Numbers, times, dates, ratios, Latin text
    and lines without Arabic, emoticons and ellipses stay as they are; quotation marks are the work of pair-quotes,
    doubled spaces that of collapse-spaces.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        opens, marks = gaps.of(OPENER), gaps.of(PAUSE | STOP | CLOSER)
        spaced = (marks & gaps.after(SPACE)) | (opens & gaps.before(SPACE))
        bracketed = gaps.of(PAUSE) & gaps.before(OPENER)
        at = nonzero(spaced | (marks & gaps.before(WORD)) | bracketed)
        at = at[in_arabic_lines(gaps, at)] if len(at) else at
        if not len(at):
            return
        arabic_follows = is_arabic(letters_after(gaps, at))
        opener, closer = _brackets(gaps)
        padded, inside = _space_inside(gaps, at[opener[at]])
        gone = _space_before(gaps, at, closer[at], arabic_follows) | inside
        bracketed &= gaps.before(opener) & ~gaps.after(LINE_END)
        at_arabic, at_bracket = at[arabic_follows], _of_words(gaps, at[bracketed[at]])
        loose = at_arabic[_space_due(gaps, at_arabic, closer[at_arabic])]
        loose = distinct(np.append(loose, at_bracket)) if len(at_bracket) else loose
        gaps.edit(gone, before=_after_words(gaps, padded), after=loose)

    return rule


def _brackets(gaps: Gaps) -> tuple[Mask, Mask]:
    """Return the openers and closers that have a partner in their line, emoticons left out."""
    at = nonzero(gaps.of(OPENER | CLOSER))
    if not len(at):
        return gaps.mask(at), gaps.mask(at)
    # The eyes of a face stand alone (:) or first in a bracket, a colon that hangs on its word does not (قوله:).
    face = gaps.touching[at] & _is_eyes(gaps.codes[at - 1]) & (gaps.previous[at - 1] & (SPACE | LINE_END | OPENER) != 0)
    at = at[~face]
    opens, closes = matched(gaps.kinds[at] == OPENER, gaps.lines[at])
    return gaps.mask(at[opens]), gaps.mask(at[closes])


def _of_words(gaps: Gaps, at: Positions) -> Positions:
    """Return which of these marks before a bracket leave a space: an Arabic comma, a colon that hangs on a word."""
    code = gaps.codes[at]
    return at[(code == COMMA) | ((code == _COLON) & is_arabic(letters_before(gaps, at)))]


def _space_before(gaps: Gaps, at: Positions, closer: Mask, arabic_follows: Mask) -> Mask:
    """Return the spaces before those of these marks that belong to the word before the space."""
    spaced = gaps.previous[at] == SPACE
    at, closer, arabic_follows = at[spaced], closer[spaced], arabic_follows[spaced]
    kind, following, dot = gaps.kinds[at], gaps.following[at], gaps.codes[at] == _DOT
    stop = kind == STOP
    belongs = arabic_follows.copy()
    belongs[dot & arabic_follows] = length_after(gaps, at[dot & arabic_follows], 2) == 2
    ends = (following & (SPACE | LINE_END) != 0) | belongs
    # Of a run of marks (؟!) the first carries the rest; but a run of dots is an ellipsis, and stays where it is.
    ends |= stop & (following & (QUOTE | OPENER | CLOSER | STOP) != 0)
    ends |= (gaps.codes[at] == COMMA) & (following == OPENER)
    ends &= (stop | (kind == PAUSE)) & ~(dot & (following == STOP)) & (gaps.codes[at] != ELLIPSIS)
    first, last = gaps.spaces
    start = first[at - 1]
    # 1 : 3 is a ratio, and 3 . 5 may be a number.
    after = last[np.minimum(at + 1, len(gaps) - 1)]
    between_digits = (gaps.previous[start] == DIGIT) & (following == SPACE) & (gaps.following[after] == DIGIT)
    ends &= ~(between_digits & (dot | (gaps.codes[at] == _COLON)))
    ends |= closer & (gaps.previous[start] != OPENER)
    return spans(start[ends], at[ends] - 1, len(gaps))


def _space_inside(gaps: Gaps, opener: Positions) -> tuple[Positions, Mask]:
    """Return which of these opening brackets have spaces behind them, and the spaces; an empty box [ ] keeps its."""
    opener = opener[gaps.following[opener] == SPACE]
    if not len(opener):
        return opener, gaps.mask(opener)
    end = gaps.spaces[1][np.minimum(opener + 1, len(gaps) - 1)]
    filled = gaps.following[end] != CLOSER
    return opener[filled], spans(opener[filled] + 1, end[filled], len(gaps))


def _after_words(gaps: Gaps, opener: Positions) -> Positions:
    """Return those of these brackets that touch an Arabic word: the space inside one of them belongs before it."""
    opener = opener[gaps.previous[opener] == WORD]
    if not len(opener):
        return opener
    word = word_before(gaps, opener, _SHORT)
    return opener[is_arabic(word[:, 0]) & (word[:, -1] > 0)]


def _space_due(gaps: Gaps, at: Positions, closer: Mask) -> Mask:
    """Return after which of these marks, each with an Arabic letter right behind it, a space is due."""
    kind, previous = gaps.kinds[at], gaps.previous[at]
    dot, stop = gaps.codes[at] == _DOT, kind == STOP
    after = length_after(gaps, at, _SHORT)
    # The space before a closer goes.
    stand = np.where(closer & (previous == SPACE), gaps.spaces[0][at - 1], at)
    before, previous = length_before(gaps, stand, _SHORT), gaps.previous[stand]
    due = stop & ~dot & (gaps.codes[at] != ELLIPSIS)
    # A dot ends a word only between longer ones: ق.م and أ.د are abbreviations.
    after_word = (before == _SHORT) | (previous & (SPACE | DIGIT | CLOSER | QUOTE) != 0)
    due |= dot & stop & after_word & (after > 1)
    due |= (kind == PAUSE) & ((gaps.codes[at] != _COLON) | (after > 1))
    # (ال)كتاب is one word, (8 / 246)وحدثنا are two.
    closer &= (after == _SHORT) & ((before == _SHORT) | (previous == DIGIT))
    return (due & (previous != LINE_END)) | closer
