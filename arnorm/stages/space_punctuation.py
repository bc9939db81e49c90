"""Spaces around punctuation marks and inside brackets."""

import numpy as np

from arnorm.brackets import matched
from arnorm.gaps import Gaps
from arnorm.kinds import (
    CLOSER,
    DIGIT,
    ELLIPSIS,
    LINE_END,
    OPENER,
    PAUSE,
    QUOTE,
    SPACE,
    STOP,
    WORD,
    Mask,
    is_arabic,
    membership,
)
from arnorm.stage import Rule, stage
from arnorm.text import Text

_is_eyes = membership(":;؛")
_DOT, _COLON = ord("."), ord(":")
_SHORT = 3
"""A particle (و، ال، لا) has fewer letters; around one of them a missing space may be meant: (ال)كتاب."""


@stage(effect="repair", example=("كتاب ،قلم . ( نص )", "كتاب، قلم. (نص)"))
def space_punctuation() -> Rule:
    """Put the spaces around punctuation and in brackets where an editor would.

    Loses nothing. Numbers, times, dates, ratios, Latin text and lines
    without Arabic, emoticons and ellipses stay as they are; quotation marks
    are the work of pair-quotes, doubled spaces that of collapse-spaces.
    """

    def rule(text: Text) -> None:
        gaps = text.gaps
        at = np.flatnonzero(gaps.of(PAUSE | STOP | OPENER | CLOSER))
        arabic = gaps.mask(at[gaps.in_arabic_lines(at)]) if len(at) else gaps.mask(at)
        if not arabic.any():
            return
        space = gaps.of(SPACE)
        opener, closer = (brackets & arabic for brackets in _brackets(gaps))
        at = np.flatnonzero(arabic & gaps.of(PAUSE | STOP | CLOSER) & gaps.before(WORD))
        glued = gaps.mask(at[is_arabic(gaps.letters_after(at))])
        own = arabic & _marks_of_the_word_before(gaps, space, glued)
        checkbox = gaps.whole_runs(space, space & gaps.after(OPENER)) & gaps.before(CLOSER)
        gone = space & (gaps.before(own) | (gaps.before(closer) & ~checkbox))
        gone |= gaps.whole_runs(space, space & gaps.after(opener)) & ~gaps.whole_runs(space, checkbox)
        gone = gaps.whole_runs(space, gone)
        loose = _marks_without_space(gaps, glued) | _brackets_without_space(gaps, closer, glued)
        gaps.delete(gone)
        gaps.insert_after(loose[~gone], ord(" "))

    return rule


def _brackets(gaps: Gaps) -> tuple[Mask, Mask]:
    """Return the openers and closers that have a partner in their line, emoticons left out."""
    face = gaps.after(_is_eyes(gaps.codes))
    opener, closer = gaps.of(OPENER) & ~face, gaps.of(CLOSER) & ~face
    if not (opener.any() and closer.any()):
        return np.zeros_like(opener), np.zeros_like(closer)
    return matched(opener, closer, gaps.lines)


def _marks_of_the_word_before(gaps: Gaps, space: Mask, glued: Mask) -> Mask:
    """Return the marks that belong to the word before them, also where a space stands between."""
    dot = gaps.codes == _DOT
    stop = gaps.of(STOP)
    ends = gaps.before(SPACE | LINE_END) | (glued & (~dot | _long_after(gaps, glued, 2)))
    # Of a run of marks (؟!) the first carries the rest; but a run of dots is an ellipsis, and stays where it is.
    ends |= stop & gaps.before(QUOTE | CLOSER) | (stop & ~dot & gaps.before(stop))
    ends &= gaps.of(PAUSE | STOP) & ~(dot & gaps.before(stop)) & (gaps.codes != ELLIPSIS)
    # 1 : 3 is a ratio, and 3 . 5 may be a number.
    after_digit = gaps.whole_runs(space, space & gaps.after(DIGIT))
    before_digit = gaps.whole_runs(space, space & gaps.before(DIGIT))
    ratio = gaps.after(after_digit) & gaps.before(before_digit) & (dot | (gaps.codes == _COLON))
    return ends & ~ratio


def _marks_without_space(gaps: Gaps, glued: Mask) -> Mask:
    """Return the marks among these, glued to an Arabic word, after which a space is due."""
    dot = gaps.codes == _DOT
    several = _long_after(gaps, glued, 2)
    sentence = gaps.of(STOP) & ~dot & (gaps.codes != ELLIPSIS)
    # A dot ends a word only between longer ones: ق.م and أ.د are abbreviations.
    sentence |= dot & several & (_long_before(gaps, glued, _SHORT) | gaps.after(SPACE | DIGIT | CLOSER | QUOTE))
    pause = gaps.of(PAUSE) & ((gaps.codes != _COLON) | several)
    return glued & (sentence | pause) & ~gaps.after(LINE_END)


def _brackets_without_space(gaps: Gaps, closer: Mask, glued: Mask) -> Mask:
    glued = glued & closer
    return _long_before(gaps, glued, _SHORT) & _long_after(gaps, glued, _SHORT)


def _long_before(gaps: Gaps, among: Mask, length: int) -> Mask:
    at = np.flatnonzero(among)
    return gaps.mask(at[gaps.length_before(at, length) == length])


def _long_after(gaps: Gaps, among: Mask, length: int) -> Mask:
    at = np.flatnonzero(among)
    return gaps.mask(at[gaps.length_after(at, length) == length])
